// `orrery-lab/theory/weak-to-strong`. Ridge regression on the labels of another fit, of its own,
// and of the model that teaches best.

export * from './best-ridges.ts';
export * from './outcome.ts';
export * from './same-rows.ts';
export * from './students.ts';
export * from './supervisors.ts';
export * from './surrogates.ts';
