import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { ModelCollapseObservable } from '../observables.ts';
import type { ModelCollapseProblem } from '../problem.ts';
import { type Generation, leastSquaresChain, ridgeChain } from './chain.ts';

/** Least squares exactly, where n > D + 1; else to leading order in large n and D. */
export function predict(problem: ModelCollapseProblem): Prediction<ModelCollapseObservable> {
  const { parameters, eta, modes, target, ridge } = problem;
  const { samples, noise, generations, labels } = parameters;
  const chain = { eta, modes, target, samples, ridge, noise };
  const models =
    ridge === 0 && samples > eta.length + 1
      ? leastSquaresChain(chain, generations, labels)
      : ridgeChain(chain, generations);
  const curve = (of: (generation: Generation) => number) => Float64Array.from(models, of);
  return {
    observables: quantities<ModelCollapseObservable>(
      {
        excessError: curve((one) => one.excessError),
        biasSquared: curve((one) => one.biasSquared),
        variance: curve((one) => one.variance),
        modelPower: curve((one) => one.modelPower),
      },
      1e-9,
    ),
  };
}
