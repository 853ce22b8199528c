import { power } from '../../numeric/special.ts';
import { type CurveFit, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { NeuralScalingObservable } from './observables.ts';
import type { NeuralScalingProblem } from './problem.ts';
import { dataExponent, modelExponent, timeExponent } from './theory/exponents.ts';
import { frontierOf, paperExponents } from './theory/phases.ts';

/** Steps before this are the first modes one by one. */
const FIRST_STEP = 30;

/** p of y ∝ x^(−p). */
function decay(range?: Parameters<typeof powerExponent>[0]): CurveFit {
  const slope = powerExponent(range);
  return (x, y) => {
    const exponent = slope(x, y);
    return exponent === undefined ? undefined : -exponent;
  };
}

/** Logarithms and sums that begin at 1 move an exponent by so much at some hundred modes. */
const floor = () => 0.02;

/**
 * How much of the power law the last mode may cut off before its exponent is no longer the law's.
 */
const CUT = 0.03;

/**
 * Whether modes beyond K, which are missing, would hardly matter where the first `learned` are
 * learned: of the target's power beyond them, and of the variances.
 */
function isLong({ parameters: { dimension, source: a, capacity: b } }: NeuralScalingProblem, learned: number): boolean {
  return power(learned / dimension, Math.min(a - 1, b - 1)) < CUT;
}

type Derived = DerivedObservable<NeuralScalingProblem, NeuralScalingObservable>;

export const derived = {
  timeExponent: {
    label: 'exponent in time',
    symbol: '−d ln L/d ln t',
    description: `from step ${FIRST_STEP} on: (a − 1)/b where nothing but time limits the loss, else that of the predicted curve`,
    scale: 'linear',
    of: 'testLoss',
    along: 'step',
    fit: decay({ from: FIRST_STEP }),
    floor,
    predicted: (problem) => {
      const { learning, projection, source: a, capacity: b, rate, steps } = problem.parameters;
      const isPure = learning === 'population' && projection === 'none' && a > 1 && b > 1;
      return isPure && isLong(problem, power(2 * rate * steps, 1 / b)) ? timeExponent(a, b) : 'curve';
    },
  },
  dataExponent: {
    label: 'exponent in the data',
    symbol: '−d ln L_∞/d ln P',
    description: 'min(a − 1, 2b) where nothing but the data limits the loss, else that of the predicted curve',
    scale: 'linear',
    of: 'convergedLoss',
    along: 'samples',
    fit: decay(),
    floor,
    predicted: (problem) => {
      const { projection, source: a, capacity: b, noise, samples, members } = problem.parameters;
      const isPure = projection === 'none' && noise === 0 && members === 1 && a > 1 && b > 1;
      return isPure && isLong(problem, samples) ? dataExponent(a, b) : 'curve';
    },
  },
  modelExponent: {
    label: 'exponent in the model size',
    symbol: '−d ln L_∞/d ln N',
    description:
      'min(a − 1, b) where nothing but the number of features limits the loss, else that of the predicted curve',
    scale: 'linear',
    of: 'convergedLoss',
    along: 'features',
    fit: decay(),
    floor,
    predicted: (problem) => {
      const { learning, source: a, capacity: b, features, members } = problem.parameters;
      const isPure = learning === 'population' && members === 1 && a > 1 && b > 1;
      return isPure && isLong(problem, features) ? modelExponent(a, b) : 'curve';
    },
  },
  frontierSlope: {
    label: 'slope of the compute-optimal frontier',
    symbol: '−d ln L*/d ln C',
    description: 'over one and a half decades of compute, at these model sizes',
    scale: 'linear',
    of: 'frontierLoss',
    along: 'compute',
    fit: decay(),
    predicted: 'curve',
  },
  frontierExponent: {
    label: 'exponent of the compute-optimal frontier',
    symbol: 'η',
    description: 'the same, beside the exponent of the phase that capacity and source lie in, for large models',
    scale: 'linear',
    of: 'frontierLoss',
    along: 'compute',
    fit: decay(),
    floor,
    predicted: ({ parameters: { source, capacity, learning } }) => {
      const { alpha, beta } = paperExponents(source, capacity);
      return learning === 'one-pass' && alpha > 0 ? frontierOf(alpha, beta)?.loss : undefined;
    },
  },
} satisfies Record<string, Derived>;
