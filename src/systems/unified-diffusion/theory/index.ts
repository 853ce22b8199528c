// `orrery-lab/theory/unified-diffusion`. Samplers of Gaussian data on component-wise noise
// schedules.

export { firstReaches, timeOfUnitSignal } from './emergence.ts';
export { denoisingLoss, fittingDivergence, leastErrors } from './information.ts';
export { followCovariance, gaussianDivergence, marginalCovariance } from './matrices.ts';
export { divergenceOfRatio, marginalVariance, sampledVariances, shareSeen, stepOf } from './modes.ts';
