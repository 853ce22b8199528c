// `orrery-lab/theory/diffusion-regimes`. When diffusion decides on a class, and on a training
// point.

export { collapseTime, ownWeight, type TrainingSet } from './memorisation.ts';
export { type Mixture, sameClassProbability, speciationTime } from './speciation.ts';
