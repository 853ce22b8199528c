import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SimilarityObservable } from '../observables.ts';
import type { SimilarityProblem } from '../problem.ts';
import { populationGaussianCka } from './gaussian-kernel.ts';
import { debiasedMoments, meanCka } from './linear.ts';
import type { Pairs } from './pairs.ts';
import { independentProcrustes, meanSquaredCorrelation } from './subspaces.ts';

/** Sums of positive numbers. */
const SUMS = 1e-11;

/** Of the median, and of the integral over degrees of freedom, whose ends are roots. */
const INTEGRALS = 1e-4;

export function predict(
  problem: SimilarityProblem,
  { wanted }: Pick<TheoryContext<SimilarityObservable>, 'wanted'>,
): Prediction<SimilarityObservable> {
  const { parameters, isIndependent, undefinedMeasures } = problem;
  const { samples, xDimension, yDimension, shared, correlation, kept, neighbours } = parameters;
  const pairs = pairsOf(problem);
  const { mean, variance } = debiasedMoments(pairs, samples);
  const canonical = { samples, dimensions: [xDimension, yDimension] as const, shared, correlation };
  const exact: Partial<Record<SimilarityObservable, number>> = { cka: meanCka(pairs, samples), debiased: mean };
  // Representations that are turned into each other are as alike in every sample.
  if (variance > SUMS) exact.spread = variance;
  if (!undefinedMeasures.meanSquaredCorrelation) exact.meanSquaredCorrelation = meanSquaredCorrelation(canonical);
  if (isIndependent && !undefinedMeasures.svcca) exact.svcca = kept / (samples - 1);
  if (isIndependent && !undefinedMeasures.neighbours) exact.neighbours = neighbours / (samples - 1);
  const integrals: Partial<Record<SimilarityObservable, number>> = {};
  if (wanted.has('gaussianDebiased')) integrals.gaussianDebiased = populationGaussianCka(pairs);
  if (isIndependent && wanted.has('procrustes'))
    integrals.procrustes = independentProcrustes(problem.xVariances, problem.yVariances, samples);
  return { observables: { ...quantities(exact, SUMS), ...quantities(integrals, INTEGRALS) } };
}

/** In arrays of one length, with components of variance 0 that are not there. */
function pairsOf({ xVariances, yVariances, correlations }: SimilarityProblem): Pairs {
  const length = Math.max(xVariances.length, yVariances.length);
  const padded = (values: Float64Array) => Float64Array.from({ length }, (_, j) => values[j] ?? 0);
  const [x, y, rho] = [xVariances, yVariances, correlations].map(padded);
  return { x, y, xy: rho.map((one, j) => one * Math.sqrt(x[j] * y[j])) };
}
