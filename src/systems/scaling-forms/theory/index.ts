// `orrery-lab/theory/scaling-forms`. Power laws from the geometry of data: nearest neighbours and
// piecewise linear functions on manifolds, whose resolution limits them, and fits, whose variance
// does.

export * from './nearest.ts';
export * from './piecewise.ts';
export * from './sphere.ts';
export * from './variance.ts';
