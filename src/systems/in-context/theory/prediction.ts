import type { Prediction } from '../../contract.ts';
import type { InContextObservable } from '../observables.ts';
import type { InContextProblem } from '../problem.ts';
import { inContextErrors, type Pretraining } from './asymptotics.ts';

/** At the proportions of the whole numbers that the experiment has. */
export function predict(problem: InContextProblem): Prediction<InContextObservable> {
  const { icl, idg, idgTest, gamma } = inContextErrors(pretrainingOf(problem));
  // Rounding is magnified as 1/(1 − γ), and in the difference of two errors once more.
  const error = 1e-13 + 1e-15 / Math.max(1e-15, 1 - gamma);
  const errors = {
    iclError: { value: icl, error },
    idgError: { value: idgTest, error: idg === idgTest ? error : error * (1 + idg / idgTest) },
  };
  if (!Number.isFinite(icl)) return { observables: errors };
  const gap = icl - idgTest;
  return { observables: { ...errors, gap: { value: gap, error: gapError(error * (icl + idg), gap) } } };
}

/** Relative; a gap that is nothing but rounding has none. */
function gapError(absolute: number, gap: number): number {
  return Math.abs(gap) > 1e3 * absolute ? absolute / Math.abs(gap) : 1e-3;
}

export function pretrainingOf({ parameters, sizes }: InContextProblem): Pretraining {
  const { dimension: d, length, testLength, contexts, tasks } = sizes;
  const { noise, ridge } = parameters;
  return {
    ...{ alpha: length / d, testAlpha: testLength / d, tau: contexts / (d * d), kappa: tasks / d },
    ...{ rho: noise, lambda: ridge },
  };
}
