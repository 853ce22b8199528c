import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import type { ImplicitBiasParameters } from './parameters.ts';

/** Fewer equations than unknowns, and how the unknowns are made of weights. */
export interface ImplicitBiasProblem {
  parameters: ImplicitBiasParameters;
  /** X, n × d by rows; of the matrix model, the eigenvalues of the measurements. */
  X: Float64Array[];
  y: Float64Array;
  /** SGD with label noise, after the minimum is reached; undefined without. */
  noise: { step: number; sigma: number; steps: number } | undefined;
}

/** Throws `BadInput` where there is one minimum only, or more components of β* than of β. */
export function prepare(parameters: ImplicitBiasParameters, { engine }: { engine: Engine }): ImplicitBiasProblem {
  const { model, depth, samples, dimension, nonzero, labelNoise, noiseSteps, step } = parameters;
  if (samples >= dimension)
    throw new BadInput(
      `samples is ${samples}, but must be below dimension, ${dimension}, for there to be many minima: lower it, or raise dimension`,
    );
  if (nonzero > dimension)
    throw new BadInput(`nonzero is ${nonzero}, but β* has ${dimension} components: lower it, or raise dimension`);
  const isNoisy = labelNoise > 0 && noiseSteps > 0 && model === 'diagonal' && depth === 2;
  return {
    parameters,
    ...drawTask(parameters, engine),
    noise: isNoisy ? { step, sigma: labelNoise, steps: noiseSteps } : undefined,
  };
}

/**
 * Gaussian rows X, and y = Xβ* with β* = ±1 on the first components, or 1 where it has to be
 * positive.
 */
function drawTask({ model, samples, dimension, nonzero, task }: ImplicitBiasParameters, { heap }: Engine) {
  const random = createRandom('implicit-bias').stream(task);
  return heap.scope(() => {
    const inputs = heap.matrix(samples, dimension);
    const signs = heap.matrix(1, nonzero);
    random.stream('inputs').fillNormal(inputs);
    random.stream('truth').fillRademacher(signs);
    const X = Array.from({ length: samples }, (_, k) =>
      Float64Array.from(inputs.values.subarray(k * dimension, (k + 1) * dimension)),
    );
    const y = Float64Array.from(X, (row) => {
      let sum = 0;
      for (let i = 0; i < nonzero; i++) sum += row[i] * (model === 'matrix' ? 1 : signs.values[i]);
      return sum;
    });
    return { X, y };
  });
}
