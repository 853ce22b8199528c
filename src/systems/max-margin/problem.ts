import { logarithmicSteps } from '../../networks/probes.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import type { MaxMarginParameters } from './parameters.ts';

/** Data that some direction separates, and when to look. */
export interface MaxMarginProblem {
  parameters: MaxMarginParameters;
  /** z_n = y_n x_n, by rows. */
  Z: Float64Array[];
  /** The step of gradient descent; the first one's length of the others. */
  eta: number;
  /** Numbers of steps after which curves are measured. */
  looks: number[];
  /**
   * Steps of half of the summed step sizes: the loss's rate of decay is that of the second half.
   */
  half: number;
}

/**
 * Curves begin after so many steps, when descent has all but forgotten how coarse its first ones
 * were.
 */
const FIRST_LOOK = 200;
const PER_DECADE = 6;

/** Throws `BadInput` for settings of Adam whose direction is not known. */
export function prepare(parameters: MaxMarginParameters, { engine }: { engine: Engine }): MaxMarginProblem {
  const { optimiser, steps, step, relativeStep, beta1, beta2, epsilon, schedule } = parameters;
  const { Z, largest } = drawTask(parameters, engine);
  if (optimiser === 'adam' && beta1 > beta2)
    throw new BadInput(
      `beta1 is ${beta1}, but must be at most beta2, ${beta2}, for Adam to have a known direction: choose a smaller beta1 or a larger beta2`,
    );
  if (optimiser === 'adam' && epsilon > 0 && schedule === 'decaying')
    throw new BadInput(
      'schedule is decaying, but must be constant with epsilon above 0: late times are known for constant steps; or leave epsilon out',
    );
  const looks = logarithmicSteps(PER_DECADE, steps).filter((k) => k >= FIRST_LOOK);
  const isConstant = optimiser === 'descent' || schedule === 'constant';
  const eta = optimiser === 'descent' ? (4 * relativeStep) / largest : step;
  return { parameters, Z, eta, looks, half: Math.round(steps * (isConstant ? 0.5 : 0.25)) };
}

/** The time τ = ηk of gradient descent, and the number of steps of the others. */
export function timesOf({ parameters, eta, looks }: MaxMarginProblem): Float64Array {
  const unit = parameters.optimiser === 'descent' ? eta : 1;
  return Float64Array.from(looks, (k) => unit * k);
}

/** Gaussian inputs with the label of their first component, moved by the separation to its side. */
function drawTask({ samples: N, dimension: d, separation, task }: MaxMarginParameters, engine: Engine) {
  const { heap } = engine;
  return heap.scope(() => {
    const inputs = heap.matrix(N, d + 1);
    createRandom('max-margin').stream(task).stream('inputs').fillNormal(inputs);
    const Z = Array.from({ length: N }, (_, n) => {
      const row = Float64Array.from(inputs.values.slice(n * (d + 1), (n + 1) * (d + 1)));
      const [side, label] = [row[0], row[0] > 0 ? 1 : -1];
      const z = row.slice(1).map((one) => label * one);
      z[0] = Math.abs(side) + separation;
      return z;
    });
    const gram = heap.matrix(d, d);
    const flat = heap.matrixFrom(
      N,
      d,
      Z.flatMap((z) => Array.from(z)),
    );
    engine.syrk({ a: flat, transpose: true, c: gram });
    return { Z, largest: engine.eigh(gram)[d - 1] };
  });
}
