// `orrery-lab/theory/ridge`. Ridge regression in high dimension: the risk and its parts, optimal
// and negative ridges, covariate shift, correlated samples, power laws.

export { type Modes, prepareModes } from '../../../random-matrices/modes.ts';
export {
  type DegreesOfFreedom,
  degreesOfFreedom,
  kappaOfDegreesOfFreedom,
  renormalizedRidge,
  renormalizedRidgeSweep,
  ridgeOf,
  type Spectrum,
  smallestRidge,
} from '../../../random-matrices/renormalized-ridge.ts';
export * from './correlated-samples.ts';
export * from './gradient-flow.ts';
export * from './heteroskedastic-noise.ts';
export * from './isotropic.ts';
export * from './optimal-ridge.ts';
export * from './power-law.ts';
export { type RidgeProblem, type Risk, risk } from './risk.ts';
export { type ShiftedProblem, shiftedRisk } from './shifted-risk.ts';
