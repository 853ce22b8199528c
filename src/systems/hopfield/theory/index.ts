// `orrery-lab/theory/hopfield`. Order parameters of the Hopfield network near saturation, at zero
// and finite temperature, its capacity, and the errors of its first step.

export * from './first-step.ts';
export * from './order-parameters.ts';
