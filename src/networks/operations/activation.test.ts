import { describe, expect, test } from 'vitest';
import { type Dtype, Heap } from '../../numeric/heap.ts';
import { erf, tanh } from '../../numeric/special.ts';
import { routine } from '../arrays.ts';

const heap = new Heap();
const TANH = 1;
const GELU = 3;

/** φ over `points` by the kernel. */
function activate(kind: number, points: ArrayLike<number>, dtype: Dtype): number[] {
  return heap.scope(() => {
    const z = heap.matrixFrom(points.length, 1, points, dtype);
    const a = heap.matrix(points.length, 1, dtype);
    routine(heap, 'activation', dtype)(kind, z.address, a.address, points.length);
    return Array.from(a.values);
  });
}

/** Both signs, magnitudes from 1e-12 to 100. */
const points = Array.from({ length: 10_001 }, (_, i) => (i % 2 ? -1 : 1) * 10 ** (-12 + (14 * i) / 10_000));

describe('tanh', () => {
  test.each([
    ['f64', 5, 2 ** -53],
    ['f32', 5, 2 ** -24],
  ] as const)('in %s is within %d half units in the last place, of a tanh within 4', (dtype, allowed, eps) => {
    const given = dtype === 'f32' ? points.map(Math.fround) : points;
    const worst = activate(TANH, given, dtype).reduce(
      (most, a, i) => Math.max(most, Math.abs(a / tanh(given[i]) - 1) / eps),
      0,
    );
    expect(worst).toBeLessThan(allowed);
  });

  test('at the ends', () => {
    const given = [0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 5e-324, 1e308];
    for (const dtype of ['f64', 'f32'] as const)
      expect(activate(TANH, given, dtype)).toEqual([0, -0, 1, -1, Number.NaN, dtype === 'f64' ? 5e-324 : 0, 1]);
  });
});

test('gelu is z Φ(z)', () => {
  const given = points.filter((z) => Math.abs(z) < 30);
  const errors = activate(GELU, given, 'f64').map((a, i) => {
    const wanted = 0.5 * given[i] * (1 + erf(given[i] * Math.SQRT1_2));
    return Math.abs(a - wanted) / Math.abs(given[i]);
  });
  expect(Math.max(...errors)).toBeLessThanOrEqual(4 * 2 ** -53);
});

test('a number comes out the same wherever it stands', () => {
  const given = points.filter((_, i) => i % 1000 === 7);
  for (const dtype of ['f64', 'f32'] as const)
    for (const kind of [0, 1, 2, 3, 4]) {
      const all = activate(kind, given, dtype);
      for (let first = 0; first < given.length; first++)
        expect(activate(kind, given.slice(first), dtype)).toEqual(all.slice(first));
    }
});
