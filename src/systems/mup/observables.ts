import { defineObservables } from '../contract.ts';
import type { MupProblem } from './problem.ts';

const change = { scale: 'log', over: 'width' } as const;

export const observables = defineObservables<MupProblem>()({
  inputChange: {
    label: 'change of the input layer',
    symbol: 'Δh_in/η',
    description:
      'what the steps change of the first pre-activations (of the embeddings), over the learning rate: root mean square over units and data',
    ...change,
  },
  hiddenChange: {
    label: 'change of hidden layers',
    symbol: 'Δh/η',
    description:
      'the same of the pre-activations behind weights from width to width, all such layers together; of a residual network of its stream',
    ...change,
  },
  outputChange: {
    label: 'change of the output',
    symbol: 'Δf/η',
    description: 'the same of the outputs',
    ...change,
  },
  initialOutput: {
    label: 'square of the output before training',
    symbol: 'E f₀²',
    description: 'mean over data and networks',
    ...change,
  },
  attentionChange: {
    label: 'change of attention',
    symbol: 'Δqk/η',
    description: 'the same of the logits of attention in the first block of a transformer',
    ...change,
    theory: 'none',
  },
  depthChange: {
    label: 'change of the stream',
    symbol: 'ΔX/η',
    description: 'the change of hidden layers at the smallest width, as a number to hold against the depth',
    scale: 'log',
    theory: 'none',
  },
  loss: {
    label: 'loss',
    symbol: 'L',
    description: 'after training; a training that diverges has the loss that it began with',
    scale: 'log',
    over: ['width', 'rate'],
    theory: 'none',
  },
  bestRate: {
    label: 'best rate',
    symbol: 'η*',
    description: 'the learning rate of the lowest loss, between the rates tried by a parabola',
    ...change,
    theory: 'none',
  },
  drift: {
    label: 'drift of the best rate',
    symbol: 'log₂η*',
    description: 'octaves by which the best rate rises from the smallest width to the largest',
    scale: 'linear',
    theory: 'none',
  },
  transferredLoss: {
    label: 'loss with the rate of the smallest width',
    symbol: 'L(η*₀)/L*',
    description: 'over the loss with the best rate, both of the rates tried: what not tuning again costs',
    ...change,
    theory: 'none',
  },
});

export type MupObservable = keyof typeof observables;
