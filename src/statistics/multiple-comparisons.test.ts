import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, bonferroni, holm } from './multiple-comparisons.ts';

const p = [0.01, 0.04, 0.03, 0.005];
const close = (values: number[]) => values.map((value) => expect.closeTo(value, 12));

describe('adjusted p values', () => {
  it('are those of p.adjust in R', () => {
    expect([...bonferroni(p)]).toEqual(close([0.04, 0.16, 0.12, 0.02]));
    expect([...holm(p)]).toEqual(close([0.03, 0.06, 0.06, 0.02]));
    expect([...benjaminiHochberg(p)]).toEqual(close([0.02, 0.04, 0.04, 0.02]));
  });

  it('count a larger family', () => {
    expect([...holm([0.01, 0.002], 10)]).toEqual(close([0.09, 0.02]));
  });

  it('are ordered: Benjamini–Hochberg ≤ Holm ≤ Bonferroni, none below p', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (list) => {
        const [b, h, f] = [bonferroni(list), holm(list), benjaminiHochberg(list)];
        list.forEach((value, i) => {
          expect(h[i]).toBeLessThanOrEqual(b[i]!);
          expect(f[i]).toBeLessThanOrEqual(h[i]! * (1 + 1e-15));
          expect(f[i]).toBeGreaterThanOrEqual(value);
        });
      }),
    );
  });

  it('refuse what is no probability', () => {
    expect(() => holm([0.1, 1.2])).toThrow('p value');
    expect(() => bonferroni([Number.NaN])).toThrow('p value');
  });
});
