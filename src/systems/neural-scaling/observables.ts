import { defineObservables } from '../contract.ts';
import type { NeuralScalingProblem } from './problem.ts';

/**
 * A curve in time is known to so much of the loss at its start: theory's inversions round there.
 */
const RESOLVED = 1e-8;

const floor = ({ power }: NeuralScalingProblem) => RESOLVED * power.reduce((sum, one) => sum + one, 0);

export const observables = defineObservables<NeuralScalingProblem>()({
  testLoss: {
    label: 'test loss',
    symbol: 'L',
    description: 'mean squared error on fresh inputs, without the noise of their labels',
    scale: 'log',
    over: 'step',
    floor,
  },
  trainLoss: {
    label: 'training loss',
    symbol: 'L_train',
    description: 'mean squared error of one member on its samples, with their noise',
    scale: 'log',
    over: 'step',
    floor,
  },
  convergedLoss: {
    label: 'test loss at convergence',
    symbol: 'L_∞',
    description: 'test loss after infinitely many steps: of the least-squares solution, the one of least norm',
    scale: 'log',
  },
  frontierLoss: {
    label: 'least loss at a compute',
    symbol: 'L*',
    description:
      'with frontier=yes: least test loss of nine model sizes, where t steps of N features on B samples cost C = NtB; in the mean over batches',
    scale: 'log',
    over: 'compute',
  },
  phaseExponent: {
    label: 'compute-optimal exponent',
    symbol: '−d ln L*/d ln C',
    description:
      'with frontier=yes and learning=one-pass: what the phase diagram has for large models, beside the slope at these sizes; not measured at capacity up to 1',
    scale: 'linear',
    floor: () => 0.02,
  },
});

export type NeuralScalingObservable = keyof typeof observables;
