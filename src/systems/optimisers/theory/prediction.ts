import { power } from '../../../numeric/special.ts';
import { firstCrossing } from '../../../statistics/curve-fits.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { OptimisersObservable } from '../observables.ts';
import { isCoordinatewise } from '../parameters.ts';
import { LEAST_LOSS, type OptimisersProblem, roundingOf } from '../problem.ts';
import { conjugateGradientLosses } from './conjugate-gradients.ts';
import { newtonSchulzLosses } from './newton-schulz.ts';
import { descent, heavyBall, nesterov, polynomialLosses, preconditioned } from './polynomial-methods.ts';
import { adaGrad, adam, scaleFreeLosses, sign } from './scale-free-methods.ts';

/**
 * Exact in every step; of networks, of optimisers with axes in another basis, and where rounding
 * decides, nothing.
 */
export function predict(
  problem: OptimisersProblem,
  { wanted }: Pick<TheoryContext<OptimisersObservable>, 'wanted'>,
): Prediction<OptimisersObservable> {
  const { parameters, steps, patience } = problem;
  const { model, optimiser, basis, targetLoss } = parameters;
  if (model === 'network' || (isCoordinatewise(optimiser) && basis === 'random') || roundingOf(problem) !== undefined)
    return { observables: {} };
  const losses = relative(lossesOf(problem));
  const stepsToTarget = arrival(losses, targetLoss);
  const speedup = () => {
    const descends = relative(polynomialLosses(problem, descent(1), patience));
    const slow = arrival(descends, targetLoss);
    return slow === undefined || stepsToTarget === undefined ? undefined : slow / stepsToTarget;
  };
  return {
    observables: quantities<OptimisersObservable>(
      {
        loss: Float64Array.from(steps, (k) => losses[k]),
        stepsToTarget,
        speedup: wanted.has('speedup') ? speedup() : undefined,
      },
      1e-8,
    ),
  };
}

function relative(losses: Float64Array): Float64Array {
  return losses.map((loss) => loss / losses[0]);
}

/** The step, with its fraction, at which the loss first is at the target. */
function arrival(losses: Float64Array, target: number): number | undefined {
  return firstCrossing(
    losses.map((loss) => Math.max(loss, LEAST_LOSS)),
    target,
    'down',
    'log',
  );
}

/** After 0, 1, …, all steps. */
function lossesOf(problem: OptimisersProblem): Float64Array {
  const { parameters, rate } = problem;
  const { optimiser, momentum, memory, power: theta, orthogonalisation, steps } = parameters;
  switch (optimiser) {
    case 'gradient-descent':
      return polynomialLosses(problem, descent(rate), steps);
    case 'heavy-ball':
      return polynomialLosses(problem, heavyBall(rate, momentum), steps);
    case 'nesterov':
      return polynomialLosses(problem, nesterov(rate), steps);
    case 'preconditioned':
      return polynomialLosses(
        problem,
        preconditioned(rate, (lambda) => power(lambda, 1 - theta)),
        steps,
      );
    case 'conjugate-gradients':
      return conjugateGradientLosses(problem, steps);
    case 'sign':
      return scaleFreeLosses(problem, sign(rate), steps);
    case 'adam':
      return scaleFreeLosses(problem, adam(rate, momentum, memory), steps);
    case 'adagrad':
    case 'shampoo':
      return scaleFreeLosses(problem, adaGrad(rate), steps);
    case 'muon':
      return orthogonalisation === 'exact'
        ? scaleFreeLosses(problem, sign(rate), steps)
        : newtonSchulzLosses(problem, rate, steps);
  }
}
