// `orrery-lab/theory/implicit-bias`. Which of many interpolators training picks: potentials of
// diagonal networks and commuting matrices, sparse limits, label noise.

export * from './greedy.ts';
export * from './interpolators.ts';
export * from './label-noise.ts';
export * from './sparse.ts';
