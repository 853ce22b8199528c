// `orrery-lab/theory/spiked-matrix`. A planted direction in a noisy symmetric matrix: the
// transition of its top eigenvector, and the gradient flow that looks for it.

export { flowFrom, flowFromRandom } from './flow.ts';
export { overlapSquared, topEigenvalue } from './transition.ts';
