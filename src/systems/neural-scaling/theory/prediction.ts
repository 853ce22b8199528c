import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { NeuralScalingObservable } from '../observables.ts';
import type { NeuralScalingParameters } from '../parameters.ts';
import { hasFrontier, learnsAll, type NeuralScalingProblem, runsOf } from '../problem.ts';
import { convergedLoss, descentLosses, type Ensemble } from './descent.ts';
import { frontierLosses } from './frontier.ts';
import type { ScalingModel } from './model.ts';
import { onePassLosses } from './one-pass.ts';
import { frontierOf, paperExponents } from './phases.ts';

/**
 * Of curves whose values are well above the inversion's rounding, 1e-9 of the loss at the start.
 */
const PROMISE = 1e-6;
const ROUNDING = 1e-9;

/** Every observable that this way of learning has. Throws as `descentLosses`. */
export function predict(
  problem: NeuralScalingProblem,
  { wanted, check, progress }: Pick<TheoryContext<NeuralScalingObservable>, 'wanted' | 'check' | 'progress'>,
): Prediction<NeuralScalingObservable> {
  const { parameters, steps } = problem;
  const { learning, rate, batch, members } = parameters;
  const model = modelOf(problem);
  const sgd = { eta: rate, batch: learning === 'one-pass' ? batch : Number.POSITIVE_INFINITY };
  const onFrontier = wanted.has('frontierLoss') && hasFrontier(parameters);
  const frontierLoss = onFrontier
    ? frontierLosses(model, sgd, runsOf(problem), (share) => {
        check();
        progress(share);
      })
    : undefined;
  if (learning === 'one-pass') {
    // Of the mean of several models that each see batches of their own there is no theory here.
    const isKnown = wanted.has('testLoss') && members === 1;
    const testLoss = isKnown ? rounded(onePassLosses(model, sgd, steps, check).loss, problem) : undefined;
    const phaseExponent = phaseExponentOf(parameters);
    return { observables: quantities<NeuralScalingObservable>({ testLoss, frontierLoss, phaseExponent }, PROMISE) };
  }
  const ensemble = ensembleOf(problem);
  const isCurve = wanted.has('testLoss') || wanted.has('trainLoss');
  const { test, train } = isCurve ? descentLosses(model, rate, steps, ensemble, { check, progress }) : {};
  return {
    observables: quantities<NeuralScalingObservable>(
      {
        testLoss: test && rounded(test, problem),
        trainLoss: train && rounded(train, problem),
        frontierLoss,
        convergedLoss: learnsAll(parameters) ? undefined : convergedLoss(model, ensemble),
      },
      PROMISE,
    ),
  };
}

/** What the settings say of the model. */
export function modelOf({ parameters, lambda, power }: NeuralScalingProblem): ScalingModel {
  const { learning, projection, samples, features, noise } = parameters;
  return {
    lambda,
    power,
    P: learning === 'samples' ? samples : Number.POSITIVE_INFINITY,
    N: projection === 'random' ? features : Number.POSITIVE_INFINITY,
    sigma2: learning === 'population' ? 0 : noise,
  };
}

/** Where only one of features and data is drawn, each member has its own. */
function ensembleOf({ parameters: { members, own, learning, projection } }: NeuralScalingProblem): Ensemble {
  const isOneDrawn = learning === 'population' || projection === 'none';
  return { members, shared: own === 'both' || isOneDrawn ? 'nothing' : own === 'features' ? 'samples' : 'features' };
}

/** Undefined without a frontier of one-pass SGD, and where it is no power law. */
function phaseExponentOf(parameters: NeuralScalingParameters): number | undefined {
  const { alpha, beta } = paperExponents(parameters.source, parameters.capacity);
  return hasFrontier(parameters) && alpha > 0 ? frontierOf(alpha, beta)?.loss : undefined;
}

/** Losses down in the rounding are 0. */
function rounded(losses: Float64Array, { power }: NeuralScalingProblem): Float64Array {
  const start = power.reduce((sum, one) => sum + one, 0);
  return losses.map((loss) => (loss > ROUNDING * start ? loss : 0));
}
