// `orrery-lab/theory/gaussian-refit`. Gaussians that are fitted to each other's samples.

export * from './chain.ts';
