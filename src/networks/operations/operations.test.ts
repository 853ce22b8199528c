import { describe, expect, test } from 'vitest';
import type { Engine } from '../../numeric/engine.ts';
import { engines } from '../../numeric/engines/engines.testing.ts';
import { BadShape } from '../../numeric/errors.ts';
import type { Dtype, Matrix } from '../../numeric/heap.ts';
import { createRandom } from '../../numeric/random.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';
import { activation } from './activation.ts';
import { attention } from './attention.ts';
import { bias } from './bias.ts';
import { convolution } from './convolution.ts';
import { embedding } from './embedding.ts';
import { lastToken } from './last-token.ts';
import { layerNorm } from './layer-norm.ts';
import { linear } from './linear.ts';
import { pooling } from './pooling.ts';
import { residual } from './residual.ts';

interface Case {
  /** Shapes of what the operation depends on: the input first, then its parameters. */
  shapes: [rows: number, columns: number][];
  make: (engine: Engine, variables: Variable[]) => Operation;
}

const elementwise: [number, number][] = [[5, 7]];
const cases: Record<string, Case> = {
  linear: {
    shapes: [
      [5, 3],
      [4, 3],
    ],
    make: (engine, [x, w]) => linear(engine, x, { ...w, multiplier: 0.7 }),
  },
  bias: {
    shapes: [
      [5, 3],
      [1, 3],
    ],
    // The operation works in place: a linear one in front keeps its input.
    make: (engine, [x, b]) => {
      const identity = variable(engine.heap, 3, 3, x.value.dtype);
      for (let i = 0; i < 3; i++) identity.value.values[4 * i] = 1;
      const before = linear(engine, x, identity);
      return chain(before, bias(before.output, { ...b, multiplier: 1.3 }));
    },
  },
  relu: { shapes: elementwise, make: (_, [x]) => activation(x, 'relu') },
  tanh: { shapes: elementwise, make: (_, [x]) => activation(x, 'tanh') },
  erf: { shapes: elementwise, make: (_, [x]) => activation(x, 'erf') },
  gelu: { shapes: elementwise, make: (_, [x]) => activation(x, 'gelu') },
  square: { shapes: elementwise, make: (_, [x]) => activation(x, 'square') },
  'layer norm': {
    shapes: [
      [4, 6],
      [1, 6],
      [1, 6],
    ],
    make: (_, [x, gain, shift]) => layerNorm(x, gain, shift),
  },
  attention: {
    // Two sequences of four tokens, two heads of size three.
    shapes: [[8, 18]],
    make: (_, [x]) => attention(x, { length: 4, heads: 2, scale: 0.4 }),
  },
  'linear attention': {
    shapes: [[8, 18]],
    make: (_, [x]) => attention(x, { length: 4, heads: 2, scale: 0.4, weights: 'linear' }),
  },
  'the last token': { shapes: [[6, 4]], make: (_, [x]) => lastToken(x, 3) },
  convolution: {
    // So many images that their patches are laid out in three passes.
    shapes: [
      [36, 5 * 7 * 6],
      [3, 9 * 6],
    ],
    make: (engine, [x, w]) =>
      convolution(engine, x, { ...w, multiplier: 0.7 }, { height: 5, width: 7, channels: 6, kernel: 3 }),
  },
  'convolution with a kernel wider than the image': {
    shapes: [
      [2, 3 * 2 * 4],
      [5, 25 * 4],
    ],
    make: (engine, [x, w]) => convolution(engine, x, w, { height: 3, width: 2, channels: 4, kernel: 5 }),
  },
  'bias of pixels': {
    shapes: [
      [2, 12],
      [1, 3],
    ],
    make: (_, [x, b]) => {
      const before = pooling(x, 'average', { height: 2, width: 2, channels: 3, side: 1 });
      return chain(before, bias(before.output, { ...b, multiplier: 1.3 }));
    },
  },
  'average pooling': {
    shapes: [[3, 4 * 6 * 3]],
    make: (_, [x]) => pooling(x, 'average', { height: 4, width: 6, channels: 3, side: 2 }),
  },
  'max pooling': {
    shapes: [[3, 6 * 3 * 2]],
    make: (_, [x]) => pooling(x, 'max', { height: 6, width: 3, channels: 2, side: 3 }),
  },
  residual: {
    shapes: [
      [5, 3],
      [3, 3],
      [3, 3],
    ],
    make(engine, [x, w1, w2]) {
      const first = linear(engine, x, w1);
      const middle = activation(first.output, 'tanh');
      return residual(x, [first, middle, linear(engine, middle.output, w2)], { multiplier: 0.6 });
    },
  },
};

