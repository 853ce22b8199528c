import { defineObservables } from '../contract.ts';
import { LAST_STEP, type MessagePassingProblem } from './problem.ts';

/** What is left of an overlap that dies out: 4 to 7 parts in d, measured. */
const leftover = ({ parameters: { channel, dimension } }: MessagePassingProblem) =>
  channel === 'abs' ? 10 / dimension : 0;

/** A variance that is left of a teacher of power 1. */
const SMALLEST_VARIANCE = 1e-3;

/** One wrong row of all those that a student is tested on. */
export const TEST_ROWS = 20_000;

/** Of signs a few wrong ones, of fields as small a share of their power. */
const smallestError = () => 5 / TEST_ROWS;

export const observables = defineObservables<MessagePassingProblem>()({
  overlap: {
    label: 'overlap',
    symbol: 'm',
    description: 'of the student with the teacher, w*·w, after each step',
    scale: 'linear',
    over: 'step',
    floor: leftover,
  },
  power: {
    label: 'squared length',
    symbol: 'q',
    description: 'of the student, |w|²; as large as the overlap where Bayes’ estimator is computed',
    scale: 'linear',
    over: 'step',
    floor: leftover,
  },
  variance: {
    label: 'variance',
    symbol: 'V',
    description: 'what message passing itself takes for the variance of a fresh field around its guess',
    scale: 'log',
    over: 'step',
    floor: () => SMALLEST_VARIANCE,
  },
  error: {
    label: 'test error',
    symbol: 'ε',
    description:
      'on fresh rows after each step: the share of wrong signs, or the mean square by which the field, or its magnitude, is missed',
    scale: 'log',
    over: 'step',
    floor: smallestError,
  },
  settledError: {
    label: `test error after ${LAST_STEP} steps`,
    symbol: 'ε₅₀',
    description: 'when messages have settled, unless they pass a bottleneck: then a note says so',
    scale: 'log',
    floor: smallestError,
  },
  leastError: {
    label: 'Bayes’ error',
    symbol: 'ε_Bayes',
    description: `of signs and fields, what no estimator can undercut; measured is the error after ${LAST_STEP} steps`,
    scale: 'log',
    relation: 'atLeast',
    floor: smallestError,
  },
  growth: {
    label: 'growth of the overlap',
    symbol: 'm_T/q₀',
    description: 'of magnitudes, the overlap after the last step over that of the start',
    scale: 'log',
    floor: (problem) => (problem.start > 0 ? leftover(problem) / problem.start : 0),
  },
  spectralOverlap: {
    label: 'squared overlap of the spectral start',
    symbol: 'R²',
    description: 'of magnitudes without noise: of the top eigenvector of Σ (1 − 1/y²)xxᵀ with the teacher',
    scale: 'linear',
    most: 1,
    events: ({ parameters }) => parameters.dimension,
    floor: ({ parameters }) => 1 / Math.sqrt(parameters.dimension),
  },
});

export type MessagePassingObservable = keyof typeof observables;
