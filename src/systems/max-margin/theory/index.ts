// `orrery-lab/theory/max-margin`. Directions of separating classifiers: margins in three norms,
// late times of the logistic flow.

export * from './asymptotics.ts';
export * from './flow.ts';
export * from './margins.ts';
export * from './support-vectors.ts';
