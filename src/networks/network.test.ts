import { describe, expect, test } from 'vitest';
import type { Engine } from '../numeric/engine.ts';
import { engines } from '../numeric/engines/engines.testing.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import type { Dtype } from '../numeric/heap.ts';
import { createRandom } from '../numeric/random.ts';
import { dot } from './arrays.ts';
import { type FullyConnectedOptions, fullyConnected } from './fully-connected.ts';
import { accuracy, type LossName } from './losses.ts';
import { Network, type Objective } from './network.ts';
import type { Activation } from './operations/activation.ts';
import { transformer } from './transformer.ts';

const activations: Activation[] = ['linear', 'relu', 'tanh', 'erf', 'gelu', 'square'];
const losses: LossName[] = ['squared', 'cross-entropy'];
const cases = activations.flatMap((activation) =>
  losses.flatMap((loss) => [
    { activation, loss, layerNorm: false },
    { activation, loss, layerNorm: true },
    { activation, loss, layerNorm: loss === 'squared', residual: true },
  ]),
);

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test.each(cases)('gradient and Hessian of $activation, $loss, layer norm $layerNorm, residual $residual', (given) => {
    heap.scope(() => {
      const objective = problem(engine, 'f64', given);
      const { flat, model } = objective.network;
      const [direction, product] = [heap.matrix(model.size, 1), heap.matrix(model.size, 1)];
      const theta = Float64Array.from(flat.value.values);
      const move = (step: number) => {
        const d = direction.values;
        for (let i = 0; i < theta.length; i++) flat.value.values[i] = theta[i] + step * d[i];
      };
      for (const seed of ['first', 'second']) {
        createRandom(seed).fillNormal(direction);
        const h = 1e-6;
        move(h);
        const above = { loss: objective.gradient(), gradient: Float64Array.from(flat.adjoint.values) };
        move(-h);
        const below = { loss: objective.gradient(), gradient: Float64Array.from(flat.adjoint.values) };
        move(0);
        objective.gradient();
        const slope = dot(flat.adjoint, direction);
        expect(Math.abs((above.loss - below.loss) / (2 * h) - slope) / Math.max(1, Math.abs(slope))).toBeLessThan(1e-7);

        objective.hessianVector(direction, product);
        const wanted = above.gradient.map((x, i) => (x - below.gradient[i]) / (2 * h));
        const size = Math.max(1, ...wanted.map(Math.abs));
        const worst = Math.max(...wanted.map((x, i) => Math.abs(x - product.values[i])));
        expect(worst / size).toBeLessThan(1e-6);
      }
    });
  });

  test.each(cases)(
    'float32 agrees with float64: $activation, $loss, layer norm $layerNorm, residual $residual',
    (given) => {
      heap.scope(() => {
        const run = (dtype: Dtype) => {
          const objective = problem(engine, dtype, given);
          const { flat, model } = objective.network;
          const [direction, product] = [heap.matrix(model.size, 1, dtype), heap.matrix(model.size, 1, dtype)];
          createRandom(0).fillRademacher(direction);
          const loss = objective.gradient();
          objective.hessianVector(direction, product);
          return { loss, gradient: Array.from(flat.adjoint.values), product: Array.from(product.values) };
        };
        const [single, double] = [run('f32'), run('f64')];
        expect(Math.abs(single.loss - double.loss)).toBeLessThan(1e-5 * Math.max(1, double.loss));
        for (const which of ['gradient', 'product'] as const) {
          const size = Math.max(...double[which].map(Math.abs));
          const worst = Math.max(...double[which].map((x, i) => Math.abs(x - single[which][i])));
          expect(worst / size).toBeLessThan(2e-5);
        }
      });
    },
  );

  test('the gradient by each single parameter', () => {
    heap.scope(() => {
      const objective = problem(engine, 'f64', { activation: 'tanh', loss: 'cross-entropy', layerNorm: true });
      const { flat } = objective.network;
      objective.gradient();
      const gradient = Float64Array.from(flat.adjoint.values);
      const h = 1e-6;
      gradient.forEach((slope, i) => {
        const theta = flat.value.values[i];
        flat.value.values[i] = theta + h;
        const above = objective.value();
        flat.value.values[i] = theta - h;
        const below = objective.value();
        flat.value.values[i] = theta;
        expect(Math.abs((above - below) / (2 * h) - slope)).toBeLessThan(1e-8);
      });
    });
  });

  test('a step allocates nothing, and a scope frees everything', () => {
    const used = heap.used;
    heap.scope(() => {
      const objective = problem(engine, 'f64', { activation: 'gelu', loss: 'cross-entropy', layerNorm: true });
      const { size } = objective.network.model;
      const [v, w] = [heap.matrix(size, 1), heap.matrix(size, 1)];
      const before = heap.used;
      objective.gradient();
      objective.hessianVector(v, w);
      expect(heap.used).toBe(before);
    });
    expect(heap.used).toBe(used);
  });

  test('NaN and infinity in the parameters come out in the loss', () => {
    heap.scope(() => {
      for (const activation of activations)
        for (const loss of losses) {
          const objective = problem(engine, 'f64', { activation, loss, layerNorm: false });
          const { values } = objective.network.flat.value;
          for (const poison of [Number.NaN, Number.POSITIVE_INFINITY]) {
            const before = values[0];
            values[0] = poison;
            if (Number.isNaN(poison) || activation === 'linear') expect(objective.value()).not.toBeLessThan(Infinity);
            values[0] = before;
          }
        }
    });
  });
});

