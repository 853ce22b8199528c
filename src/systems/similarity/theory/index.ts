// `orrery-lab/theory/similarity`. How alike two Gaussian representations look, by each measure.

export { populationGaussianCka } from './gaussian-kernel.ts';
export { debiasedMoments, leadingCka, meanCka, populationCka } from './linear.ts';
export type { Pairs } from './pairs.ts';
export { type Canonical, independentProcrustes, meanSquaredCorrelation } from './subspaces.ts';
