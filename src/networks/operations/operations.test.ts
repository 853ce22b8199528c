import { describe, expect, test } from 'vitest';
import type { Engine } from '../../numeric/engine.ts';
import { engines } from '../../numeric/engines/engines.testing.ts';
import type { Dtype, Matrix } from '../../numeric/heap.ts';
import { createRandom } from '../../numeric/random.ts';
import type { Operation } from '../operation.ts';
import { type Variable, variable } from '../variable.ts';
import { activation } from './activation.ts';
import { attention } from './attention.ts';
import { bias } from './bias.ts';
import { embedding } from './embedding.ts';
import { layerNorm } from './layer-norm.ts';
import { linear } from './linear.ts';
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
