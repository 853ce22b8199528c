import { logarithmicSteps } from '../../networks/probes.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { power } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { EarlyStoppingParameters } from './parameters.ts';

/** Inputs and a truth that stay, labels whose noise each trial draws, and when to look. */
export interface EarlyStoppingProblem {
  parameters: EarlyStoppingParameters;
  /** X, n × d, row-major. */
  X: Float64Array;
  /** w*, drawn with E(x·w*)² = 1 over inputs and truths. */
  truth: Float64Array;
  /** XᵀX/n, d × d. */
  covariance: Float64Array;
  eta: number;
  /** Numbers of steps after which curves are measured. */
  steps: number[];
}

const MOST_STEPS = 2e6;
const PER_DECADE = 8;

/** Throws `BadInput` for a step that diverges, and for no step or more than two million. */
export function prepare(parameters: EarlyStoppingParameters, { engine }: { engine: Engine }): EarlyStoppingProblem {
  const { step, momentum, duration } = parameters;
  if (!(step < 2 * (1 + momentum)))
    throw new BadInput(
      `step is ${step}, but must be below 2(1 + momentum) = ${2 * (1 + momentum)}, where descent diverges: choose a smaller step`,
    );
  const { X, truth, covariance, largest } = drawTask(parameters, engine);
  const eta = step / largest;
  const perStep = eta / (1 - momentum);
  const last = Math.floor(duration / perStep);
  if (last === 0)
    throw new BadInput(
      `duration is ${duration}, but one step takes the time η/(1 − momentum) = ${plain(perStep, 3)}: choose a longer duration${momentum > 0 ? ', a smaller step or less momentum' : ' or a smaller step'}`,
    );
  if (last > MOST_STEPS)
    throw new BadInput(
      `training takes ${plain(last, 2)} steps: choose a larger step or a shorter duration, for at most ${plain(MOST_STEPS, 3)}`,
    );
  const steps = logarithmicSteps(PER_DECADE, last).filter((k) => k > 0);
  return { parameters, X, truth, covariance, eta, steps };
}

/** The time t = ηk/(1 − β) after k steps. */
export function timesOf({ parameters, eta, steps }: EarlyStoppingProblem): Float64Array {
  return Float64Array.from(steps, (k) => (eta * k) / (1 - parameters.momentum));
}

function drawTask({ samples: n, dimension: d, decay, task }: EarlyStoppingParameters, engine: Engine) {
  const { heap } = engine;
  const random = createRandom('early-stopping').stream(task);
  return heap.scope(() => {
    const inputs = heap.matrix(n, d);
    const weights = heap.matrix(1, d);
    random.stream('inputs').fillNormal(inputs);
    random.stream('truth').fillNormal(weights);
    const deviations = Float64Array.from({ length: d }, (_, j) => power(j + 1, -decay / 2));
    for (let i = 0; i < n * d; i++) inputs.values[i] *= deviations[i % d];
    const total = deviations.reduce((sum, one) => sum + one * one, 0);
    const covariance = heap.matrix(d, d);
    engine.syrk({ a: inputs, transpose: true, c: covariance, alpha: 1 / n });
    const kept = Float64Array.from(covariance.values);
    const eigenvalues = engine.eigh(covariance);
    return {
      X: Float64Array.from(inputs.values),
      truth: Float64Array.from(weights.values, (one) => one / Math.sqrt(total)),
      covariance: kept,
      largest: eigenvalues[d - 1],
    };
  });
}
