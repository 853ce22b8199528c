// `orrery-lab/theory/finite-width`. How much networks of one architecture differ: laws of the
// length of a signal over random networks, exact for linear and relu layers.

export * from './log-lengths.ts';
export * from './variance.ts';
