import { describe, expect, test } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { OutOfRange } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { axpy, copy, dot, norm } from './arrays.ts';
import { type FullyConnectedOptions, fullyConnected } from './fully-connected.ts';
import { freeze } from './model.ts';
import { Network } from './network.ts';
import type { Operation } from './operation.ts';
import { adam, gradientDescent } from './optimisers.ts';
import { type Parameterisation, parameterisations, vectorRates, weightScaling } from './parameterisation.ts';
import { train } from './train.ts';

const [, engine] = engines[engines.length - 1];
const { heap } = engine;
const names = Object.keys(parameterisations) as Parameterisation[];

/** Losses of training on eight samples. */
function losses(options: FullyConnectedOptions, family: 'sgd' | 'adam', rate: number, initialScale = 1): number[] {
  return heap.scope(() => {
    const network = new Network(engine, fullyConnected(options));
    const random = createRandom('samples');
    network.initialise(random);
    for (let i = 0; i < network.model.size; i++) network.flat.value.values[i] *= initialScale;
    const inputs = heap.matrix(8, network.model.inputs);
    const targets = heap.matrix(8, network.model.outputs);
    random.stream('inputs').fillNormal(inputs);
    random.stream('targets').fillNormal(targets);
    const optimiser = family === 'sgd' ? gradientDescent(network) : adam(network, { epsilon: 0 });
    return Array.from(train({ network, inputs, targets, loss: 'squared', optimiser, rate, steps: 20 }).losses);
  });
}

function expectClose(x: number[], wanted: number[]): void {
  expect(x[20]).not.toBeCloseTo(x[0], 3);
  x.forEach((loss, i) => {
    expect(Math.abs(loss / wanted[i] - 1)).toBeLessThan(1e-9);
  });
}

test.each(['sgd', 'adam'] as const)(
  'μP is the mean-field parameterisation, by the abc symmetry, under %s',
  (family) => {
    // One input, so that the factor of d cannot tell them apart.
    const options = { sizes: [1, 32, 32, 2], activation: 'tanh' } as const;
    const rate = family === 'sgd' ? 0.05 : 0.01;
    expectClose(
      losses({ ...options, parameterisation: 'mup' }, family, rate),
      losses({ ...options, parameterisation: 'mean-field' }, family, rate),
    );
  },
);

test('at the base width all parameterisations begin at the standard function, and μP trains like it', () => {
  const options = { sizes: [3, 24, 24, 2], activation: 'erf', baseWidth: 24 } as const;
  const standard = losses({ ...options, parameterisation: 'standard' }, 'sgd', 0.1);
  for (const parameterisation of names)
    expect(losses({ ...options, parameterisation }, 'sgd', 0.1)[0]).toBeCloseTo(standard[0], 12);
  expectClose(losses({ ...options, parameterisation: 'mup' }, 'sgd', 0.1), standard);
});

test('richness γ₀ is a smaller start and another clock, for a homogeneous network', () => {
  // With f = h/γ₀ and rates γ₀², u = γ₀^(−1/L) w follows the plain network at the rate γ₀^(2−2/L):
  // h is homogeneous of degree L.
  const options = { sizes: [3, 10, 8, 2], activation: 'relu', biases: false } as const;
  const gamma = 3.7;
  expectClose(
    losses({ ...options, richness: gamma }, 'sgd', 0.02),
    losses(options, 'sgd', 0.02 * gamma ** (4 / 3), gamma ** (-1 / 3)),
  );
});

test('the output multiplier multiplies the output', () => {
  heap.scope(() => {
    const inputs = heap.matrixFrom(2, 3, [1, 2, 3, -1, 0.5, 0.25]);
    const outputs = [1, 2.5].map((outputMultiplier) => {
      const network = new Network(
        engine,
        fullyConnected({ sizes: [3, 4, 2], activation: 'gelu', outputMultiplier, biasDeviation: 1 }),
      );
      network.initialise(createRandom(3));
      return Array.from(network.evaluation(inputs).run().values);
    });
    outputs[1].forEach((y, i) => {
      expect(y).toBeCloseTo(2.5 * outputs[0][i], 14);
    });
  });
});

