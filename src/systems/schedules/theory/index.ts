// `orrery-lab/theory/schedules`. The risk of one-pass descent under any schedule of the rate, with
// averages of the weights; best rates for a budget, and laws.

export * from './averages.ts';
export * from './best-rate.ts';
export * from './decay.ts';
export * from './functional-law.ts';
export * from './horizon.ts';
export * from './recursion.ts';
