// `orrery-lab/theory/estimators`. Means and standard deviations of estimators of data.

export * from './noise-level.ts';
export * from './participation-ratio.ts';
export * from './tails.ts';
