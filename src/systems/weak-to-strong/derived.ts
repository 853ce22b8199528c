import { type CurveFit, crossing, optimum } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { WeakToStrongObservable } from './observables.ts';
import type { WeakToStrongProblem } from './problem.ts';

/**
 * (E_w − E_s)/(E_w − E_c) of mean errors; a mean of ratios would be another number. Undefined where
 * true labels are no better than the supervisor.
 */
const recovered: CurveFit = (_, errors) => {
  const [supervisor, student, ceiling] = errors;
  return supervisor! - ceiling! > SMALLEST_GAP * supervisor!
    ? (supervisor! - student!) / (supervisor! - ceiling!)
    : undefined;
};

/** Of a smaller part of the supervisor's error a share is hardly measured. */
const SMALLEST_GAP = 0.1;

export const derived = {
  gapRecovered: {
    label: 'gap recovered',
    symbol: 'PGR',
    description: 'which part of the way from the supervisor’s error to that on true labels the student comes',
    scale: 'linear',
    of: 'errors',
    along: 'learner',
    fit: recovered,
    predicted: ({ lesson }) => (lesson.labels === 'supervisor' ? 'curve' : undefined),
    floor: () => 0.01,
  },
  bestMix: {
    label: 'best mixing weight',
    symbol: 'ξ*',
    description: 'at which the student errs least; its error is a parabola in ξ',
    scale: 'linear',
    of: 'studentError',
    along: 'mix',
    fit: optimum('least'),
    predicted: ({ lesson }) => (lesson.rounds === 1 ? 'curve' : undefined),
    floor: () => 0.02,
  },
  breakEven: {
    label: 'break-even ridge of the supervisor',
    symbol: 'λ_w*',
    description: 'beyond it the supervisor is too short for the student to gain; interpolated between the points',
    scale: 'log',
    of: 'gain',
    along: 'supervisorRidge',
    fit: crossing(0, { direction: 'down', x: 'log' }),
    predicted: 'curve',
  },
} satisfies Record<string, DerivedObservable<WeakToStrongProblem, WeakToStrongObservable>>;
