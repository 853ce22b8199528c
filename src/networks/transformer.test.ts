import { describe, expect, test } from 'vitest';
import type { Engine } from '../numeric/engine.ts';
import { engines } from '../numeric/engines/engines.testing.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import type { Dtype } from '../numeric/heap.ts';
import { createRandom } from '../numeric/random.ts';
import { erf } from '../numeric/special.ts';
import { dot } from './arrays.ts';
import { shuffledBatches } from './batches.ts';
import type { Parameter } from './model.ts';
import { Network } from './network.ts';
import { adam } from './optimisers.ts';
import { tangentKernel } from './tangent-kernel.ts';
import { train } from './train.ts';
import { type TransformerOptions, transformer } from './transformer.ts';

const small = { vocabulary: 5, length: 4, width: 6, heads: 2, depth: 2, expansion: 2 } as const;
const random = createRandom('transformer');
const ids = [0, 3, 1, 2, 4, 4, 0, 1, 2, 2, 3, 0];

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  describe.each([{ tied: false }, { tied: true }])('tied: $tied', (given) => {
    test.each(['standard', 'mup'] as const)('gradient and Hessian in %s', (parameterisation) => {
      heap.scope(() => {
        const objective = problem(engine, 'f64', { ...small, ...given, parameterisation, branchMultiplier: 0.7 });
        const { flat, model } = objective.network;
        const [direction, product] = [heap.matrix(model.size, 1), heap.matrix(model.size, 1)];
        const theta = Float64Array.from(flat.value.values);
        const at = (step: number) => {
          for (let i = 0; i < theta.length; i++) flat.value.values[i] = theta[i] + step * direction.values[i];
          const loss = objective.gradient();
          return { loss, gradient: Float64Array.from(flat.adjoint.values) };
        };
        for (const seed of [1, 2, 3]) {
          createRandom(seed).fillNormal(direction);
          const h = 1e-6;
          const [above, below] = [at(h), at(-h)];
          at(0);
          const slope = dot(flat.adjoint, direction);
          expect(Math.abs((above.loss - below.loss) / (2 * h) - slope)).toBeLessThan(
            1e-7 * Math.max(1, Math.abs(slope)),
          );
          objective.hessianVector(direction, product);
          const wanted = above.gradient.map((x, i) => (x - below.gradient[i]) / (2 * h));
          const size = Math.max(1, ...wanted.map(Math.abs));
          expect(Math.max(...wanted.map((x, i) => Math.abs(x - product.values[i]))) / size).toBeLessThan(1e-6);
        }
      });
    });

    test('the gradient by each single parameter', () => {
      heap.scope(() => {
        const objective = problem(engine, 'f64', { ...small, ...given, depth: 1 });
        const { flat } = objective.network;
        objective.gradient();
        const gradient = Float64Array.from(flat.adjoint.values);
        const h = 1e-6;
        const apart = gradient.map((slope, i) => {
          const theta = flat.value.values[i];
          const at = (x: number) => {
            flat.value.values[i] = x;
            return objective.value();
          };
          const measured = (at(theta + h) - at(theta - h)) / (2 * h);
          at(theta);
          return Math.abs(measured - slope);
        });
        expect(Math.max(...apart)).toBeLessThan(1e-8);
      });
    });

    test('float32 is the float64 one, rounded', () => {
      heap.scope(() => {
        const run = (dtype: Dtype) => {
          const objective = problem(engine, dtype, { ...small, ...given });
          const { flat, model } = objective.network;
          const [direction, product] = [heap.matrix(model.size, 1, dtype), heap.matrix(model.size, 1, dtype)];
          createRandom(0).fillRademacher(direction);
          objective.gradient();
          objective.hessianVector(direction, product);
          return [flat.adjoint, product].map(({ values }) => Array.from(values));
        };
        const [single, double] = [run('f32'), run('f64')];
        double.forEach((wanted, which) => {
          const size = Math.max(...wanted.map(Math.abs));
          expect(Math.max(...wanted.map((x, i) => Math.abs(x - single[which][i]))) / size).toBeLessThan(1e-4);
        });
      });
    });

    test('the logits are those of the formulas written out', () => {
      heap.scope(() => {
        const options = { ...small, ...given };
        const { network, evaluation } = problem(engine, 'f64', options);
        const wanted = plain(network.parameters, options, ids);
        const logits = evaluation.run().values;
        expect(wanted).toHaveLength(12 * 5);
        wanted.forEach((x, i) => {
          expect(Math.abs(logits[i] - x)).toBeLessThan(1e-11 * Math.max(1, Math.abs(x)));
        });
      });
    });
  });

  test('a token changes nothing before it', () => {
    heap.scope(() => {
      const network = new Network(engine, transformer(small));
      network.initialise(random);
      const inputs = heap.matrixFrom(1, 4, [0, 1, 2, 3]);
      const evaluation = network.evaluation(inputs);
      const before = Array.from(evaluation.run().values);
      inputs.values[2] = 4;
      const after = Array.from(evaluation.run().values);
      expect(after.slice(0, 10)).toEqual(before.slice(0, 10));
      for (let i = 10; i < 20; i++) expect(after[i]).not.toBe(before[i]);
    });
  });

  test('it learns to say what it was told two tokens ago', () => {
    heap.scope(() => {
      const options = { vocabulary: 4, length: 6, width: 16, heads: 2, depth: 1, expansion: 2 };
      const network = new Network(engine, transformer(options), 'f32');
      network.initialise(random);
      const inputs = heap.matrix(200, 6, 'f32');
      const targets = heap.matrix(1200, 4, 'f32');
      const source = random.stream('tokens');
      for (let s = 0; s < 200; s++)
        for (let t = 0; t < 6; t++) {
          inputs.values[6 * s + t] = Math.floor(4 * source.uniform());
          if (t >= 2) targets.values[4 * (6 * s + t) + inputs.values[6 * s + t - 2]] = 1;
        }
      const batches = shuffledBatches(inputs, targets, 20, random);
      const optimiser = adam(network);
      const { losses } = train({ network, batches, loss: 'cross-entropy', optimiser, rate: 5e-3, steps: 250 });
      // Two of six tokens have no target, so chance is log 4 · 4/6.
      expect(losses[0]).toBeGreaterThan(0.8);
      expect(losses[250]).toBeLessThan(0.02);
    });
  });

  test('initial logits are as large tied as untied, at every width', () => {
    for (const parameterisation of ['standard', 'ntk'] as const)
      for (const tied of [false, true])
        for (const width of [16, 256])
          heap.scope(() => {
            const model = transformer({ vocabulary: 50, length: 8, width, heads: 4, depth: 1, tied, parameterisation });
            const network = new Network(engine, model);
            network.initialise(random);
            const inputs = heap.matrix(4, 8);
            inputs.values.forEach((_: number, i: number) => {
              inputs.values[i] = (7 * i) % 50;
            });
            const logits = network.evaluation(inputs).run();
            const size = Math.sqrt(dot(logits, logits) / logits.values.length);
            expect(size).toBeGreaterThan(0.6);
            expect(size).toBeLessThan(1.7);
          });
  });
});

