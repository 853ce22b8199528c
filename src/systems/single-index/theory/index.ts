// `orrery-lab/theory/single-index`. Online SGD on a single-index model: the flow of the overlap,
// its diffusion at finite dimension, escape times.

export { activation, informationExponent, type Nonlinearity, type SingleIndexActivation } from '../activations.ts';
export {
  type AverageFunctions,
  averagesOf,
  type StepAverages,
  type StepMoments,
  stepAverages,
  stepMoments,
} from './averages.ts';
export { diffusionOf, type EscapeMoments, escapeMoments, meansAlong } from './diffusion.ts';
export * from './flow.ts';
export type { Diffusion, Start } from './generator.ts';
export { thresholdInEffect } from './overshoot.ts';
