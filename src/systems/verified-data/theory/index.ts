// `orrery-lab/theory/verified-data`. Learning from labels of which a verifier kept some.

export * from './accuracy.ts';
