import { describe, expect, test } from 'vitest';
import { openDataset } from '../data/open.ts';
import type { Engine } from '../numeric/engine.ts';
import { engines } from '../numeric/engines/engines.testing.ts';
import { OutOfRange } from '../numeric/errors.ts';
import type { Dtype } from '../numeric/heap.ts';
import { createRandom } from '../numeric/random.ts';
import { dot, norm } from './arrays.ts';
import { type ConvolutionalOptions, convolutional } from './convolutional.ts';
import { accuracy, type LossName } from './losses.ts';
import { Network, type Objective } from './network.ts';
import type { Activation } from './operations/activation.ts';
import type { Pooling } from './operations/pooling.ts';
import { adam } from './optimisers.ts';
import { type Parameterisation, parameterisations } from './parameterisation.ts';
import { classificationSamples } from './samples.ts';
import { tangentKernel } from './tangent-kernel.ts';
import { train } from './train.ts';

const small: ConvolutionalOptions = {
  image: { height: 4, width: 6, channels: 2 },
  channels: [3, 2],
  pool: [2, 1],
  hidden: [4],
  outputs: 2,
  activation: 'tanh',
  parameterisation: 'mean-field',
  biasMultiplier: 0.8,
  outputMultiplier: 3,
};

const cases = (['linear', 'relu', 'tanh', 'erf', 'gelu'] as Activation[]).flatMap((activation) =>
  (
    [
      ['squared', 'average'],
      ['cross-entropy', 'max'],
    ] as [LossName, Pooling][]
  ).map(([loss, pooling]) => ({ activation, loss, pooling })),
);

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test.each(cases)('gradient and Hessian of $activation, $loss, $pooling pooling', ({ loss, ...given }) => {
    heap.scope(() => {
      const objective = problem(engine, 'f64', loss, { ...small, ...given });
      const { flat, model } = objective.network;
      const [direction, product] = [heap.matrix(model.size, 1), heap.matrix(model.size, 1)];
      const theta = Float64Array.from(flat.value.values);
      createRandom('direction').fillNormal(direction);
      const at = (step: number) => {
        for (let i = 0; i < theta.length; i++) flat.value.values[i] = theta[i] + step * direction.values[i];
        return { loss: objective.gradient(), gradient: Float64Array.from(flat.adjoint.values) };
      };
      const h = 1e-6;
      const [above, below] = [at(h), at(-h)];
      at(0);
      const slope = dot(flat.adjoint, direction);
      expect(Math.abs((above.loss - below.loss) / (2 * h) - slope) / Math.max(1, Math.abs(slope))).toBeLessThan(1e-7);
      objective.hessianVector(direction, product);
      const wanted = above.gradient.map((x, i) => (x - below.gradient[i]) / (2 * h));
      const worst = Math.max(...wanted.map((x, i) => Math.abs(x - product.values[i])));
      expect(worst / Math.max(1, ...wanted.map(Math.abs))).toBeLessThan(1e-6);
    });
  });

  test.each(cases)('float32 agrees with float64: $activation, $loss, $pooling pooling', ({ loss, ...given }) => {
    heap.scope(() => {
      const run = (dtype: Dtype) => {
        const objective = problem(engine, dtype, loss, { ...small, ...given });
        const { flat, model } = objective.network;
        const [direction, product] = [heap.matrix(model.size, 1, dtype), heap.matrix(model.size, 1, dtype)];
        createRandom(0).fillRademacher(direction);
        objective.gradient();
        objective.hessianVector(direction, product);
        return [Array.from(flat.adjoint.values), Array.from(product.values)];
      };
      const [single, double] = [run('f32'), run('f64')];
      double.forEach((wanted, which) => {
        const worst = Math.max(...wanted.map((x, i) => Math.abs(x - single[which][i])));
        expect(worst / Math.max(...wanted.map(Math.abs))).toBeLessThan(2e-5);
      });
    });
  });

  test('the tangent kernel is that of the Jacobian', () => {
    heap.scope(() => {
      const { evaluation, network } = problem(engine, 'f64', 'squared', { ...small, parameterisation: 'standard' });
      const { rows, columns } = evaluation.outputs.value;
      const jacobian = Array.from({ length: rows * columns }, (_, i) => {
        evaluation.run();
        evaluation.outputs.adjoint.values.fill(0)[i] = 1;
        evaluation.vjp();
        return Float64Array.from(network.flat.adjoint.values);
      });
      const kernel = heap.matrix(rows, rows);
      const before = heap.used;
      tangentKernel(evaluation, kernel);
      expect(heap.used).toBe(before);
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < rows; j++) {
          let sum = 0;
          for (let o = 0; o < columns; o++)
            jacobian[columns * i + o].forEach((x, p) => {
              sum += x * jacobian[columns * j + o][p];
            });
          expect(Math.abs(kernel.values[rows * i + j] - sum)).toBeLessThan(1e-10 * Math.abs(sum));
        }
    });
  });

  test('a step allocates nothing', () => {
    heap.scope(() => {
      const objective = problem(engine, 'f32', 'cross-entropy', { ...small, pooling: 'max' });
      const { size } = objective.network.model;
      const [v, w] = [heap.matrix(size, 1, 'f32'), heap.matrix(size, 1, 'f32')];
      const before = heap.used;
      objective.gradient();
      objective.hessianVector(v, w);
      expect(heap.used).toBe(before);
    });
  });
});

