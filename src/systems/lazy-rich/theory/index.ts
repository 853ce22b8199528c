// `orrery-lab/theory/lazy-rich`. Lazy and rich training: the solvable crossover, and how far a lazy
// network moves.

export * from './crossover.ts';
export * from './lazy-movement.ts';
