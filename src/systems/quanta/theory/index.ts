// `orrery-lab/theory/quanta`. Power laws from quanta that are learned one by one: sums over all of
// them, exact for any number of examples, and the powers that they become.

export * from './count-spectrum.ts';
export * from './learning-curve.ts';
export * from './power-law.ts';
export { slotLoss } from './prediction.ts';
