import { defineObservables } from '../contract.ts';
import type { CatapultProblem } from './problem.ts';

export const observables = defineObservables<CatapultProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'half the mean squared error over the training data',
    scale: 'log',
    over: 'step',
    // The square of the rounding of the output, a sum over the units.
    floor: ({ parameters }) => 1e-28 * parameters.width,
  },
  kernel: {
    label: 'kernel',
    symbol: 'λ/λ₀',
    description: 'largest eigenvalue of the tangent kernel over the number of data, relative to λ₀',
    scale: 'linear',
    over: 'step',
  },
  sharpness: {
    label: 'sharpness',
    symbol: 'S/λ₀',
    description: 'largest eigenvalue of the loss’s Hessian, relative to λ₀',
    scale: 'linear',
    over: 'step',
  },
  finalSharpness: {
    label: 'final sharpness',
    symbol: 'S_T/λ₀',
    description: 'largest eigenvalue of the Hessian at the end of training, relative to λ₀',
    scale: 'linear',
  },
  settled: {
    label: 'final rate × sharpness',
    symbol: 'ηS_T',
    description: 'gradient descent stays only at minima where it is at most 2',
    scale: 'linear',
    relation: 'atMost',
  },
  peakLoss: {
    label: 'peak of the loss',
    symbol: 'max L/L₀',
    description: 'largest loss on the way over the first one',
    scale: 'log',
  },
  phase: {
    label: 'phase of training',
    symbol: '1–4',
    description:
      '1: the loss never rises; 2: loss catapult, it rises before it falls; 3: sharpness catapult, so does the sharpness; 4: divergence',
    scale: 'linear',
  },
  lazyEdge: {
    label: 'edge of the lazy phase',
    symbol: 'c_loss',
    description: 'least rate, times λ₀, at which the loss rises at some step',
    scale: 'linear',
  },
  sharpnessEdge: {
    label: 'edge of the sharpness catapult',
    symbol: 'c_sharp',
    description: 'least rate, times λ₀, at which the sharpness exceeds its first value; of the solvable network',
    scale: 'linear',
  },
  divergentEdge: {
    label: 'edge of divergence',
    symbol: 'c_max',
    description:
      'least rate, times λ₀, at which training fails: it diverges, or has learned nothing in the end; without a prediction where so few steps end in the middle of the growth',
    scale: 'linear',
  },
});

export type CatapultObservable = keyof typeof observables;