test('what cannot be is refused', () => {
  const [, engine] = engines[0];
  expect(() => transformer({ ...small, heads: 4 })).toThrow(OutOfRange);
  expect(() => transformer({ ...small, depth: 0 })).toThrow(OutOfRange);
  engine.heap.scope(() => {
    const { evaluation } = problem(engine, 'f64', small);
    expect(() => tangentKernel(evaluation, engine.heap.matrix(12, 12))).toThrow(BadShape);
  });
});

/** Three sequences with random next tokens as targets, and parameters of order one everywhere. */
function problem(engine: Engine, dtype: Dtype, options: TransformerOptions) {
  const { heap } = engine;
  const network = new Network(engine, transformer(options), dtype);
  const { values } = network.flat.value;
  const source = createRandom('parameters');
  for (let i = 0; i < values.length; i++) values[i] = 1.6 * source.uniform() - 0.8;
  const inputs = heap.matrixFrom(3, 4, ids, dtype);
  const targets = heap.matrix(12, 5, dtype);
  for (let row = 0; row < 12; row++) targets.values[5 * row + ((3 * row + 1) % 5)] = 1;
  return network.objective('cross-entropy', inputs, targets);
}

/** The same transformer in plain arrays, one token at a time. */
function plain(parameters: Parameter[], options: TransformerOptions, tokens: number[]): number[] {
  const { width, heads, length, depth, vocabulary, tied } = options;
  const named = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const entry = (name: string, row: number, column: number) => {
    const { value, multiplier, columns } = named.get(name)!;
    return multiplier * value.values[row * columns + column];
  };
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const affine = (name: string, x: number[], out: number) =>
    range(out).map((o) =>
      x.reduce((sum, v, i) => sum + entry(`${name} weights`, o, i) * v, entry(`${name} biases`, 0, o)),
    );
  const normalise = (name: string, x: number[]) => {
    const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
    const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
    return x.map(
      (v, i) =>
        (entry(`${name} gains`, 0, i) * (v - mean)) / Math.sqrt(variance + 1e-5) + entry(`${name} shifts`, 0, i),
    );
  };
  const size = width / heads;
  const out: number[] = [];
  for (let first = 0; first < tokens.length; first += length) {
    let stream = range(length).map((t) =>
      range(width).map((i) => entry('tokens', tokens[first + t], i) + entry('positions', t, i)),
    );
    for (let block = 1; block <= depth; block++) {
      const qkv = stream.map((x) => affine(`attention ${block} in`, normalise(`attention ${block}`, x), 3 * width));
      stream = stream.map((x, t) => {
        const heard = range(heads).flatMap((h) => {
          const part = (token: number, which: number) =>
            qkv[token].slice(which * width + h * size, which * width + (h + 1) * size);
          const weights = range(t + 1).map((j) =>
            Math.exp(part(t, 0).reduce((sum, q, i) => sum + q * part(j, 1)[i], 0) / Math.sqrt(size)),
          );
          const total = weights.reduce((sum, w) => sum + w, 0);
          return range(size).map((i) => weights.reduce((sum, w, j) => sum + (w / total) * part(j, 2)[i], 0));
        });
        return x.map((v, i) => v + affine(`attention ${block} out`, heard, width)[i]);
      });
      stream = stream.map((x) => {
        const hidden = affine(`mlp ${block} in`, normalise(`mlp ${block}`, x), options.expansion! * width);
        const active = hidden.map((z) => 0.5 * z * (1 + erf(z * Math.SQRT1_2)));
        return x.map((v, i) => v + affine(`mlp ${block} out`, active, width)[i]);
      });
    }
    for (const x of stream) {
      const last = normalise('last', x);
      for (let o = 0; o < vocabulary; o++)
        out.push(
          last.reduce(
            (sum, v, i) => sum + v * (tied ? entry('tokens', o, i) / Math.sqrt(width) : entry('read-out', o, i)),
            0,
          ),
        );
    }
  }
  return out;
}
