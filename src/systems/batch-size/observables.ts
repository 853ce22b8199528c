import { defineObservables } from '../contract.ts';
import type { BatchSizeProblem } from './problem.ts';

export const observables = defineObservables<BatchSizeProblem>()({
  stepsToTarget: {
    label: 'steps to the target',
    symbol: 'k*',
    description:
      'the first step at which the mean excess risk is at the target, with its fraction by the logarithm of the risk',
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
      "trace of the covariance of one example's gradient over the squared gradient, as a ratio of means over runs; measured with two batches of different size",
    scale: 'log',
    over: 'step',
  },
  noiseScale: {
    label: 'noise scale',
    symbol: 'B_noise',
    description:
      'the same with both weighted by the curvature: the batch size at which the best step is half its largest',
    scale: 'log',
    over: 'step',
  },
});

export type BatchSizeObservable = keyof typeof observables;
