// `orrery-lab/theory/feature-geometry`. Losses of sparse features in few dimensions: regular
// polygons, random directions; Welch's bound.

export * from '../../shared/active-feature.ts';
export * from '../../shared/feature-dimensionality.ts';
export * from './overlaps.ts';
export * from './polygons.ts';
