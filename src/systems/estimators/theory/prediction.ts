import { power } from '../../../numeric/special.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { EstimatorsObservable } from '../observables.ts';
import { type EstimatorsProblem, FEWEST_TO_CUT } from '../problem.ts';
import { fileMoments } from './files.ts';
import type { Moments } from './moments.ts';
import { dickerMoments, residualNoiseMoments } from './noise-level.ts';
import { sampleRatioMoments, unbiasedRatioMoments } from './participation-ratio.ts';
import { cutMoments, halfShiftMoments, hillMoments, logCumulants, powerLawMoments, zetaMoments } from './tails.ts';

/** Beyond it, what is of second order in the deviation says nothing. */
export const NO_EXPANSION = 0.5;

export function predict(problem: EstimatorsProblem): Prediction<EstimatorsObservable> {
  if (isOnlyMeasured(problem)) return { observables: {} };
  const moments = momentsOf(problem);
  if (relativeSpread(problem, moments) > NO_EXPANSION || chanceOfInfinity(problem) > RARE) return { observables: {} };
  const { mean, spread } = moments;
  return {
    observables: quantities<EstimatorsObservable>({ estimate: mean, spread, bias: mean / problem.truth - 1 }, 1e-9),
  };
}

/** Where a power law begins is simulated for numbers of which all are one, and not too few. */
export function isOnlyMeasured({ parameters, file }: EstimatorsProblem): boolean {
  const { estimator, samples, body } = parameters;
  return estimator === 'power-law-cut' && (file !== undefined || body > 0 || samples < FEWEST_TO_CUT);
}

/**
 * The relative standard deviation, where moments are of second order in it; 0 where they are exact.
 */
export function relativeSpread({ parameters, truth, file }: EstimatorsProblem, { mean, spread = 0 }: Moments): number {
  const { estimator } = parameters;
  // An expansion that fails makes the mean too large as well.
  const least = Math.min(mean, truth);
  if (estimator.startsWith('zeta') || (file && estimator === 'power-law')) return spread / (least - 1);
  return estimator.endsWith('participation-ratio') ? spread / least : 0;
}

/**
 * Some ten thousand data sets are as many as a run has: an infinite estimate that is rarer than
 * this is in none of them.
 */
export const RARE = 1e-6;

/** Where all numbers of a data set are the smallest, no exponent is too large for them. */
export function chanceOfInfinity({ parameters, file }: EstimatorsProblem): number {
  const { estimator, exponent, smallest, samples } = parameters;
  if (file?.kind === 'numbers' && estimator !== 'hill' && estimator !== 'power-law-cut')
    return chanceOfSmallest(file.logs, samples);
  return estimator === 'zeta' ? power(logCumulants(exponent, smallest).ofSmallest, samples) : 0;
}

/** That n of these numbers, which end in the smallest, are all equal to it. */
function chanceOfSmallest(logs: Float64Array, n: number): number {
  const M = logs.length;
  const equal = M - logs.indexOf(logs[M - 1]);
  let chance = 1;
  for (let i = 0; i < n && chance > 0; i++) chance *= Math.max(0, equal - i) / (M - i);
  return chance;
}

/** Of the estimator that the parameters name. */
export function momentsOf({ parameters, eta, file, truth }: EstimatorsProblem): Moments {
  if (file) return fileMoments(file, parameters, truth);
  const { estimator, samples, tail, exponent, smallest, intrinsic } = parameters;
  switch (estimator) {
    case 'participation-ratio':
      return unbiasedRatioMoments(eta, samples);
    case 'sample-participation-ratio':
      return sampleRatioMoments(eta, samples);
    case 'noise-level':
      return dickerMoments(parameters).noise;
    case 'signal-level':
      return dickerMoments(parameters).signal;
    case 'residual-noise':
      return residualNoiseMoments(parameters);
    case 'hill':
      return hillMoments(1 / (exponent - 1), tail);
    case 'power-law':
      return powerLawMoments(exponent, samples);
    case 'power-law-cut':
      return cutMoments(exponent, samples);
    case 'zeta':
      return zetaMoments(exponent, smallest, samples);
    case 'zeta-half-shift':
      return halfShiftMoments(exponent, smallest, samples);
    // Neighbours share their neighbours: the deviation is not that of independent points.
    case 'two-nn':
    case 'levina-bickel':
      return { mean: intrinsic };
  }
}
