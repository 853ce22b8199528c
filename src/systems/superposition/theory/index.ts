// `orrery-lab/theory/superposition`. Losses of the toy model of superposition, and the
// dimensionality of its features.

export * from './dimensionality.ts';
export * from './integrals.ts';
export * from './pair.ts';
