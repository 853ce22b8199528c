import type { Engine } from '../../numeric/engine.ts';
import { createRandom } from '../../numeric/random.ts';
import type { BoltzmannParameters } from './parameters.ts';

/** A restricted Boltzmann machine of 0/1 units: E(v, h) = −b·v − c·h − v·Wh. */
export interface Machine {
  /** W_ij of visible unit i and hidden unit j, at im + j. */
  W: Float64Array;
  b: Float64Array;
  c: Float64Array;
}

export interface BoltzmannProblem {
  parameters: BoltzmannParameters;
  machine: Machine;
  /** P rows of n bits. */
  data: Float64Array[];
  /** The numbers k of steps after which chains are looked at: 1 … k_max. */
  steps: number[];
}

export function prepare(parameters: BoltzmannParameters, { engine }: { engine: Engine }): BoltzmannProblem {
  const { visible: n, hidden: m, weightScale, biasScale, samples, steps, task } = parameters;
  const random = createRandom('boltzmann').stream(task);
  return engine.heap.scope(() => {
    const normal = (name: string, count: number, scale: number) => {
      const drawn = engine.heap.matrix(count, 1);
      random.stream(name).fillNormal(drawn);
      return Float64Array.from(drawn.values, (one) => scale * one);
    };
    const machine = {
      W: normal('weights', n * m, weightScale),
      b: normal('visible biases', n, biasScale),
      c: normal('hidden biases', m, biasScale),
    };
    const bits = engine.heap.matrix(samples, n);
    random.stream('data').fillRademacher(bits);
    const data = Array.from({ length: samples }, (_, row) =>
      Float64Array.from(bits.values.subarray(row * n, (row + 1) * n), (sign) => (sign + 1) / 2),
    );
    return { parameters, machine, data, steps: Array.from({ length: steps }, (_, k) => k + 1) };
  });
}
