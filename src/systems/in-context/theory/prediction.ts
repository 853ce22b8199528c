import type { Engine } from '../../../numeric/engine.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { InContextObservable } from '../observables.ts';
import type { InContextProblem } from '../problem.ts';
import { inContextErrors, type Pretraining } from './asymptotics.ts';
import { populationErrors } from './trained.ts';

/**
 * Of attention that is fitted in the proportional limit, at the proportions of the whole numbers
 * that the experiment has; of a trained network at these very numbers.
 */
export function predict(problem: InContextProblem, { engine }: { engine: Engine }): Prediction<InContextObservable> {
  const { icl, idg, error } = errorsOf(problem, engine);
  const errors = quantities<InContextObservable>({ iclError: icl, idgError: idg }, error);
  if (!Number.isFinite(icl)) return { observables: errors };
  const gap = icl - idg;
  return { observables: { ...errors, gap: { value: gap, error: gapError(error * icl, gap) } } };
}

function errorsOf(problem: InContextProblem, engine: Engine): { icl: number; idg: number; error: number } {
  const { sizes, parameters } = problem;
  if (parameters.attention === 'trained') return populationErrors({ ...sizes, noise: parameters.noise }, engine);
  const { icl, idg, gamma } = inContextErrors(pretrainingOf(problem));
  // Rounding is magnified as 1/(1 − γ), and in the difference of two errors once more.
  return { icl, idg, error: 1e-13 + 1e-15 / Math.max(1e-15, 1 - gamma) };
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
