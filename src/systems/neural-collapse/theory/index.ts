// `orrery-lab/theory/neural-collapse`. The unconstrained-features model: optimum, unequal classes,
// and its flow.

export * from './flow.ts';
export * from './imbalance.ts';
export * from './optimum.ts';
