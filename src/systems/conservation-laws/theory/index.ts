// `orrery-lab/theory/conservation-laws`. What gradient flow conserves, and what finite steps make
// of it.

export * from './account.ts';
export * from './equilibrium.ts';
export * from './laws.ts';
export { gradientOf, type SymmetricLoss } from './networks.ts';
export * from './tape.ts';
