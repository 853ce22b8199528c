import { defineObservables } from '../contract.ts';
import type { GrokkingProblem } from './problem.ts';

/** The square of the rounding of weights and labels of order one, summed over d of them. */
const floor = ({ parameters }: GrokkingProblem) => 1e-28 * (1 + parameters.initial) * parameters.dimension;

export const observables = defineObservables<GrokkingProblem>()({
  trainLoss: {
    label: 'training loss',
    symbol: 'L_train',
    description: '|Xw − y|²/(nd), noise of the labels included; 1 + initial + noise at the start',
    scale: 'log',
    over: 'time',
    floor,
  },
  testLoss: {
    label: 'test loss',
    symbol: 'L_test',
    description: '|w − w*|²/d, the mean squared error on fresh inputs without label noise; 1 + initial at the start',
    scale: 'log',
    over: 'time',
    floor,
  },
  trainAccuracy: {
    label: 'training accuracy',
    symbol: 'A_train',
    description: 'share of the training labels, noise included, that are met within the tolerance',
    scale: 'linear',
    over: 'time',
  },
  testAccuracy: {
    label: 'test accuracy',
    symbol: 'A_test',
    description: 'the same of fresh inputs, without label noise',
    scale: 'linear',
    over: 'time',
  },
  trainTime: {
    label: 'time to fit',
    symbol: 't_train',
    description: 'when the training loss first falls below the threshold',
    scale: 'log',
  },
  testTime: {
    label: 'time to learn',
    symbol: 't_test',
    description: 'when the test loss first falls below the threshold',
    scale: 'log',
  },
  delay: {
    label: 'delay',
    symbol: 'Δt',
    description: 'time to learn less time to fit: for so long the student has fitted its data and not learned the task',
    scale: 'log',
  },
  finalTestLoss: {
    label: 'final test loss',
    symbol: 'L_test(T)',
    description: 'test loss at the end of training',
    scale: 'log',
    floor,
  },
});

export type GrokkingObservable = keyof typeof observables;
