import { eigenvaluesAndVectors, withoutRounding } from '../../../numeric/symmetric.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { EarlyStoppingObservable } from '../observables.ts';
import { type EarlyStoppingProblem, timesOf } from '../problem.ts';
import { type DesignMode, shrunkRisk } from './risk.ts';
import { heavyBallError, ridgeShrinkage } from './shrinkage.ts';

/** Exact means over the label noise, from the eigenvectors of XᵀX/n. */
export function predict(
  problem: EarlyStoppingProblem,
  { engine }: Pick<TheoryContext, 'engine'>,
): Prediction<EarlyStoppingObservable> {
  const { parameters, truth, covariance, eta, steps } = problem;
  const { samples, momentum } = parameters;
  const d = truth.length;
  const { values, vectors } = eigenvaluesAndVectors(covariance, d, engine);
  const eigenvalues = withoutRounding(values);
  const modes: DesignMode[] = Array.from(eigenvalues, (lambda, i) => ({
    lambda,
    coefficient: truth.reduce((sum, one, j) => sum + one * vectors[i * d + j], 0),
  })).filter(({ lambda }) => lambda > 0);
  const noise = { sigma2: parameters.noise, samples };
  const left = new Map(modes.map((mode) => [mode, heavyBallError(mode.lambda, eta, momentum, steps)]));
  const risk = Float64Array.from(steps, (_, s) => shrunkRisk(modes, (mode) => 1 - left.get(mode)![s], noise).risk);
  const ridgeRisk = timesOf(problem).map(
    (t) => shrunkRisk(modes, ({ lambda }) => ridgeShrinkage(lambda, 1 / t), noise).risk,
  );
  return {
    observables: quantities<EarlyStoppingObservable>({ risk, ...(momentum === 0 && { ridgeRisk }) }, 1e-9),
  };
}
