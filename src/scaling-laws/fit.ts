import { log } from '../numeric/special.ts';
import { sizeExponent } from './allocation.ts';
import { columnsOf, type FitFormOptions, type FormFit, fitForm } from './fit-form.ts';
import type { Trainings } from './forms/form.ts';
import { parametric } from './forms/parametric.ts';
import type { ParametricLaw } from './laws.ts';
import { middle, resampleFits } from './resample.ts';

export interface ParametricFit {
  law: ParametricLaw;
  /** Σ Huber_δ of the residuals of ln L. */
  objective: number;
  fit: FormFit;
}

/**
 * The law E + A N^{−α} + B D^{−β} with the least Σ_j Huber_δ(ln L(N_j, D_j) − ln L_j) (Hoffmann et
 * al. 2022, 2203.15556, approach 3): `fitForm` of this form. Throws as that does.
 */
export function fitParametricLaw(trainings: Trainings, options: FitFormOptions = {}): ParametricFit {
  const fit = fitForm(parametric, trainings, options);
  return { law: lawOf(fit), objective: fit.objective, fit };
}

/**
 * Fits of `resamples` sets of as many trainings, drawn from these with replacement, each from the
 * optimum of all. `uniform` gives numbers in [0, 1).
 */
export function bootstrapLaws(
  trainings: Trainings,
  { fit }: ParametricFit,
  uniform: () => number,
  { resamples = 200, check, progress }: FitFormOptions & { resamples?: number } = {},
): ParametricLaw[] {
  const columns = columnsOf(parametric, trainings);
  const logLoss = Float64Array.from(trainings.loss, log);
  return resampleFits(fit, columns, logLoss, uniform, { resamples, check, progress }).map(lawOf);
}

/** The middle 95 % of each parameter, and of the exponent a of the best size in compute. */
export function percentiles(laws: readonly ParametricLaw[]): Record<keyof ParametricLaw | 'a', [number, number]> {
  const between = (of: (law: ParametricLaw) => number) => middle(laws.map(of));
  return {
    E: between(({ E }) => E),
    A: between(({ A }) => A),
    B: between(({ B }) => B),
    alpha: between(({ alpha }) => alpha),
    beta: between(({ beta }) => beta),
    a: between(sizeExponent),
  };
}

function lawOf({ constants: { E, A, B, alpha, beta } }: FormFit): ParametricLaw {
  return { E, A, B, alpha, beta };
}
