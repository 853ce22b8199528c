import { defineObservables } from '../contract.ts';
import type { WeakToStrongProblem } from './problem.ts';

/**
 * Without a ridge the inverse Wishart moments of noisy fits exist some rows away from as many as
 * there are directions.
 */
function withoutMean({ parameters, lesson, surrogate, eta }: WeakToStrongProblem): string | undefined {
  const { supervisor, student } = lesson;
  const seen = supervisor.sees === 'few' ? supervisor.features : eta.length;
  const fits = [{ ...student, directions: eta.length }, ...(surrogate ? [] : [{ ...supervisor, directions: seen }])];
  const nearest = fits
    .filter(({ ridge }) => ridge === 0)
    .reduce((least, { samples, directions }) => Math.min(least, Math.abs(samples - directions)), 4);
  // Directions that a supervisor misses are noise to it.
  if (nearest > 3 || (parameters.noise === 0 && supervisor.sees !== 'few')) return undefined;
  return nearest <= 1
    ? 'without a ridge the mean error is infinite with about as many samples as directions: the median is shown'
    : 'without a ridge the error has infinite variance with about as many samples as directions: the median is shown';
}

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
function roundOff({ parameters: { noise } }: WeakToStrongProblem): number {
  return 1e-12 * (1 + noise);
}

/** Differences of two errors of labels of power 1 are told from 0 down to this. */
const SMALLEST_GAIN = 2e-4;

export const observables = defineObservables<WeakToStrongProblem>()({
  supervisorError: {
    label: 'supervisor’s error',
    symbol: 'E_w',
    description: 'mean squared distance to the noiseless target on fresh inputs, of the model that labels',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  studentError: {
    label: 'student’s error',
    symbol: 'E_s',
    description: 'the same of the student, after the last round',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  ceilingError: {
    label: 'error on true labels',
    symbol: 'E_c',
    description: 'the same of that student on the true, noisy labels of its last inputs',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  gain: {
    label: 'gain over the supervisor',
    symbol: 'E_w − E_s',
    description: 'by how much the student errs less than the supervisor of the same draw; negative where it errs more',
    scale: 'linear',
    floor: () => SMALLEST_GAIN,
    withoutMean,
  },
  advantage: {
    label: 'gain over true labels',
    symbol: 'E_c − E_s',
    description: 'by how much its labels teach the student more than the true ones of the same inputs',
    scale: 'linear',
    floor: () => SMALLEST_GAIN,
    withoutMean,
  },
  overlength: {
    label: 'overlength',
    symbol: 'C',
    description:
      '|w|² − w·w̄ of a trained supervisor: where it is positive, a student with a small ridge and very many of its labels errs less than it',
    scale: 'linear',
    floor: () => SMALLEST_GAIN,
    withoutMean,
  },
  errors: {
    label: 'errors',
    symbol: 'E',
    description: 'of supervisor (1), student (2) and the student on true labels (3)',
    scale: 'log',
    over: 'learner',
    floor: roundOff,
    withoutMean,
  },
});

export type WeakToStrongObservable = keyof typeof observables;