function chain(...operations: Operation[]): Operation {
  const backwards = [...operations].reverse();
  return {
    output: operations[operations.length - 1].output,
    value: () => operations.forEach((operation) => void operation.value()),
    jvp: () => operations.forEach((operation) => void operation.jvp()),
    vjp: () => backwards.forEach((operation) => void operation.vjp()),
    vjpTangent: () => backwards.forEach((operation) => void operation.vjpTangent()),
  };
}

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test.each(Object.entries(cases))('derivatives of %s', (name, { shapes, make }) => {
    heap.scope(() => {
      const variables = shapes.map(([rows, columns]) => variable(heap, rows, columns, 'f64'));
      const operation = make(engine, variables);
      const { output } = operation;
      fill(variables, output, name);
      const point = variables.map(({ value }) => copyOf(value));
      const adjoint = copyOf(output.adjoint);

      /** Everything at the point moved by `step` along the direction. */
      const at = (step: number) => {
        variables.forEach(({ value, tangent, adjoint }, i) => {
          for (let j = 0; j < value.values.length; j++) value.values[j] = point[i][j] + step * tangent.values[j];
          if (i > 0) adjoint.values.fill(0);
        });
        const moved = output.adjoint.values;
        for (let j = 0; j < moved.length; j++) moved[j] = adjoint[j] + step * output.adjointTangent.values[j];
        operation.value();
        const y = copyOf(output.value);
        operation.vjp();
        return { y, adjoints: variables.map((v) => copyOf(v.adjoint)) };
      };

      const h = 2e-6;
      const [after, before] = [at(h), at(-h)];
      const here = at(0);
      operation.jvp();
      const tangent = copyOf(output.tangent);
      expect(worst(tangent, difference(after.y, before.y, h))).toBeLessThan(1e-7);

      // ⟨ȳ, J v⟩ = ⟨Jᵀ ȳ, v⟩
      const left = inner(adjoint, tangent);
      const right = variables.reduce((sum, v, i) => sum + inner(here.adjoints[i], copyOf(v.tangent)), 0);
      expect(Math.abs(left - right)).toBeLessThan(1e-12 * (1 + Math.abs(left)));

      for (const { adjointTangent } of variables.slice(1)) adjointTangent.values.fill(0);
      operation.vjpTangent();
      variables.forEach((v, i) => {
        const wanted = difference(after.adjoints[i], before.adjoints[i], h);
        expect(worst(copyOf(v.adjointTangent), wanted)).toBeLessThan(1e-7);
      });
    });
  });

  test.each(Object.entries(cases))('%s in float32 is the float64 one, rounded', (name, { shapes, make }) => {
    heap.scope(() => {
      const run = (dtype: Dtype) => {
        const variables = shapes.map(([rows, columns]) => variable(heap, rows, columns, dtype));
        const operation = make(engine, variables);
        fill(variables, operation.output, name);
        operation.value();
        operation.jvp();
        operation.vjp();
        operation.vjpTangent();
        const { value, tangent } = operation.output;
        return [value, tangent, ...variables.flatMap((v) => [v.adjoint, v.adjointTangent])].map(copyOf);
      };
      const [single, double] = [run('f32'), run('f64')];
      double.forEach((wanted, i) => {
        expect(worst(single[i], wanted)).toBeLessThan(4e-6);
      });
    });
  });
});

test('a convolution is the sum over the kernel that it says', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    const [height, width, channels, out, kernel] = [4, 3, 2, 3, 3];
    const [x, w] = [variable(heap, 2, height * width * channels, 'f64'), variable(heap, out, 9 * channels, 'f64')];
    const operation = convolution(engine, x, w, { height, width, channels, kernel });
    fill([x, w], operation.output, 'convolution');
    operation.value();
    const y = operation.output.value.values;
    for (let image = 0; image < 2; image++)
      for (let i = 0; i < height; i++)
        for (let j = 0; j < width; j++)
          for (let o = 0; o < out; o++) {
            let sum = 0;
            for (let a = -1; a <= 1; a++)
              for (let b = -1; b <= 1; b++)
                for (let c = 0; c < channels; c++) {
                  if (i + a < 0 || i + a >= height || j + b < 0 || j + b >= width) continue;
                  const pixel = x.value.values[((image * height + i + a) * width + j + b) * channels + c];
                  sum += pixel * w.value.values[((o * 3 + a + 1) * 3 + b + 1) * channels + c];
                }
            expect(y[((image * height + i) * width + j) * out + o]).toBeCloseTo(sum, 12);
          }
  });
});

test('linear attention sums values by their scores, and the last token alone is read', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    const x = variable(heap, 3, 3, 'f64');
    // Queries, keys, values of three tokens.
    x.value.values.set([1, 2, 5, 3, -1, 7, 2, 4, 11]);
    const attended = attention(x, { length: 3, heads: 1, scale: 0.5, weights: 'linear' });
    attended.value();
    const read = lastToken(attended.output, 3);
    read.value();
    const [first, second, third] = [0.5 * 2 * 5, 1.5 * (2 * 5 - 7), 2 * 5 - 7 + 4 * 11];
    expect(Array.from(attended.output.value.values)).toEqual([first, second, third]);
    expect(Array.from(read.output.value.values)).toEqual([third]);
    expect(() => lastToken(attended.output, 2)).toThrow(BadShape);
  });
});

