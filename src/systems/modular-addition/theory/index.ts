// `orrery-lab/theory/modular-addition`. The network of periodic weights that adds modulo p: its
// signal, its noise, and a bound on its errors.

export * from './exact-solution.ts';
