import { defineObservables } from '../contract.ts';
import type { SignalProblem } from './problem.ts';

export const observables = defineObservables<SignalProblem>()({
  length: {
    label: 'length of the signal',
    symbol: 'q_l',
    description: 'mean square of a layer’s preactivations, over both inputs',
    scale: 'log',
    over: 'layer',
  },
  correlation: {
    label: 'correlation of two inputs',
    symbol: 'c_l',
    description: 'cosine of the angle between their preactivations',
    scale: 'linear',
    over: 'layer',
    // A hundredth of what an input has with itself.
    floor: () => 0.01,
  },
  distance: {
    label: 'distance of two inputs',
    symbol: '1 − c_l',
    description:
      'one minus the correlation, half the squared distance of the directions: what is left to tell them apart by',
    scale: 'log',
    over: 'layer',
    // The square of single precision, with room for its accumulation.
    floor: () => 1e-12,
  },
  gradient: {
    label: 'squared gradient',
    symbol: '|δ_l|²/|δ_L|²',
    description: 'of random outputs by a layer’s preactivations, over that by the last layer’s',
    scale: 'log',
    over: 'layer',
  },
  overlap: {
    label: 'overlap of gradients',
    symbol: 'δ_l·δ′_l/|δ_L|²',
    description: 'inner product of the gradients of the two inputs, from the same vector at the top',
    scale: 'log',
    over: 'layer',
  },
  gradientGrowth: {
    label: 'growth of gradients',
    symbol: 'χ',
    description: 'factor by which squared gradients grow a layer, going down, on average over the upper half',
    scale: 'linear',
  },
  finalCorrelation: {
    label: 'correlation at the top',
    symbol: 'c_L',
    description: 'of the two inputs after the last layer',
    scale: 'linear',
    floor: () => 0.01,
  },
  lengthSlope: {
    label: 'response of the length',
    symbol: 'dq′/dq',
    description: 'how much longer the next layer’s signal is for a longer one, on average over the upper half',
    scale: 'linear',
  },
  accuracy: {
    label: 'training accuracy',
    symbol: 'A_T',
    description: 'share of a small task that a network of this depth and start has learned after so many steps',
    scale: 'linear',
    theory: 'none',
  },
});

export type SignalObservable = keyof typeof observables;
