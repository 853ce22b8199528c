// `orrery-lab/theory/order-parameters`. Overlaps of students with a teacher and with each other,
// how they fluctuate at finite size, and two transitions: principal components and separability.

export * from './fluctuations.ts';
export * from './overlaps.ts';
export * from './perceptron.ts';
export * from './principal.ts';
export * from './ridge-at-finite-size.ts';
export * from './second-moments.ts';
