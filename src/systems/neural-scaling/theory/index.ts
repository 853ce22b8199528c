// `orrery-lab/theory/neural-scaling`. Regression on random projections of power-law data: losses of
// gradient descent over time for any number of samples, features and ensemble members, of one-pass
// SGD at any batch size, and after infinitely many steps.

export * from './descent.ts';
export * from './exponents.ts';
export * from './frontier.ts';
export type { ScalingModel } from './model.ts';
export * from './one-pass.ts';
export * from './phases.ts';
