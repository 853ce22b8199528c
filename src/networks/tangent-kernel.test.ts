import { describe, expect, test } from 'vitest';
import { engines } from '../numeric/engines/engines.testing.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { fullyConnected } from './fully-connected.ts';
import { type Evaluation, Network } from './network.ts';
import { gradientDescent } from './optimisers.ts';
import type { Parameterisation } from './parameterisation.ts';
import { featureKernel, tangentKernel } from './tangent-kernel.ts';

const random = createRandom('tangent kernel');

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test.each([
    { sizes: [3, 6, 5, 2], layerNorm: true },
    { sizes: [3, 6, 6, 6, 2], residual: true },
  ])('the kernel of %j is that of the Jacobian, for one output and summed over outputs', (options) => {
    heap.scope(() => {
      const model = fullyConnected({ ...options, activation: 'gelu', biasMultiplier: 0.7 });
      const evaluation = evaluate(new Network(engine, model));
      const jacobian = jacobianOf(evaluation);
      const wanted = (i: number, j: number, o: number) =>
        jacobian[2 * i + o].reduce((sum, x, p) => sum + x * jacobian[2 * j + o][p], 0);
      const kernel = heap.matrix(7, 7);
      for (const output of [0, 1, undefined]) {
        tangentKernel(evaluation, kernel, output);
        for (let i = 0; i < 7; i++)
          for (let j = 0; j < 7; j++) {
            const sum = output === undefined ? wanted(i, j, 0) + wanted(i, j, 1) : wanted(i, j, output);
            expect(Math.abs(kernel.values[7 * i + j] / sum - 1)).toBeLessThan(1e-10);
          }
      }
    });
  });

  test.each(['standard', 'ntk', 'mean-field', 'mup'] as Parameterisation[])(
    'gradient descent moves the outputs by −K ∂L/∂f in %s',
    (parameterisation) => {
      heap.scope(() => {
        const sizes = [3, 20, 12, 1];
        const model = fullyConnected({
          sizes,
          activation: 'tanh',
          parameterisation,
          richness: 0.6,
          outputMultiplier: 1.7,
        });
        const network = new Network(engine, model);
        network.initialise(random);
        const evaluation = evaluate(network);
        const kernel = heap.matrix(7, 7);
        tangentKernel(evaluation, kernel);
        const objective = network.objective('squared', samples, heap.matrix(7, 1));
        objective.gradient();
        const before = Float64Array.from(objective.evaluation.outputs.value.values);
        const slope = Float64Array.from(objective.evaluation.outputs.adjoint.values);
        const theta = Float64Array.from(network.flat.value.values);
        const moved = (rate: number) => {
          network.flat.value.values.set(theta);
          gradientDescent(network).step(rate);
          return Float64Array.from(evaluation.run().values);
        };
        const rate = 1e-7;
        const [ahead, behind] = [moved(rate), moved(-rate)];
        before.forEach((_, i) => {
          const wanted = -slope.reduce((sum, s, j) => sum + kernel.values[7 * i + j] * s, 0);
          expect(Math.abs((ahead[i] - behind[i]) / (2 * rate) - wanted)).toBeLessThan(
            1e-6 * Math.max(1, Math.abs(wanted)),
          );
        });
      });
    },
  );

  /**
   * Cho and Saul 2009, Williams 1997; as in Jacot et al. 2018 (arXiv 1806.07572), for f = m^(−½) Σ
   * aᵢ φ(wᵢ·x) with all weights N(0, 1).
   */
  const limits = {
    relu(a: number, b: number, c: number) {
      const cosine = c / Math.sqrt(a * b);
      const angle = Math.acos(cosine);
      const features = (Math.sqrt(a * b) / (2 * Math.PI)) * (Math.sin(angle) + (Math.PI - angle) * cosine);
      return features + (c / (2 * Math.PI)) * (Math.PI - angle);
    },
    erf(a: number, b: number, c: number) {
      const product = (1 + 2 * a) * (1 + 2 * b);
      return (
        (2 / Math.PI) * Math.asin((2 * c) / Math.sqrt(product)) + (4 * c) / (Math.PI * Math.sqrt(product - 4 * c * c))
      );
    },
  };
  test.each(['relu', 'erf'] as const)('at large width it is the known %s kernel', (activation) => {
    heap.scope(() => {
      const [width, draws] = [4096, 8];
      const options = { sizes: [3, width, 1], activation, biases: false, parameterisation: 'ntk' } as const;
      const network = new Network(engine, fullyConnected(options));
      const inputs = heap.matrixFrom(2, 3, [1, 0.5, -0.2, -0.3, 1.1, 0.4]);
      const [x, y] = [
        [1, 0.5, -0.2],
        [-0.3, 1.1, 0.4],
      ];
      const product = (u: number[], v: number[]) => u.reduce((sum, ui, i) => sum + ui * v[i], 0);
      // The parameterisation divides inputs by √d.
      for (let i = 0; i < 6; i++) inputs.values[i] *= Math.sqrt(3);
      const evaluation = network.evaluation(inputs);
      const kernel = heap.matrix(2, 2);
      const sums = [0, 0, 0];
      for (let draw = 0; draw < draws; draw++) {
        network.initialise(random.stream('limit', draw));
        tangentKernel(evaluation, kernel);
        [0, 1, 3].forEach((at, i) => {
          sums[i] += kernel.values[at] / draws;
        });
      }
      const wanted = [
        [x, x],
        [x, y],
        [y, y],
      ].map(([u, v]) =>
        u === v && activation === 'relu'
          ? product(u, u)
          : limits[activation](product(u, u), product(v, v), product(u, v)),
      );
      // 32768 units: a relative spread of 2 % would be four of its deviations.
      sums.forEach((k, i) => {
        expect(Math.abs(k - wanted[i])).toBeLessThan(0.02 * wanted[0]);
      });
    });
  });

  test('the feature kernel', () => {
    heap.scope(() => {
      const network = new Network(engine, fullyConnected({ sizes: [3, 6, 5, 1], activation: 'relu' }));
      network.initialise(random);
      const evaluation = evaluate(network);
      const kernel = heap.matrix(7, 7);
      featureKernel(evaluation, kernel, 0);
      const { values } = evaluation.computation.features[0].value;
      for (let i = 0; i < 7; i++)
        for (let j = 0; j < 7; j++) {
          let sum = 0;
          for (let k = 0; k < 6; k++) sum += values[6 * i + k] * values[6 * j + k];
          expect(kernel.values[7 * i + j]).toBeCloseTo(sum / 6, 13);
        }
      expect(() => featureKernel(evaluation, kernel, 2)).toThrow(OutOfRange);
      expect(() => tangentKernel(evaluation, heap.matrix(6, 6))).toThrow(BadShape);
      expect(() => tangentKernel(evaluation, kernel, 1)).toThrow(OutOfRange);
    });
  });

  const samples = heap.matrix(7, 3);
  random.stream('samples').fillNormal(samples);

  function evaluate(network: Network): Evaluation {
    const { values } = network.flat.value;
    if (values.every((x) => x === 0)) random.stream('parameters').fillNormal(network.flat.value);
    return network.evaluation(samples);
  }

  /** Row 2i + o is the gradient of output o of sample i. */
  function jacobianOf(evaluation: Evaluation): Float64Array[] {
    evaluation.run();
    return Array.from({ length: 14 }, (_, row) => {
      evaluation.outputs.adjoint.values.fill(0);
      evaluation.outputs.adjoint.values[row] = 1;
      evaluation.vjp();
      return Float64Array.from(evaluation.network.flat.adjoint.values);
    });
  }
});