test('the loss of one network, by hand', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    const model = fullyConnected({ sizes: [2, 2, 1], activation: 'relu' });
    const network = new Network(engine, model);
    expect(model.blocks.map(({ name, offset }) => [name, offset])).toEqual([
      ['weights 1', 0],
      ['biases 1', 4],
      ['weights 2', 6],
      ['biases 2', 8],
    ]);
    network.flat.value.values.set([1, 2, -1, 1, 0.5, -4, 3, 5, 0.25]);
    const inputs = heap.matrixFrom(2, 2, [1, 1, 2, -1]);
    const outputs = network.evaluation(inputs).run();
    // Hidden units: relu(1+2+½), relu(−1+1−4); relu(2−2+½), relu(−2−1−4).
    expect(Array.from(outputs.values)).toEqual([10.75, 1.75]);
    const objective = network.objective('squared', inputs, heap.matrixFrom(2, 1, [10, 2]));
    expect(objective.value()).toBe((0.75 ** 2 + 0.25 ** 2) / 4);
  });
});

test('a residual network adds its branches to what is there, by hand', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    const model = fullyConnected({ sizes: [1, 2, 2, 2, 1], activation: 'relu', biases: false, residual: true });
    const network = new Network(engine, model);
    network.flat.value.values.set([1, -2, 2, 3, 1, 5, 0, 1, 4, -1, 1, 10]);
    // (3, −6); + (2 · 3, 3)/√2; with b = 3/√2 − 6 < 0 the last branch adds (0, 4 (3 + 6/√2))/√2.
    const first = [3 + 6 / Math.SQRT2, -6 + 3 / Math.SQRT2];
    const last = [first[0], first[1] + (4 * first[0]) / Math.SQRT2];
    const [y] = network.evaluation(heap.matrixFrom(1, 1, [3])).run().values;
    expect(y).toBeCloseTo(last[0] + 10 * last[1], 12);
  });
});

test('predictions in pieces are those at once, and free what they used', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  for (const dtype of ['f64', 'f32'] as const)
    for (const model of [
      fullyConnected({ sizes: [3, 5, 2], activation: 'tanh' }),
      transformer({ vocabulary: 4, length: 3, width: 4, heads: 2, depth: 1 }),
    ])
      heap.scope(() => {
        const network = new Network(engine, model, dtype);
        network.initialise(createRandom(1));
        const inputs = heap.matrix(7, 3, dtype);
        for (let i = 0; i < 21; i++) inputs.values[i] = i % 4;
        const before = heap.used;
        const pieces = network.predict(inputs, 3);
        expect(heap.used - before).toBeLessThan(256 + 8 * 7 * 3 * 4);
        expect(pieces.values).toEqual(network.evaluation(inputs).run().values);
        expect(() => network.predict(heap.matrix(7, 4, dtype))).toThrow(BadShape);
      });
});

test('accuracy counts rows whose largest output is the target', () => {
  const { heap } = engines[0][1];
  heap.scope(() => {
    const outputs = heap.matrixFrom(3, 2, [1, 2, 5, 4, 0, 1]);
    const targets = heap.matrixFrom(3, 2, [0, 1, 0, 1, 0, 1]);
    expect(accuracy(outputs, targets)).toBeCloseTo(2 / 3, 15);
  });
});

test('what does not fit is refused', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    const network = new Network(engine, fullyConnected({ sizes: [3, 4, 2], activation: 'tanh' }));
    expect(() => network.evaluation(heap.matrix(5, 4))).toThrow(BadShape);
    expect(() => network.evaluation(heap.matrix(5, 3, 'f32'))).toThrow(BadShape);
    expect(() => network.objective('squared', heap.matrix(5, 3), heap.matrix(5, 3))).toThrow(BadShape);
  });
  expect(() => fullyConnected({ sizes: [3], activation: 'tanh' })).toThrow(OutOfRange);
  expect(() => fullyConnected({ sizes: [3, 0, 1], activation: 'tanh' })).toThrow(OutOfRange);
  expect(() => fullyConnected({ sizes: [3, 1], activation: 'tanh', richness: 0 })).toThrow(OutOfRange);
  for (const sizes of [
    [3, 4, 1],
    [3, 4, 5, 1],
    [3, 1],
  ])
    expect(() => fullyConnected({ sizes, activation: 'tanh', residual: true })).toThrow(/hidden layers of one width/);
});

/**
 * Five samples, three inputs, two hidden layers, two outputs; the same numbers in both types, up to
 * rounding.
 */
function problem(
  engine: Engine,
  dtype: Dtype,
  { loss, ...given }: { loss: LossName } & Pick<FullyConnectedOptions, 'activation' | 'layerNorm' | 'residual'>,
): Objective {
  const { heap } = engine;
  const model = fullyConnected({
    sizes: given.residual ? [3, 4, 4, 4, 2] : [3, 5, 4, 2],
    ...given,
    weightScale: 1.2,
    parameterisation: 'mean-field',
    biasMultiplier: 0.8,
    outputMultiplier: 3,
  });
  const network = new Network(engine, model, dtype);
  const fill = (values: Float64Array | Float32Array, name: string) => {
    const random = createRandom(name);
    for (let i = 0; i < values.length; i++) values[i] = 3 * random.uniform() - 1.5;
  };
  fill(network.flat.value.values, 'parameters');
  const inputs = heap.matrix(5, 3, dtype);
  fill(inputs.values, 'inputs');
  const targets = heap.matrix(5, 2, dtype);
  targets.values.set(loss === 'squared' ? [1, 0, 2, -1, 0.5, 0.5, 0, 0, -1, 1] : [1, 0, 0, 1, 0.25, 0.75, 0, 1, 1, 0]);
  return network.objective(loss, inputs, targets);
}