const [, engine] = engines[engines.length - 1];
const { heap } = engine;

test('blocks lie in the order of the layers, with the pixels of a kernel as fan-in', () => {
  const { blocks, inputs, outputs } = convolutional({ ...small, parameterisation: 'standard' });
  expect([inputs, outputs]).toEqual([48, 2]);
  expect(blocks.map(({ name, rows, columns, role }) => [name, rows, columns, role])).toEqual([
    ['weights 1', 3, 18, 'input'],
    ['biases 1', 1, 3, 'vector'],
    ['weights 2', 2, 27, 'hidden'],
    ['biases 2', 1, 2, 'vector'],
    // 2 × 3 pixels in 2 channels
    ['weights 3', 4, 12, 'hidden'],
    ['biases 3', 1, 4, 'vector'],
    ['weights 4', 2, 4, 'output'],
    ['biases 4', 1, 2, 'vector'],
  ]);
  for (const { role, columns, deviation } of blocks)
    if (role !== 'vector') expect(deviation).toBeCloseTo(columns ** -0.5, 14);
});

test('at the base width all parameterisations are the standard function, and rates go with the channels', () => {
  const scaled = (parameterisation: Parameterisation, factor: number) =>
    convolutional({
      ...small,
      channels: [8 * factor, 4 * factor],
      hidden: [6 * factor],
      parameterisation,
      outputMultiplier: 1,
      baseWidth: 8,
    }).blocks;
  const standard = scaled('standard', 1);
  for (const parameterisation of Object.keys(parameterisations) as Parameterisation[]) {
    scaled(parameterisation, 1).forEach(({ deviation, multiplier, rates }, i) => {
      expect(deviation * multiplier).toBeCloseTo(standard[i].deviation * standard[i].multiplier, 14);
      expect(rates).toEqual({ sgd: 1, adam: 1 });
    });
  }
  const rates = (factor: number) => scaled('mup', factor).map(({ rates }) => [rates.sgd, rates.adam]);
  expect(rates(4)).toEqual([
    ...[
      [4, 1],
      [4, 1],
    ], // input, its biases
    ...[
      [1, 0.25],
      [4, 1],
    ],
    ...[
      [1, 0.25],
      [4, 1],
    ],
    ...[
      [0.25, 0.25],
      [1, 1],
    ], // outputs, whose biases have no width
  ]);
});

