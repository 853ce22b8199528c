// `orrery-lab/theory/committee`. Soft committee machines trained online: order parameters in time,
// the plateau, the error.

export type { Overlaps } from '../overlaps.ts';
export * from './erf-integrals.ts';
export { generalisationError, type Learning, noiseFloor, orderParameters, plateauError } from './order-parameters.ts';
