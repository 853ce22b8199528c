// `orrery-lab/theory/scaling-forms`. Power laws from the geometry of data: nearest neighbours and
// piecewise linear functions on manifolds, whose resolution limits them, and fits, whose variance
// does; with the parametric laws that are fitted to losses of large networks.

export * from '../../../scaling-laws/allocation.ts';
export * from '../../../scaling-laws/fit.ts';
export * from '../../../scaling-laws/laws.ts';
export * from '../../../scaling-laws/published.ts';
export * from './nearest.ts';
export * from './piecewise.ts';
export * from './sphere.ts';
export * from './variance.ts';