test('initial deviations are those asked for', () => {
  heap.scope(() => {
    const model = fullyConnected({
      sizes: [50, 200, 300, 2],
      activation: 'relu',
      weightScale: 1.5,
      biasDeviation: 0.3,
      zeroOutput: true,
    });
    const network = new Network(engine, model);
    network.initialise(createRandom('deviations'));
    for (const { name, value, deviation } of network.parameters) {
      const measured = norm(value) / Math.sqrt(value.values.length);
      const error = 4 / Math.sqrt(2 * value.values.length);
      const wanted =
        { 'weights 1': 1.5 / Math.sqrt(50), 'weights 2': 1.5 / Math.sqrt(200), 'weights 3': 0, 'biases 3': 0 }[name] ??
        0.3;
      expect(deviation).toBeCloseTo(wanted, 14);
      expect(Math.abs(measured - wanted)).toBeLessThanOrEqual(error * wanted);
    }
  });
});

/** Yang et al. 2022 (arXiv 2203.03466), table 3: variances and rates at fan-in n and fan-out m. */
test('μP for general fan-in and fan-out', () => {
  const hidden = weightScaling('mup', 'hidden', 64, 128);
  expect([hidden.multiplier, hidden.deviation ** 2, hidden.rates]).toEqual([
    1,
    expect.closeTo(1 / 64, 15),
    { sgd: 1, adam: 1 / 64 },
  ]);
  const output = weightScaling('mup', 'output', 64, 10);
  expect([output.multiplier, output.deviation ** 2, output.rates]).toEqual([
    1,
    expect.closeTo(1 / 64 ** 2, 15),
    { sgd: 1 / 64, adam: 1 / 64 },
  ]);
  const input = weightScaling('mup', 'input', 20, 128);
  expect([input.multiplier, input.deviation ** 2, input.rates]).toEqual([
    1,
    expect.closeTo(1 / 20, 15),
    { sgd: 128, adam: 1 },
  ]);
  expect(vectorRates('mup', 128)).toEqual({ sgd: 128, adam: 1 });
  expect(() => weightScaling('mup', 'input', 20, 128, { baseWidth: 0 })).toThrow(OutOfRange);
});

/**
 * How far one step moves the pre-activations of the hidden layers, as a power of the width. For the
 * output, weights of all layers move together and the exponent is approached too slowly for small
 * widths.
 */
describe.each([
  ['standard', 'sgd', -0.5, 0.5],
  ['standard', 'adam', 0, 1],
  ['ntk', 'sgd', -0.5, -0.5],
  ['ntk', 'adam', 0, 0.5],
  ['mup', 'sgd', 0, 0],
  ['mup', 'adam', 0, 0],
  ['mean-field', 'sgd', 0, 0],
  ['mean-field', 'adam', 0, 0],
] as const)('%s under %s', (parameterisation, family, first, second) => {
  test(`one step moves hidden layers by widths to the powers ${first} and ${second}`, () => {
    const widths = [64, 1024];
    const moves = widths.map((width) => {
      const totals = [0, 0];
      for (let seed = 0; seed < 6; seed++)
        heap.scope(() => {
          const model = fullyConnected({
            sizes: [4, width, width, 1],
            activation: 'linear',
            biases: false,
            parameterisation,
          });
          const network = new Network(engine, model);
          network.initialise(createRandom(seed));
          const inputs = heap.matrixFrom(1, 4, [1, -1, 1, -1]);
          const evaluation = network.evaluation(inputs);
          evaluation.run();
          const before = evaluation.computation.features.map(({ value }) => {
            const saved = heap.matrix(1, width);
            copy(value, saved);
            return saved;
          });
          // ∂L/∂f = 1 whatever f is, so that only the weights' scaling counts.
          evaluation.outputs.adjoint.values.fill(1);
          evaluation.vjp();
          // Small, so that the change is linear in each layer's step.
          (family === 'sgd' ? gradientDescent(network) : adam(network, { epsilon: 0 })).step(1e-6);
          evaluation.run();
          evaluation.computation.features.forEach(({ value }, layer) => {
            axpy(-1, before[layer], value);
            totals[layer] += norm(value) / Math.sqrt(width);
          });
        });
      return totals;
    });
    [first, second].forEach((exponent, layer) => {
      const slope = Math.log(moves[1][layer] / moves[0][layer]) / Math.log(widths[1] / widths[0]);
      expect(Math.abs(slope - exponent)).toBeLessThan(0.15);
    });
  });
});

