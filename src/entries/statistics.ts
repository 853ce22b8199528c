// `orrery-lab/statistics`: means and errors, equivalence tests, what derived observables and claims
// are judged by.

export * from '../statistics/bootstrap.ts';
export * from '../statistics/curve-fits.ts';
export * from '../statistics/derived.ts';
export * from '../statistics/equivalence.ts';
export * from '../statistics/moments.ts';
export * from '../statistics/multiple-comparisons.ts';
export * from '../statistics/order-parameters.ts';
export * from '../statistics/orderings.ts';
export * from '../statistics/scale.ts';
export * from '../statistics/sequential.ts';
export * from '../statistics/shares.ts';
