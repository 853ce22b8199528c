import { defineObservables } from '../contract.ts';
import type { WeakToStrongProblem } from './problem.ts';

/** Differences of two errors of labels of power 1 are told from 0 down to this. */
const SMALLEST_GAIN = 2e-4;

export const observables = defineObservables<WeakToStrongProblem>()({
  supervisorError: {
    label: 'supervisor’s error',
    symbol: 'E_w',
    description: 'mean squared distance to the noiseless target on fresh inputs, of the model that labels',
    scale: 'log',
  },
  studentError: {
    label: 'student’s error',
    symbol: 'E_s',
    description: 'the same of the student, after the last round',
    scale: 'log',
  },
  ceilingError: {
    label: 'error on true labels',
    symbol: 'E_c',
    description: 'the same of that student on the true, noisy labels of its last inputs',
    scale: 'log',
  },
  gain: {
    label: 'gain over the supervisor',
    symbol: 'E_w − E_s',
    description: 'by how much the student errs less than the supervisor of the same draw; negative where it errs more',
    scale: 'linear',
    floor: () => SMALLEST_GAIN,
  },
  advantage: {
    label: 'gain over true labels',
    symbol: 'E_c − E_s',
    description: 'by how much its labels teach the student more than the true ones of the same inputs',
    scale: 'linear',
    floor: () => SMALLEST_GAIN,
  },
  overlength: {
    label: 'overlength',
    symbol: 'C',
    description:
      '|w|² − w·w̄ of a trained supervisor: where it is positive, a student with a small ridge and very many of its labels errs less than it',
    scale: 'linear',
    floor: () => SMALLEST_GAIN,
  },
  errors: {
    label: 'errors',
    symbol: 'E',
    description: 'of supervisor (1), student (2) and the student on true labels (3)',
    scale: 'log',
    over: 'learner',
  },
});

export type WeakToStrongObservable = keyof typeof observables;