test('outputs begin of order one at every number of channels, in standard and NTK parameterisation', () => {
  for (const parameterisation of ['standard', 'ntk'] as const)
    for (const width of [4, 64])
      heap.scope(() => {
        const model = convolutional({
          ...{ image: { height: 8, width: 8, channels: 1 }, channels: [width, width], outputs: 50 },
          ...{ activation: 'relu', weightScale: Math.SQRT2, biases: false, parameterisation },
        });
        const network = new Network(engine, model);
        network.initialise(createRandom('widths'));
        const inputs = heap.matrix(20, 64);
        createRandom('inputs').fillNormal(inputs);
        const size = norm(network.evaluation(inputs).run()) / Math.sqrt(20 * 50);
        // √2 where no patch reaches beyond the edge, and less there.
        expect(size).toBeGreaterThan(0.8);
        expect(size).toBeLessThan(1.6);
      });
});

test('it learns the digits', async () => {
  const digits = await openDataset('digits');
  heap.scope(() => {
    const random = createRandom('digits');
    const order = random.choose(800, digits.rows);
    const samples = (rows: Int32Array) => classificationSamples(heap, digits, rows, { dtype: 'f32', divisor: 16 });
    const [fit, held] = [samples(order.subarray(0, 400)), samples(order.subarray(400))];
    const model = convolutional({
      image: { height: 8, width: 8, channels: 1 },
      channels: [8, 8],
      pool: 2,
      outputs: 10,
      activation: 'relu',
      weightScale: Math.SQRT2,
    });
    const network = new Network(engine, model, 'f32');
    network.initialise(random);
    train({ network, ...fit, loss: 'cross-entropy', optimiser: adam(network), rate: 0.02, steps: 80 });
    expect(accuracy(network.predict(held.inputs), held.targets)).toBeGreaterThan(0.9);
  });
});

test('what cannot be is refused', () => {
  const wrong: [Partial<ConvolutionalOptions>, RegExp][] = [
    [{ image: { height: 0, width: 6, channels: 2 } }, /the image's height/],
    [{ image: undefined }, /the image's height/],
    [{ channels: [] }, /channels/],
    [{ channels: [3, 1.5] }, /a number of channels/],
    [{ kernel: 2 }, /kernel/],
    [{ pool: [2] }, /one for each of the 2/],
    [{ pool: [2, 2] }, /divides the image, here 2×3/],
    [{ pooling: 'median' as Pooling }, /pooling/],
    [{ hidden: [0] }, /a hidden width/],
    [{ outputs: 0 }, /outputs/],
    [{ activation: 'sine' as Activation }, /activation/],
    [{ richness: 0 }, /richness/],
    [{ baseWidth: -1 }, /baseWidth/],
  ];
  for (const [options, message] of wrong) {
    expect(() => convolutional({ ...small, ...options })).toThrow(OutOfRange);
    expect(() => convolutional({ ...small, ...options })).toThrow(message);
  }
});

/** Three images with random targets, and parameters of order one everywhere. */
function problem(engine: Engine, dtype: Dtype, loss: LossName, options: ConvolutionalOptions): Objective {
  const { heap } = engine;
  const model = convolutional(options);
  const network = new Network(engine, model, dtype);
  const fill = (values: Float64Array | Float32Array, name: string) => {
    const random = createRandom(name);
    for (let i = 0; i < values.length; i++) values[i] = 2 * random.uniform() - 1;
  };
  fill(network.flat.value.values, 'parameters');
  const inputs = heap.matrix(3, model.inputs, dtype);
  fill(inputs.values, 'inputs');
  const targets = heap.matrix(3, 2, dtype);
  targets.values.set(loss === 'squared' ? [1, 0, 2, -1, 0.5, 0.5] : [1, 0, 0, 1, 0.25, 0.75]);
  return network.objective(loss, inputs, targets);
}
