import { defineObservables } from '../contract.ts';
import type { GlmProblem } from './problem.ts';

/** Shares of wrong labels are told from 0 down to one label of a training set. */
const oneSample = ({ parameters: { samples } }: GlmProblem) => 1 / samples;

export const observables = defineObservables<GlmProblem>()({
  testError: {
    label: 'test error',
    symbol: 'E_test',
    description: 'share of fresh labels ±1 that the sign of the fit gets wrong',
    scale: 'log',
    floor: () => 2e-3,
    most: 1,
    events: () => 2e4,
  },
  trainError: {
    label: 'training error',
    symbol: 'E_train',
    description: 'the same of the training labels',
    scale: 'linear',
    floor: (problem) => Math.max(2e-3, oneSample(problem)),
    most: 1,
    events: ({ parameters: { samples } }) => samples,
  },
  testLoss: {
    label: 'test loss',
    symbol: 'L_test',
    description: 'mean loss of fresh labels',
    scale: 'log',
    withoutMean: ofSquares,
  },
  trainLoss: {
    label: 'training loss',
    symbol: 'L_train',
    description: 'mean loss of the training labels, without the penalty',
    scale: 'log',
    floor: () => 1e-4,
  },
  excess: {
    label: 'excess error',
    symbol: 'S',
    description: 'mean squared distance of the fit to the field of a linear teacher',
    scale: 'log',
    withoutMean: ofSquares,
  },
  alignment: {
    label: 'alignment',
    symbol: 'R',
    description: 'correlation of the fit with the teacher’s field on fresh inputs',
    scale: 'linear',
    floor: ({ eta }) => 0.1 / Math.sqrt(eta.length),
    most: 1,
  },
  overlap: {
    label: 'overlap',
    symbol: 'm',
    description: 'covariance of the fit with the teacher’s field; of clusters, with their centre',
    scale: 'linear',
    withoutMean: ofOverlaps,
    floor: ({ parameters: { signal }, eta }) => 0.1 * Math.sqrt(signal / eta.length),
  },
  selfOverlap: {
    label: 'self-overlap',
    symbol: 'q',
    description: 'variance of the fit on fresh inputs, of clusters within one',
    scale: 'log',
    withoutMean: ofSquares,
  },
  squaredNorm: {
    label: 'squared norm',
    symbol: '|w|²',
    description: 'of the weights',
    scale: 'log',
    withoutMean: ofSquares,
  },
  response: {
    label: 'response',
    symbol: 'V',
    description:
      'tr Σ H⁻¹/d with the Hessian H of the penalised loss; of smooth losses. The teacher’s own direction is flatter and one of d, which the theory leaves out: about 1 % at d = 200 and signal 5 without a ridge',
    scale: 'log',
    withoutMean: ofSquares,
  },
  intercept: {
    label: 'intercept',
    symbol: 'b',
    description: 'of a fit beside two clusters',
    scale: 'linear',
    floor: () => 0.02,
  },
  separable: {
    label: 'separable',
    symbol: 'P_sep',
    description:
      'share of training sets that a plane through 0 separates, so that likelihood has no maximum; told where loss=margin, or loss=logistic without a ridge',
    scale: 'linear',
    floor: () => 0.05,
    most: 1,
  },
  margin: {
    label: 'largest margin',
    symbol: 'k',
    description: 'the least distance of a sample from the separating plane through 0 that has the largest one',
    scale: 'linear',
  },
  bias: {
    label: 'bias of maximum likelihood',
    symbol: 'α_*',
    description: 'how many times too large estimates of the teacher’s weights are on average',
    scale: 'log',
  },
  spread: {
    label: 'spread of maximum likelihood',
    symbol: 'σ_*',
    description: 'root of n times the variance of an estimate in a direction of variance 1',
    scale: 'log',
  },
  likelihoodRatio: {
    label: 'likelihood ratio',
    symbol: '2ΔlnL',
    description: 'its mean for a direction that the labels do not depend on; 1 in the classical theory',
    scale: 'log',
  },
});

export type GlmObservable = keyof typeof observables;

/**
 * Without a ridge fits of residuals hold the inverse of a Wishart matrix: moments of order k of it
 * exist for n > d − 1 + 2k alone.
 */
function ofSquares(problem: GlmProblem): string | undefined {
  const surplus = surplusOf(problem);
  if (surplus > 3) return undefined;
  const [number, has] = surplus === 1 ? ['one sample', 'no mean'] : [`${surplus} samples`, 'an infinite variance'];
  return `without a ridge this has ${has} with ${number} more than weights: the median is shown`;
}

/** The square of m is such a moment, and m itself less. */
function ofOverlaps(problem: GlmProblem): string | undefined {
  if (surplusOf(problem) > 1) return undefined;
  return 'without a ridge this has an infinite variance with one sample more than weights: the median is shown';
}

/** How many samples there are beyond as many as weights, where that decides. */
function surplusOf({ parameters: { loss, samples }, ridge, eta }: GlmProblem): number {
  const isOfResiduals = loss === 'square' || loss === 'huber';
  return isOfResiduals && ridge === 0 ? samples - eta.length : Number.POSITIVE_INFINITY;
}
