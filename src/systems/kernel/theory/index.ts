// `orrery-lab/theory/kernel`. Kernel ridge regression: the eigenframework (learnabilities, test
// error), its course in time, finite pools, and the spectra of kernels.

export {
  type Architecture,
  type KernelFunction,
  type KernelSpec,
  kernelFunction,
  layerVariances,
  networkKernel,
} from '../kernels.ts';
export { type GaussianModes, gaussianModes, rbfGaussianEigenvalues } from '../levels/gaussian.ts';
export { hypercubeLevels } from '../levels/hypercube.ts';
export { type Levels, sphereLevels, sphereMultiplicity } from '../levels/sphere.ts';
export { type Eigenlearning, eigenlearning, modeStatistics, type Regression } from './eigenframework.ts';
export { errorInTime } from './flow.ts';
export { type PoolPrediction, predictPool } from './pool.ts';