/** Yang et al. 2023 (arXiv 2310.02244): what L branches do together is of order one in L. */
test.each([
  ['standard', 'sgd', 0],
  ['standard', 'adam', 0.5],
  ['mup', 'sgd', 0],
  ['mup', 'adam', 0],
  ['mean-field', 'sgd', 0],
  ['mean-field', 'adam', 0],
] as const)('%s under %s: one step of the branches moves a residual stream by depth to the power %d', (...given) => {
  const [parameterisation, family, exponent] = given;
  const [depths, width] = [[8, 128], 32];
  const moves = depths.map((depth) => {
    let total = 0;
    for (let seed = 0; seed < 8; seed++)
      heap.scope(() => {
        const sizes = [4, ...new Array(depth + 1).fill(width), 1];
        const all = fullyConnected({ sizes, activation: 'linear', biases: false, residual: true, parameterisation });
        const network = new Network(
          engine,
          freeze(all, ({ role }) => role !== 'hidden'),
        );
        network.initialise(createRandom(seed));
        const evaluation = network.evaluation(heap.matrixFrom(1, 4, [1, -1, 1, -1]));
        evaluation.run();
        const { value } = evaluation.computation.features[depth];
        const before = heap.matrix(1, width);
        copy(value, before);
        evaluation.outputs.adjoint.values.fill(1);
        evaluation.vjp();
        (family === 'sgd' ? gradientDescent(network) : adam(network, { epsilon: 0 })).step(1e-6);
        evaluation.run();
        axpy(-1, before, value);
        total += norm(value);
      });
    return total;
  });
  expect(Math.abs(Math.log(moves[1] / moves[0]) / Math.log(depths[1] / depths[0]) - exponent)).toBeLessThan(0.1);
});

/**
 * q′ = q + (σ_w² E φ(√q z)² + σ_b²)/L for the mean square q of the stream (Yang and Schoenholz
 * 2017, arXiv 1712.08969, with scaled branches): for relu and σ_w² = 2, q_L = (1 + 1/L)^L q₀.
 */
test.each([
  ['relu', 2, 0, (q: number) => q / 2],
  ['erf', 1.7, 0.3, (q: number) => (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q))],
] as const)('the stream of a %s network begins as theory says', (activation, weightVariance, biasVariance, square) => {
  const [width, depth, draws] = [100, 16, 200];
  heap.scope(() => {
    const model = fullyConnected({
      sizes: [3, ...new Array(depth + 1).fill(width), 1],
      activation,
      residual: true,
      weightScale: Math.sqrt(weightVariance),
      biasDeviation: Math.sqrt(biasVariance),
    });
    const network = new Network(engine, model);
    const evaluation = network.evaluation(heap.matrixFrom(1, 3, [1, -1, 1]));
    const meanSquare = ({ output }: Operation) => dot(output.value, output.value) / width;
    const errors = Array.from({ length: draws }, (_, draw) => {
      network.initialise(createRandom('streams').stream('draw', draw));
      evaluation.run();
      // The first layer's product and biases, then the branches.
      const { operations } = evaluation.computation;
      let q = meanSquare(operations[1]);
      for (let i = 0; i < depth; i++) q += (weightVariance * square(q) + biasVariance) / depth;
      return meanSquare(operations[1 + depth]) / q - 1;
    });
    const mean = errors.reduce((sum, x) => sum + x, 0) / draws;
    const error = Math.sqrt(errors.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (draws * (draws - 1)));
    expect(error).toBeLessThan(0.025);
    expect(Math.abs(mean)).toBeLessThan(4 * error);
  });
});
