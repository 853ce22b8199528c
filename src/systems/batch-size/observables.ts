import { defineObservables } from '../contract.ts';
import { type BatchSizeProblem, FEW_RUNS } from './problem.ts';

export const observables = defineObservables<BatchSizeProblem>()({
  stepsToTarget: {
    label: 'steps to the target',
    symbol: 'k*',
    description:
      'the first step at which the mean excess risk is at the target, with its fraction by the logarithm of the risk; below 1 where the first step passes it',
    scale: 'log',
  },
  examplesToTarget: {
    label: 'examples to the target',
    symbol: 'E',
    description: 'the same times the batch size',
    scale: 'log',
  },
  excessRisk: {
    label: 'excess risk',
    symbol: 'S',
    description: 'mean squared error on fresh inputs without label noise, relative to that at the start',
    scale: 'log',
    over: 'step',
  },
  simpleNoiseScale: {
    label: 'simple noise scale',
    symbol: 'B_simple',
    description:
      "trace of the covariance of one example's gradient over the squared gradient, as a ratio of means over runs; measured with batches of 8, beside the true gradient",
    scale: 'log',
    over: 'step',
    withoutMean: ofFewRuns,
  },
  noiseScale: {
    label: 'noise scale',
    symbol: 'B_noise',
    description:
      'the same with both weighted by the curvature: the batch size at which the best step is half its largest',
    scale: 'log',
    over: 'step',
    withoutMean: ofFewRuns,
  },
  tunedRate: {
    label: 'tuned learning rate',
    symbol: 'η*',
    description: 'of a network: the rate that reaches the target first',
    scale: 'log',
    theory: 'none',
  },
  noiseScaleStart: {
    label: 'noise scale at the start',
    symbol: 'B_simple(0)',
    description: 'of a network: the simple noise scale of its initial weights',
    scale: 'log',
    theory: 'none',
  },
  noiseScaleEnd: {
    label: 'noise scale at the target',
    symbol: 'B_simple(k*)',
    description: 'of a network: the simple noise scale where it has reached the target',
    scale: 'log',
    theory: 'none',
  },
});

export type BatchSizeObservable = keyof typeof observables;

/** The ratio of two means is biased by their scatter; the jackknife mends that given some runs. */
function ofFewRuns(problem: BatchSizeProblem): string | undefined {
  if (problem.kind === 'network' || problem.runs >= FEW_RUNS) return undefined;
  return `median: a trial has ${problem.runs} runs, and the ratio of means over fewer than ${FEW_RUNS} is biased`;
}
