import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { MeanFieldProblem } from '../problem.ts';

/**
 * f = w·φ(…)/(γ₀N) without biases, all weights to be drawn from N(0, 1), whose rates carry γ₀²N.
 * It takes as many inputs as there are data.
 */
export function wideNetwork({ parameters, targets }: MeanFieldProblem, engine: Engine, width: number): Network {
  const { activation, depth, richness } = parameters;
  const sizes = [targets.length, ...Array.from({ length: depth }, () => width), 1];
  const model = fullyConnected({ sizes, activation, parameterisation: 'mean-field', biases: false, richness });
  return new Network(engine, model);
}

/**
 * The first and the second half of the units of each layer, with the weights between them as they
 * are: two networks of half the width (the last unit of an odd one is left out).
 */
export function halvesOf(problem: MeanFieldProblem, { engine, parameters }: Network): Network[] {
  const half = Math.floor(problem.parameters.width / 2);
  return [0, half].map((first) => {
    const network = wideNetwork(problem, engine, half);
    network.parameters.forEach(({ value, rows, columns, role }, layer) => {
      const whole = parameters[layer];
      const [row, column] = [role === 'output' ? 0 : first, role === 'input' ? 0 : first];
      for (let i = 0; i < rows; i++) {
        const from = (row + i) * whole.columns + column;
        value.values.set(whole.value.values.subarray(from, from + columns), i * columns);
      }
    });
    return network;
  });
}
