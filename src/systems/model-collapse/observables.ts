import { defineObservables } from '../contract.ts';
import type { ModelCollapseProblem } from './problem.ts';

/** Errors are squares of labels of power 1: round-off leaves this much of them. */
const roundOff = (_: ModelCollapseProblem) => 1e-12;

export const observables = defineObservables<ModelCollapseProblem>()({
  excessError: {
    label: 'excess error',
    symbol: 'E_g',
    description: 'mean squared distance to the real, noiseless target on fresh inputs',
    // Least squares adds the same in every generation: a straight line.
    scale: 'linear',
    over: 'generation',
    floor: roundOff,
    withoutMean,
  },
  biasSquared: {
    label: 'squared bias',
    symbol: 'B²',
    description: 'error of the average model of a generation, over all chains',
    scale: 'log',
    over: 'generation',
    floor: roundOff,
    withoutMean,
  },
  variance: {
    label: 'variance',
    symbol: 'V',
    description: 'of a generation’s models around their average: inputs, noise and all that chains inherit',
    scale: 'log',
    over: 'generation',
    floor: roundOff,
    withoutMean,
  },
  modelPower: {
    label: 'power of the model',
    symbol: 'Σ η ŵ²',
    description: 'mean square of what a generation predicts, 1 for the real target',
    scale: 'log',
    over: 'generation',
    floor: roundOff,
    withoutMean,
  },
});

export type ModelCollapseObservable = keyof typeof observables;

/** Inverse Wishart moments exist only some distance away from as many samples as directions. */
function withoutMean({ parameters, eta, ridge }: ModelCollapseProblem): string | undefined {
  if (ridge !== 0 || parameters.noise === 0 || Math.abs(parameters.samples - eta.length) > 3) return undefined;
  return 'without a ridge errors have no mean or no variance this near to samples = dimension: the median is shown';
}
