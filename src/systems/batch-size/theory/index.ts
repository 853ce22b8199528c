// `orrery-lab/theory/batch-size`. SGD on least squares, exactly: risk, stability and stationary state
// at any batch size, with momentum; noise scales, steps to a target, rules for the learning rate.

export * from './noise-dominated.ts';
export * from './noise-scale.ts';
export * from './second-moments.ts';
export * from './stability.ts';
export * from './steps-to-target.ts';
export * from './trade-off.ts';
