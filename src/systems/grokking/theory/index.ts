// `orrery-lab/theory/grokking`. Losses of a linear student over time, with decay and noise, their
// correction at finite size, accuracies, and the times and delays that follow.

export * from './accuracy.ts';
export * from './crossing.ts';
export * from './losses.ts';
export * from './spectrum.ts';
export * from './stage.ts';
export * from './two-weights.ts';