test('pooling takes means and maxima of windows, and of equal numbers the first', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    const x = variable(heap, 1, 8, 'f64');
    x.value.values.set([1, 5, 3, 3, -2, 7, 3, 0]);
    x.tangent.values.set([1, 2, 3, 4, 5, 6, 7, 8]);
    const shape = { height: 2, width: 4, channels: 1, side: 2 };
    const [means, most] = (['average', 'max'] as const).map((kind) => pooling(x, kind, shape));
    means.value();
    most.value();
    most.jvp();
    expect(Array.from(means.output.value.values)).toEqual([11 / 4, 9 / 4]);
    expect(Array.from(most.output.value.values)).toEqual([7, 3]);
    expect(Array.from(most.output.tangent.values)).toEqual([6, 3]);
    most.output.adjoint.values.set([10, 20]);
    most.vjp();
    expect(Array.from(x.adjoint.values)).toEqual([0, 0, 20, 0, 0, 10, 0, 0]);
    x.value.values[3] = Number.NaN;
    for (const operation of [means, most]) {
      operation.value();
      expect(operation.output.value.values[1]).toBeNaN();
    }
  });
});

test('images that do not fit are refused', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    const [x, w] = [variable(heap, 2, 24, 'f64'), variable(heap, 3, 18, 'f64')];
    const shape = { height: 4, width: 3, channels: 2 };
    expect(() => convolution(engine, x, w, { ...shape, height: 5, kernel: 3 })).toThrow(BadShape);
    expect(() => convolution(engine, x, w, { ...shape, kernel: 5 })).toThrow(BadShape);
    expect(() => convolution(engine, x, variable(heap, 3, 8, 'f64'), { ...shape, kernel: 2 })).toThrow(BadShape);
    expect(() => pooling(x, 'average', { ...shape, side: 2 })).toThrow(BadShape);
  });
});

test('an embedding is linear in its tables', () => {
  const [, engine] = engines[0];
  const { heap } = engine;
  heap.scope(() => {
    for (const dtype of ['f64', 'f32'] as const) {
      const input = { value: heap.matrixFrom(2, 3, [0, 2, 0, 1, 1, 2], dtype) };
      const [tokens, positions] = [variable(heap, 3, 2, dtype), variable(heap, 3, 2, dtype)];
      const operation = embedding(input, { ...tokens, multiplier: 2 }, { ...positions, multiplier: 0.5 });
      for (const which of ['value', 'tangent'] as const) {
        const shift = which === 'value' ? 0 : 0.5;
        tokens[which].values.set([1, 2, 3, 4, 5, 6].map((x) => x + shift));
        positions[which].values.set([10, 20, 30, 40, 50, 60].map((x) => x + shift));
      }
      operation.value();
      operation.jvp();
      const wanted = [2 + 5, 4 + 10, 10 + 15, 12 + 20, 2 + 25, 4 + 30, 6 + 5, 8 + 10, 6 + 15, 8 + 20, 10 + 25, 12 + 30];
      expect(Array.from(operation.output.value.values)).toEqual(wanted);
      expect(Array.from(operation.output.tangent.values)).toEqual(wanted.map((x) => x + 1.25));
      for (const which of ['adjoint', 'adjointTangent'] as const) {
        operation.output[which].values.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        tokens[which].values.fill(100);
        operation[which === 'adjoint' ? 'vjp' : 'vjpTangent']();
        expect(Array.from(tokens[which].values)).toEqual([112, 116, 132, 136, 128, 132]);
        expect(Array.from(positions[which].values)).toEqual([4, 5, 6, 7, 8, 9]);
      }
      for (const bad of [3, -1, 0.5, Number.NaN]) {
        input.value.values[4] = bad;
        expect(() => operation.value()).toThrow(/the token in row 1, column 1/);
      }
    }
  });
});

/** Values, directions and output adjoints that both types can hold exactly. */
function fill(variables: Variable[], output: Variable, name: string): void {
  const random = createRandom(name);
  const draw = (matrix: Matrix, stream: string) => {
    const { values } = matrix;
    const source = random.stream(stream);
    for (let i = 0; i < values.length; i++) {
      const x = Math.fround(4 * source.uniform() - 2);
      // Away from the kink of relu, where differences would straddle it.
      values[i] = Math.abs(x) < 0.05 ? 0.5 : x;
    }
  };
  variables.forEach(({ value, tangent }, i) => {
    draw(value, `value ${i}`);
    draw(tangent, `tangent ${i}`);
  });
  draw(output.adjoint, 'adjoint');
  draw(output.adjointTangent, 'adjoint tangent');
}

function copyOf(matrix: Matrix): Float64Array {
  return Float64Array.from(matrix.values);
}

function difference(after: Float64Array, before: Float64Array, h: number): Float64Array {
  return after.map((x, i) => (x - before[i]) / (2 * h));
}

function inner(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}

/** The largest difference, relative to the largest value or 1. */
function worst(x: Float64Array, wanted: Float64Array): number {
  const size = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return x.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i])), 0) / size;
}
