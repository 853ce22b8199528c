// `orrery-lab/theory/optimisers`. Losses of optimisers on quadratics, their exponents in the number
// of steps on power-law spectra, and what bounds them.

export * from './conjugate-gradients.ts';
export * from './exponents.ts';
export * from './long-memory.ts';
export * from './nesterov-flow.ts';
export * from './newton-schulz.ts';
export * from './polynomial-methods.ts';
export * from './rates.ts';
export * from './scale-free-methods.ts';
