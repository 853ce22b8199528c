import type { Trial, TrialContext } from '../../contract.ts';
import type { OptimisersObservable } from '../observables.ts';
import type { OptimisersProblem } from '../problem.ts';
import { arrival } from './arrival.ts';
import { muonStep, polarFactor, quinticIteration, shampooStep } from './matrix-methods.ts';
import { runNetwork } from './network.ts';
import { Regression } from './regression.ts';
import {
  adaGradStep,
  adamStep,
  conjugateGradientStep,
  descentStep,
  heavyBallStep,
  nesterovStep,
  preconditionedStep,
  type Step,
  signStep,
} from './vector-methods.ts';

const STEPS_BETWEEN_CHECKS = 8;

type Context = TrialContext<OptimisersObservable>;

/**
 * One repetition: the optimiser on data, and gradient descent on the same where that is asked for.
 */
export function runTrial(problem: OptimisersProblem, context: Context): Trial<OptimisersObservable> {
  return problem.parameters.model === 'network' ? runNetwork(problem, context) : runRegression(problem, context);
}

function runRegression(
  problem: OptimisersProblem,
  { random, engine, reporter, wanted }: Context,
): Trial<OptimisersObservable> {
  const { parameters, steps, patience } = problem;
  const { targetLoss, steps: last } = parameters;
  return engine.heap.scope(() => {
    const regression = new Regression(problem, random, engine);
    const begin = regression.loss();
    /** The losses after each step, until `isDone` of one. */
    const follow = (step: Step, most: number, isDone: (loss: number) => boolean): number[] => {
      const losses = [1];
      while (losses.length <= most && !isDone(losses[losses.length - 1])) {
        if (losses.length % STEPS_BETWEEN_CHECKS === 0) {
          reporter.check();
          reporter.progress(Math.min(1, losses.length / last));
        }
        step();
        losses.push(regression.loss() / begin);
      }
      return losses;
    };
    const losses = follow(stepOf(problem, regression), last, () => false);
    const stepsToTarget = arrival(losses, targetLoss);
    const slow = () => {
      regression.reset();
      return arrival(
        follow(descentStep(regression, 1), patience, (loss) => loss <= targetLoss),
        targetLoss,
      );
    };
    const descent = wanted.has('speedup') && stepsToTarget !== undefined ? slow() : undefined;
    return {
      observables: {
        loss: Float64Array.from(steps, (k) => losses[k]),
        ...(stepsToTarget !== undefined && { stepsToTarget }),
        ...(stepsToTarget !== undefined && descent !== undefined && { speedup: descent / stepsToTarget }),
      },
      without: {
        ...(stepsToTarget === undefined && { stepsToTarget: `the target was not reached in ${last} steps` }),
        ...(descent === undefined && { speedup: 'the target was not reached by both' }),
      },
    };
  });
}

function stepOf({ parameters, rate }: OptimisersProblem, regression: Regression): Step {
  const { optimiser, momentum, memory, power, orthogonalisation } = parameters;
  switch (optimiser) {
    case 'gradient-descent':
      return descentStep(regression, rate);
    case 'heavy-ball':
      return heavyBallStep(regression, rate, momentum);
    case 'nesterov':
      return nesterovStep(regression, rate);
    case 'preconditioned':
      return preconditionedStep(regression, rate, power);
    case 'conjugate-gradients':
      return conjugateGradientStep(regression);
    case 'sign':
      return signStep(regression, rate);
    case 'adam':
      return adamStep(regression, rate, momentum, memory);
    case 'adagrad':
      return adaGradStep(regression, rate);
    case 'shampoo':
      return shampooStep(regression, rate);
    case 'muon':
      return muonStep(regression, rate, orthogonalisation === 'exact' ? polarFactor : quinticIteration);
  }
}
