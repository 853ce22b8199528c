// `orrery-lab/theory/mup`. How far one step moves each layer of a network as its width grows: the
// abc table and its exponents, and the whole change on one datum.

export * from './abc.ts';
export * from './one-step.ts';
