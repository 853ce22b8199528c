import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { prepareModes } from '../../../random-matrices/modes.ts';
import { renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { powerLawWeights } from '../power-law-weights.ts';
import { gaussianLayer, type Layer, orthogonalLayer, structuredLayer } from './layers.ts';
import { renormalizationPromise, renormalize } from './renormalization.ts';

const powerLaw = (modes: number, decay: number) => Float64Array.from({ length: modes }, (_, k) => (k + 1) ** -decay);

describe('the renormalised ridge of several layers', () => {
  const layer = fc.oneof(
    fc.integer({ min: 1, max: 300 }).map(gaussianLayer),
    fc.integer({ min: 1, max: 120 }).map((width) => orthogonalLayer(width, 120)),
    fc
      .tuple(fc.integer({ min: 2, max: 300 }), fc.double({ min: 0, max: 2, noNaN: true }))
      .map(([width, decay]) => structuredLayer(powerLawWeights(width, decay))),
  );

  it('solves its equation, however small the ridge', () => {
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 1, maxLength: 10 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: -200, max: 8, noNaN: true }),
        (layers, decay, exponent) => {
          const ridge = 10 ** exponent;
          const { kappa, df1, df2, spread, s, below } = renormalize(prepareModes(powerLaw(120, decay)), layers, ridge);
          const product = s.reduce((all, one) => all * one, kappa);
          expect(product / ridge).toBeCloseTo(1, 9);
          expect(df1 - df2).toBeCloseTo(spread, 8);
          for (const { threshold } of layers) expect(below(threshold)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });

  it('tends to the solution without ridge, where the narrowest layer limits the degrees of freedom', () => {
    const modes = prepareModes(powerLaw(200, 1.3));
    const layers = [gaussianLayer(90), gaussianLayer(40), gaussianLayer(70)];
    const none = renormalize(modes, layers, 0);
    expect(none.df1).toBe(40);
    expect(none.s[1]).toBe(0);
    expect(none.h[1]).toBe(Number.POSITIVE_INFINITY);
    const tiny = renormalize(modes, layers, 1e-30);
    expect(tiny.kappa / none.kappa).toBeCloseTo(1, 12);
    expect(tiny.s[1] / (1e-30 / none.kappa / (none.s[0] * none.s[2]))).toBeCloseTo(1, 9);
  });

  it('at equal thresholds has gaps that go as a root of the ridge', () => {
    const modes = prepareModes(powerLaw(200, 1.3));
    const layers = Array.from({ length: 3 }, () => gaussianLayer(50));
    const [a, b] = [1e-24, 1e-21].map((ridge) => renormalize(modes, layers, ridge).s[0]);
    expect(b / a).toBeCloseTo(10, 5);
  });

  it('is ordinary ridge renormalisation with one layer, the training set', () => {
    for (const samples of [20, 100, 120, 300])
      for (const ridge of [0, 1e-12, 1e-3, 10]) {
        const modes = prepareModes(powerLaw(120, 1.5));
        const { kappa } = renormalize(modes, [gaussianLayer(samples)], ridge);
        const known = renormalizedRidge(modes, samples, ridge);
        if (known === 0) expect(kappa).toBe(0);
        else expect(Math.abs(kappa / known - 1)).toBeLessThan(renormalizationPromise);
      }
  });

  it('refuses negative ridges and layers that cannot be', () => {
    const modes = prepareModes([1, 1]);
    expect(() => renormalize(modes, [gaussianLayer(3)], -1)).toThrow(OutOfRange);
    expect(() => renormalize(modes, [gaussianLayer(3)], Number.NaN)).toThrow(OutOfRange);
    expect(() => gaussianLayer(0)).toThrow(OutOfRange);
    expect(() => orthogonalLayer(11, 10)).toThrow(/at most the dimension 10/);
    expect(() => structuredLayer([0, 0])).toThrow(OutOfRange);
  });
});

describe('s and h of a layer', () => {
  const all: [string, Layer][] = [
    ['gaussian', gaussianLayer(80)],
    ['orthogonal', orthogonalLayer(80, 120)],
    ['structured', structuredLayer(powerLawWeights(80, 0.8))],
  ];
  it.each(all)('%s: h is the slope of −ln s, and s = 1 at no degrees of freedom', (_, layer) => {
    expect(layer.at(0, layer.threshold).s).toBeCloseTo(1, 12);
    expect(layer.most).toBeCloseTo(1, 12);
    for (const df1 of [1e-3, 5, 40, 70, 79.9]) {
      const step = 1e-4 * Math.min(df1, layer.threshold - df1);
      const at = (x: number) => Math.log(layer.at(x, layer.threshold - x).s);
      const slope = (at(df1 - step) - at(df1 + step)) / (2 * step);
      expect(slope / layer.at(df1, layer.threshold - df1).h).toBeCloseTo(1, 5);
    }
  });
});
