import { describe, expect, it } from 'vitest';
import { numpyNormals } from '../../../data/numpy-random.ts';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { riccatiProducts, type TwoLayer } from './riccati.ts';

const engine = createWasmEngine();

type Rows = number[][];
const times = (a: Rows, b: Rows): Rows =>
  a.map((row) => b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const turn = (a: Rows): Rows => a[0].map((_, j) => a.map((row) => row[j]));
const plus = (a: Rows, b: Rows, by = 1): Rows => a.map((row, i) => row.map((x, j) => x + by * b[i][j]));
const draw = (rows: number, columns: number, seed: number): Rows => {
  const normal = numpyNormals(seed);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => normal()));
};
/** Orthonormal rows. */
const orthonormal = (rows: number, columns: number, seed: number): Rows => {
  const made: Rows = [];
  for (const row of draw(rows, columns, seed)) {
    let rest = row;
    for (const other of made) {
      const overlap = other.reduce((sum, x, i) => sum + x * rest[i], 0);
      rest = rest.map((x, i) => x - overlap * other[i]);
    }
    const norm = Math.hypot(...rest);
    made.push(rest.map((x) => x / norm));
  }
  return made;
};

function flow(teacher: Rows, first: Rows, second: Rows, t: number): Rows {
  const steps = 2000;
  const dt = t / steps;
  const slope = (one: Rows, two: Rows): [Rows, Rows] => {
    const error = plus(teacher, times(two, one), -1);
    return [times(turn(two), error), times(error, turn(one))];
  };
  for (let i = 0; i < steps; i++) {
    const k1 = slope(first, second);
    const k2 = slope(plus(first, k1[0], dt / 2), plus(second, k1[1], dt / 2));
    const k3 = slope(plus(first, k2[0], dt / 2), plus(second, k2[1], dt / 2));
    const k4 = slope(plus(first, k3[0], dt), plus(second, k3[1], dt));
    for (const [k, weight] of [
      [k1, 1],
      [k2, 2],
      [k3, 2],
      [k4, 1],
    ] as const) {
      first = plus(first, k[0], (dt * weight) / 6);
      second = plus(second, k[1], (dt * weight) / 6);
    }
  }
  return times(second, first);
}

function network(teacher: Rows, first: Rows, second: Rows, imbalance: number): TwoLayer {
  const sizes = { inputs: teacher[0].length, hidden: first.length, outputs: teacher.length };
  return { ...sizes, teacher: teacher.flat(), first: first.flat(), second: second.flat(), imbalance };
}

describe('the matrix Riccati solution', () => {
  const teacher = draw(3, 3, 1);

  it.each([0, 0.6, -0.4])('follows the flow of the matrices, λ = %f', (lambda) => {
    // W₁ = A √d Bᵀ, W₂ = C √(d + λ) Aᵀ with orthogonal A, B, C.
    const [A, B, C] = [2, 3, 4].map((seed) => orthonormal(3, 3, seed));
    const d = [0.5, 0.7, 0.9];
    const scale = (values: number[], rows: Rows) => rows.map((row, i) => row.map((x) => x * Math.sqrt(values[i])));
    const first = times(turn(A), scale(d, B));
    const second = times(
      turn(C),
      scale(
        d.map((x) => x + lambda),
        A,
      ),
    );
    const at = [0, 0.3, 1.2, 4];
    const products = riccatiProducts(network(teacher, first, second, lambda), at, engine);
    at.forEach((t, i) => {
      flow(teacher, first, second, t)
        .flat()
        .forEach((value, j) => {
          expect(products[i][j]).toBeCloseTo(value, 9);
        });
    });
  });

  it('handles unequal inputs and outputs, more hidden units than modes, and long times', () => {
    const wide = draw(2, 4, 5);
    const [O, U, V] = [orthonormal(2, 6, 6), orthonormal(2, 2, 7), orthonormal(2, 4, 8)];
    const first = times(turn(O), V).map((row) => row.map((x) => 0.1 * x));
    const second = times(turn(U), O).map((row) => row.map((x) => 0.1 * x));
    const start = network(wide, first, second, 0);
    const [product] = riccatiProducts(start, [1.5], engine);
    flow(wide, first, second, 1.5)
      .flat()
      .forEach((value, j) => {
        expect(product[j]).toBeCloseTo(value, 9);
      });
    const [end] = riccatiProducts(start, [1e4], engine);
    wide.flat().forEach((value, j) => {
      expect(end[j]).toBeCloseTo(value, 9);
    });
  });

  it('refuses weights that are not balanced, wrong shapes and times that run back', () => {
    const start = network(teacher, draw(3, 3, 9), draw(3, 3, 10), 0);
    expect(() => riccatiProducts(start, [1], engine)).toThrow(/no closed form/);
    const zero = network(
      teacher,
      draw(3, 3, 9).map((row) => row.map(() => 0)),
      teacher.map((row) => row.map(() => 0)),
      0,
    );
    expect(() => riccatiProducts({ ...zero, first: [1] }, [1], engine)).toThrow(
      /first layer has 1 entries instead of 9/,
    );
    expect(() => riccatiProducts(zero, [1, 0.5], engine)).toThrow(/time 1 is 0.5/);
  });
});
