// `orrery-lab/theory/superposition`. Losses of the toy model of superposition: a pair at
// any density, regular polygons of sparse features, random directions; feature dimensionality.

export * from './dimensionality.ts';
export * from './integrals.ts';
export * from './overlaps.ts';
export * from './pair.ts';
export * from './polygons.ts';
