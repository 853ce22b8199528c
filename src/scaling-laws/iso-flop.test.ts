import { expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { bestAllocation, sizeExponent } from './allocation.ts';
import { isoFlop } from './iso-flop.ts';
import { parametricLoss } from './laws.ts';

const law = { E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 };

function slicesAt(computes: readonly number[], offsets: readonly number[]) {
  const rows = computes.flatMap((compute) => {
    const { N } = bestAllocation(law, compute);
    return offsets.map((x) => ({ compute, N: N * Math.exp(x), D: compute / (6 * N * Math.exp(x)) }));
  });
  return {
    compute: rows.map(({ compute }) => compute),
    N: rows.map(({ N }) => N),
    loss: rows.map(({ N, D }) => parametricLoss(law, N, D)),
  };
}

it('finds the best sizes of a law and their exponent', () => {
  const random = createRandom('slices');
  const found = isoFlop(slicesAt([1e18, 1e20, 1e22], [-1, -0.5, 0, 0.5, 1]), () => random.uniform());
  for (const { compute, size, sizeInterval } of found.slices) {
    expect(Math.log(size / bestAllocation(law, compute).N)).toBeCloseTo(0, 1);
    expect(sizeInterval[0]).toBeLessThanOrEqual(size);
    expect(sizeInterval[1]).toBeGreaterThanOrEqual(size);
  }
  // The parabola is off by the same factor in each slice.
  expect(found.exponent!.value).toBeCloseTo(sizeExponent(law), 4);
});

it('leaves out slices of three sizes, and those that are least at an end', () => {
  const random = createRandom('slices');
  const uniform = () => random.uniform();
  expect(isoFlop(slicesAt([1e18, 1e20], [-1, 0, 1]), uniform).slices).toEqual([]);
  const { slices, exponent } = isoFlop(slicesAt([1e18], [1, 2, 3, 4]), uniform);
  expect(slices).toEqual([]);
  expect(exponent).toBeUndefined();
});
