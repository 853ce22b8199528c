import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../numeric/errors.ts';
import { compress, spectrum, targetPower, targetWeights } from './spectra.ts';

describe('spectra', () => {
  it('are what their formulas say', () => {
    expect([...spectrum({ type: 'isotropic', dimension: 3 })]).toEqual([1, 1, 1]);
    expect([...spectrum({ type: 'isotropic', dimension: 2, value: 0.5 })]).toEqual([0.5, 0.5]);
    expect([...spectrum({ type: 'power-law', dimension: 3, decay: 2 })]).toEqual([1, 2 ** -2, 3 ** -2]);
    expect([...spectrum({ type: 'exponential', dimension: 2, rate: 1 })]).toEqual([1, Math.exp(-1)]);
    expect([...spectrum({ type: 'blocks', values: [3, 1], multiplicities: [1, 2] })]).toEqual([3, 1, 1]);
    expect([...spectrum({ type: 'list', values: [1, 0, 2] })]).toEqual([1, 0, 2]);
  });
  it('share modes out to fractions, all of them', () => {
    const eta = spectrum({ type: 'blocks', values: [3, 2, 1], fractions: [1, 1, 1], dimension: 100 });
    expect(eta).toHaveLength(100);
    expect([3, 2, 1].map((value) => eta.filter((other) => other === value).length)).toEqual([34, 33, 33]);
  });
  it('refuse what is no spectrum', () => {
    expect(() => spectrum({ type: 'isotropic', dimension: 0 })).toThrow(OutOfRange);
    expect(() => spectrum({ type: 'isotropic', dimension: 1.5 })).toThrow(OutOfRange);
    expect(() => spectrum({ type: 'list', values: [1, -1] })).toThrow(/eigenvalue 2/);
    expect(() => spectrum({ type: 'list', values: [] })).toThrow(OutOfRange);
    expect(() => spectrum({ type: 'blocks', values: [1], multiplicities: [1, 1] })).toThrow(OutOfRange);
    expect(() => spectrum({ type: 'blocks', values: [1, 2], fractions: [0, 0], dimension: 4 })).toThrow(OutOfRange);
    expect(() => spectrum({ type: 'power-law', dimension: 5, decay: Number.NaN })).toThrow(OutOfRange);
  });
});

describe('targets', () => {
  const on = { type: 'power-law', dimension: 4, decay: 1.5 } as const;
  it('have the power that their weights have', () => {
    const eta = spectrum(on);
    for (const target of [
      { type: 'uniform', norm2: 2 },
      { type: 'source', exponent: 0.4 },
      { type: 'power-law', decay: 1 },
      { type: 'single', index: 2, weight2: 5 },
      { type: 'list', values: [1, 2, 3, 4] },
      { type: 'blocks', values: [1, 0], multiplicities: [1, 3] },
    ] as const) {
      const weights = targetWeights(target as Parameters<typeof targetWeights>[0], on);
      targetPower(target as Parameters<typeof targetPower>[0], on).forEach((power, k) => {
        expect(power).toBeCloseTo(weights[k] * eta[k], 14);
      });
    }
  });
  it('source: c_k = k^−(1+2αr), also where w̄² would overflow', () => {
    expect(targetPower({ type: 'source', exponent: 0.5 }, on)[1]).toBe(0.1767766952966369);
    const steep = { type: 'power-law', dimension: 2000, decay: 100 } as const;
    expect(targetPower({ type: 'source', exponent: 0 }, steep)[1999]).toBe(1 / 2000);
    expect(() => targetPower({ type: 'source', exponent: 0.5 }, { type: 'isotropic', dimension: 4 })).toThrow(
      /power-law/,
    );
  });
  it('refuse what does not fit the spectrum', () => {
    expect(() => targetWeights({ type: 'single', index: 4, weight2: 1 }, on)).toThrow(OutOfRange);
    expect(() => targetWeights({ type: 'list', values: [1] }, on)).toThrow(OutOfRange);
    expect(() => targetWeights({ type: 'uniform', norm2: -1 }, on)).toThrow(OutOfRange);
  });
});

it('compress gathers equal neighbours', () => {
  const { values, multiplicities } = compress([3, 3, 1, 1, 1, 2]);
  expect([...values]).toEqual([3, 1, 2]);
  expect([...multiplicities]).toEqual([2, 3, 1]);
  expect(compress([]).values).toHaveLength(0);
});
