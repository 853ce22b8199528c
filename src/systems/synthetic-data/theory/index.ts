// `orrery-lab/theory/synthetic-data`. Ridge regression on real and synthetic rows together.

export * from './break-even.ts';
export * from './mixture.ts';
