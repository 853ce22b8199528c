// `orrery-lab/theory/learning-bounds`. Bounds on the error of linear classifiers, and its exact
// average for a teacher perceptron.

export * from './bounds.ts';
export * from './perceptron.ts';
