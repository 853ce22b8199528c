import { defineObservables } from '../contract.ts';
import type { GrokkingProblem } from './problem.ts';

/** The square of the rounding of weights and labels of order one, summed over d of them. */
const floor = ({ parameters }: GrokkingProblem) => 1e-28 * (1 + parameters.initial) * parameters.dimension;

/** Standard deviations of the largest singular value between its edge and the step's stability. */
const CLEAR = 3;

/**
 * Gradient descent diverges on a draw of inputs whose largest eigenvalue is beyond 2/η − γ. By the
 * bound of Davidson and Szarek, P(√λ > 1 + √(d/n) + t/√n) ≤ e^(−t²/2), no draw in a hundred is
 * there from t = 3 on.
 */
function withoutMean({ parameters, eta }: GrokkingProblem): string | undefined {
  const { model, samples: n, dimension: d, decay } = parameters;
  if (model === 'network') return undefined;
  const t = Math.sqrt(n) * (Math.sqrt(2 / eta - decay) - 1 - Math.sqrt(d / n));
  if (t > CLEAR) return undefined;
  return 'on some draws of so few data gradient descent diverges, and they carry its mean: the median is shown';
}

export const observables = defineObservables<GrokkingProblem>()({
  trainLoss: {
    label: 'training loss',
    symbol: 'L_train',
    description: '|Xw − y|²/(nd), noise of the labels included; 1 + initial + noise at the start',
    scale: 'log',
    over: 'time',
    floor,
    withoutMean,
  },
  testLoss: {
    label: 'test loss',
    symbol: 'L_test',
    description: '|w − w*|²/d, the mean squared error on fresh inputs without label noise; 1 + initial at the start',
    scale: 'log',
    over: 'time',
    floor,
    withoutMean,
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
    withoutMean,
  },
});

export type GrokkingObservable = keyof typeof observables;
