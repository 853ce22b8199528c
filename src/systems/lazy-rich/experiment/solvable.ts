import { norm } from '../../../networks/arrays.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import type { Model } from '../../../networks/model.ts';
import { Network } from '../../../networks/network.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { descend, type Watch } from './descent.ts';
import { initialiseDoubled } from './student.ts';

/** Hidden units of the solvable student; nothing depends on it. */
const WIDTH = 16;
/**
 * By which residuals are down to 1e-26 even at large α; long before, descent stops for having
 * learned.
 */
const TIME = 15;
/** Small, so that gradient descent is gradient flow to a few thousandths. */
const STEP_TIMES_KERNEL = 0.01;

/** h = Σ v_i u_i x, without factors. */
function solvableModel(alpha: number): Model {
  const model = fullyConnected({
    sizes: [1, WIDTH, 1],
    activation: 'linear',
    parameterisation: 'ntk',
    biases: false,
    outputMultiplier: alpha,
  });
  const [input, output] = model.blocks;
  return {
    ...model,
    blocks: [
      { ...input, multiplier: 1 },
      { ...output, multiplier: alpha },
    ],
  };
}

/**
 * Trains h = u·v on x = 1, y = 1 to the end, from random directions with |u| = |v| = 1 and u·v = 0.
 */
export function runSolvable(alpha: number, random: Random, engine: Engine, watch: Watch) {
  const { heap } = engine;
  return heap.scope(() => {
    const network = new Network(engine, solvableModel(alpha));
    initialiseDoubled(network, random.stream('student'));
    for (const { value } of network.parameters) {
      const length = norm(value);
      for (let i = 0; i < WIDTH; i++) value.values[i] /= length;
    }
    const [u, v] = network.parameters.map(({ value }) => value);
    const start = Float64Array.from(network.flat.value.values);
    const one = heap.matrixFrom(1, 1, [1]);
    const objective = network.objective('squared', one, one);
    const kernel = () => squared(norm(u)) + squared(norm(v));
    const kernelAtStart = kernel();
    descend(network, objective, { alpha, time: TIME, stepTimesSharpness: STEP_TIMES_KERNEL }, watch);
    let square = 0;
    network.flat.value.values.forEach((w, i) => {
      square += squared(w - start[i]);
    });
    const moved = Math.sqrt(square);
    return {
      movement: moved / Math.sqrt(2),
      // The linearised student moves by y/(α|∇h|) = 1/(α√2).
      movementRatio: moved * alpha * Math.sqrt(2),
      kernelMovement: kernel() / kernelAtStart - 1,
    };
  });
}
