import { defineObservables } from '../contract.ts';
import type { WarmupProblem } from './problem.ts';

export const observables = defineObservables<WarmupProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'half the mean squared error over the training data',
    scale: 'log',
    over: 'step',
    floor: ({ parameters }) => 1e-28 * parameters.width,
  },
  sharpness: {
    label: 'sharpness',
    symbol: 'S/λ₀',
    description: 'largest eigenvalue of the Hessian, relative to λ₀',
    scale: 'linear',
    over: 'step',
  },
  load: {
    label: 'rate × sharpness',
    symbol: 'η_t S_t',
    description: 'the sharpness times the rate of the step: catapults keep it near 2 while the rate rises',
    scale: 'linear',
    over: 'step',
    level: { value: 2, label: 'the edge of stability' },
  },
  outcome: {
    label: 'outcome',
    symbol: '1–2',
    description: '1: training survives; 2: it diverges',
    scale: 'linear',
  },
  finalSharpness: {
    label: 'final sharpness',
    symbol: 'S_T/λ₀',
    description: 'largest eigenvalue of the Hessian at the end of training, relative to λ₀',
    scale: 'linear',
  },
  largestRate: {
    label: 'largest trainable rate',
    symbol: 'c_max',
    description: 'least target rate, times λ₀, at which training with this warm-up diverges',
    scale: 'log',
  },
  initialRate: {
    label: 'edge of the first step',
    symbol: 'c_edge',
    description: 'largest rate, times λ₀, up to which no first step raises the loss: where warm-up should begin',
    scale: 'linear',
  },
  preconditionedRatio: {
    label: 'GI-Adam over Adam',
    symbol: 'S_GI/S_Adam',
    description: 'largest eigenvalue of the preconditioned Hessian after the first gradient, GI-Adam’s over Adam’s',
    scale: 'log',
  },
  adamPeak: {
    label: 'peak with Adam',
    symbol: 'max L/L₀',
    description: 'largest loss over the first one, of the network trained by Adam without warm-up',
    scale: 'log',
    theory: 'none',
  },
  giAdamPeak: {
    label: 'peak with GI-Adam',
    symbol: 'max L/L₀',
    description: 'the same with GI-Adam',
    scale: 'log',
    theory: 'none',
  },
});

export type WarmupObservable = keyof typeof observables;
