import { Network } from '../../../networks/network.ts';
import { Training } from '../../../networks/train.ts';
import { type Draw, lossOf, modelOf, optimiserOf } from './networks.ts';

/** A loss so many times the first is divergence. */
const DIVERGED = 10;

/** Steps between two questions whether to stop. */
const STRETCH = 4;

/**
 * Draws a network of this width and trains it at each rate, always from the same weights: the
 * losses at the end, and that of the beginning where training diverged.
 */
export function lossesAtRates({ problem, width, samples, random, engine, check }: Draw): Float64Array {
  const { heap } = engine;
  const { inputs, targets } = samples;
  const { trainingSteps } = problem.parameters;
  return heap.scope(() => {
    const network = new Network(engine, modelOf(problem, width), 'f32');
    network.initialise(random);
    const start = Float32Array.from(network.flat.value.values);
    const loss = lossOf(problem);
    const first = network.objective(loss, inputs, targets).value();
    return Float64Array.from(problem.rates, (rate) =>
      heap.scope(() => {
        network.flat.value.values.set(start);
        const training = new Training({
          ...{ network, inputs, targets, loss, rate },
          optimiser: optimiserOf(problem.parameters, network),
          steps: trainingSteps,
          largestLoss: DIVERGED * first,
        });
        while (training.outcome === 'running') {
          check();
          training.advance(STRETCH);
        }
        return training.outcome === 'diverged' ? first : Math.min(first, training.losses[trainingSteps]);
      }),
    );
  });
}
