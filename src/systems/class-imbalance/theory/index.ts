// `orrery-lab/theory/class-imbalance`. Linear classifiers of two Gaussian classes, one of them
// rare.

export * from './accuracy.ts';
export * from './least-squares.ts';
