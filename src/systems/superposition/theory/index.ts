// `orrery-lab/theory/superposition`. Losses of the toy model of superposition of a pair of features
// at any density; feature dimensionality.

export * from '../../shared/active-feature.ts';
export * from '../../shared/feature-dimensionality.ts';
export * from './pair.ts';
