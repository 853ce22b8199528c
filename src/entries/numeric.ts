// `orrery-lab/numeric`: the functions that ECMAScript leaves to the engine, with the same bits in
// all of them, for systems outside this package. Math has the exact ones: sqrt, abs, round.

export * from '../numeric/arc.ts';
export * from '../numeric/special.ts';
