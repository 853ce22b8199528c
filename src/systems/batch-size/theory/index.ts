// `orrery-lab/theory/batch-size`. SGD on least squares, exactly: risk, stability and stationary
// state at any batch size, with momentum; noise scales, steps to a target and the trade-off of
// steps and examples; rules for the learning rate, for SGD, sign descent and Adam; schedules and
// the time scale of weight decay.

export * from './noise-dominated.ts';
export * from './noise-scale.ts';
export * from './schedules.ts';
export * from './second-moments.ts';
export * from './sign-step.ts';
export * from './small-steps.ts';
export * from './stability.ts';
export * from './steps-to-target.ts';
export * from './trade-off.ts';
export * from './weight-decay.ts';
