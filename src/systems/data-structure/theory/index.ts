// `orrery-lab/theory/data-structure`. Ridge regression on rows, inputs and labels with defects.

export * from './best-ridge.ts';
export * from './dropped-inputs.ts';
export * from './inputs.ts';
export * from './masked-inputs.ts';
export * from './pool.ts';
export * from './rows.ts';
export * from './weighted-rows.ts';
