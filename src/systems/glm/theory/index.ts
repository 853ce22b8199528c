// `orrery-lab/theory/glm`. Convex generalised linear models in high dimension.

export * from './binary-labels.ts';
export * from './clusters.ts';
export * from './covariance.ts';
export * from './estimates.ts';
export * from './largest-margin.ts';
export * from './linear-labels.ts';
export * from './losses.ts';
export * from './replicas.ts';
export * from './separability.ts';
