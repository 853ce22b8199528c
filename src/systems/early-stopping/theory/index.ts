// `orrery-lab/theory/early-stopping`. Shrinkage of modes by descent, momentum and ridge, and the
// risk that it makes.

export * from './risk.ts';
export * from './shrinkage.ts';
