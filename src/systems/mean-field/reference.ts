import { list, num, rows } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import type { Heap } from '../../numeric/heap.ts';
import { integrateOde } from '../../numeric/ode.ts';
import { createRandom } from '../../numeric/random.ts';
import type { Evaluators } from '../contract.ts';
import { type Setting, type State, train } from './theory/dynamics.ts';
import { type Population, randomNeurons, unitVectors } from './theory/population.ts';
import { kernelAt, outputAfter } from './theory/two-layer-linear.ts';

/** Random neurons for the case of several data. */
const NEURONS = 65_536;

/** The formulas on networks of infinite width, in the names of `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  'mean_field.two_layer_linear': (inputs) => {
    const setting = { target: num(inputs, 'y'), richness: num(inputs, 'gamma0') };
    const times = list(inputs, 'times');
    const slopes = (_: number, [f]: Float64Array, out: Float64Array) => {
      out[0] = kernelAt(f, setting) * (setting.target - f);
    };
    return {
      f: times.map((time) => outputAfter(time, setting)),
      f_ode: integrateOde(slopes, new Float64Array(1), 0, times).map(([f]) => f),
      kernel_final: kernelAt(setting.target, setting),
    };
  },
  'mean_field.deep_linear': (inputs) => {
    const setting = {
      ...{ activation: 'linear' as const, inputKernel: [[1]], targets: [num(inputs, 'y')] },
      ...{ richness: num(inputs, 'gamma0'), rate: num(inputs, 'eta'), steps: num(inputs, 'T') - 1 },
    };
    const states = statesAt(list(inputs, 'times'), setting, () => [unitVectors(400), unitVectors(400)], 1e-18);
    const of = (value: (state: State) => Float64Array) => states.map((state) => value(state)[0]);
    return {
      f: of(({ f }) => f),
      H1: of(({ features }) => features[1]),
      H2: of(({ features }) => features[2]),
      G1: of(({ gradients }) => gradients[0]),
      G2: of(({ gradients }) => gradients[1]),
    };
  },
  'mean_field.particles': (inputs) => {
    const X = rows(inputs, 'X');
    const setting = {
      activation: 'tanh' as const,
      inputKernel: X.map((x) => X.map((other) => x.reduce((sum, one, k) => sum + one * other[k], 0) / x.length)),
      targets: list(inputs, 'y'),
      ...{ richness: num(inputs, 'gamma0'), rate: num(inputs, 'eta'), steps: num(inputs, 'T') - 1 },
    };
    const random = createRandom(num(inputs, 'seed'));
    const layers = (heap: Heap) => [randomNeurons(heap, NEURONS, random, false)];
    const states = statesAt(list(inputs, 'times'), setting, layers, 1e-5);
    return { f: states.map(({ f }) => Array.from(f)), Phi: states.map(({ features }) => Array.from(features[1])) };
  },
};

function statesAt(times: number[], setting: Setting, layers: (heap: Heap) => Population[], tolerance: number): State[] {
  const engine = createWasmEngine();
  const states: State[] = [];
  train(engine, setting, layers(engine.heap), { tolerance }, (state, step) => {
    if (times.includes(step)) states.push(state);
  });
  return states;
}
