import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpectrum } from '../data/reference-inputs.ts';
import { spectrum as eigenvalues } from '../data/spectra.ts';
import { NoSolution, OutOfRange } from '../numeric/errors.ts';
import { type Modes, noSums, prepareLevels, prepareModes, sumModes } from './modes.ts';
import {
  degreesOfFreedom,
  kappaOfDegreesOfFreedom,
  kappaPromise,
  renormalizedRidge,
  renormalizedRidgeSweep,
  ridgeOf,
  smallestRidge,
} from './renormalized-ridge.ts';

interface Table {
  spectra: Record<string, unknown>;
  cases: { spectrum: string; P: number; lam: number; kappa: number }[];
}
const table: Table = JSON.parse(readFileSync(new URL('../../reference/kappa.json', import.meta.url), 'utf8'));

/** A few eigenvalues over many decades, some equal, some zero. */
const spectra = fc
  .array(fc.tuple(fc.double({ min: -20, max: 8, noNaN: true }), fc.integer({ min: 1, max: 30 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((blocks) => Float64Array.from(blocks.flatMap(([decade, count]) => Array<number>(count).fill(10 ** decade))));
const sampleCounts = fc.integer({ min: 1, max: 400 });
const ridges = fc.oneof(
  fc.constant(0),
  fc.double({ min: -18, max: 10, noNaN: true }).map((decade) => 10 ** decade),
);

interface Solved {
  modes: Modes;
  samples: number;
  ridge: number;
  kappa: number;
}

/** For any spectrum, number of samples and ridge, with κ. */
function solved(holds: (setting: Solved) => void) {
  return fc.property(spectra, sampleCounts, ridges, (eta, samples, ridge) => {
    const modes = prepareModes(eta);
    holds({ modes, samples, ridge, kappa: renormalizedRidge(modes, samples, ridge) });
  });
}

describe('the table of 336 values at 50 digits', () => {
  it('has all of them', () => {
    expect(table.cases).toHaveLength(336);
    expect(Object.keys(table.spectra)).toHaveLength(8);
  });
  it.each(Object.keys(table.spectra))('%s', (name) => {
    const modes = prepareModes(eigenvalues(readSpectrum(table.spectra[name])));
    for (const { P, lam, kappa } of table.cases.filter((entry) => entry.spectrum === name)) {
      const got = renormalizedRidge(modes, P, lam);
      if (kappa === 0) expect(got, `P=${P}, λ=${lam}`).toBe(0);
      else expect(Math.abs(got / kappa - 1), `P=${P}, λ=${lam}: ${got} for ${kappa}`).toBeLessThanOrEqual(kappaPromise);
    }
  });
});

describe('sums over modes', () => {
  it('agree with plain sums, grouped or not', () => {
    const eta = Array.from({ length: 20_000 }, (_, k) => (k + 1) ** -1.3);
    const modes = prepareModes(eta);
    expect(modes.groups).toBeLessThan(500);
    const sums = noSums();
    for (const kappa of [1e-12, 1e-6, 1e-3, 0.1, 1, 1e6]) {
      sumModes(modes, kappa, sums);
      const plain = (f: (value: number) => number) => eta.reduceRight((sum, value) => sum + f(value), 0);
      const df1 = plain((value) => value / (value + kappa));
      expect(sums.above - sums.shortfall + sums.learned).toBeCloseTo(df1, 8);
      expect((sums.above - sums.shortfall + sums.learned) / df1).toBeCloseTo(1, 12);
      expect(sums.df2 / plain((value) => (value / (value + kappa)) ** 2)).toBeCloseTo(1, 12);
      expect(sums.spread / plain((value) => (value * kappa) / (value + kappa) ** 2)).toBeCloseTo(1, 12);
    }
    expect(modes.trace / eta.reduceRight((sum, value) => sum + value, 0)).toBeCloseTo(1, 13);
  });
  it('do not depend on the order', () => {
    fc.assert(
      fc.property(spectra, sampleCounts, ridges, (eta, samples, ridge) => {
        const reversed = eta.slice().reverse();
        expect(renormalizedRidge(reversed, samples, ridge)).toBe(renormalizedRidge(eta, samples, ridge));
      }),
    );
  });
  it('refuse what is no spectrum', () => {
    expect(() => prepareModes([])).toThrow(OutOfRange);
    expect(() => prepareModes([1, -1])).toThrow(OutOfRange);
    expect(() => prepareModes([1, Number.NaN])).toThrow(/eigenvalue 1/);
  });
});

describe('κ', () => {
  it('lies between λ and λ + tr Σ/P, and solves its equation', () => {
    fc.assert(
      solved(({ modes, samples, ridge, kappa }) => {
        expect(kappa).toBeGreaterThanOrEqual(ridge * (1 - 1e-14));
        expect(kappa).toBeLessThanOrEqual((ridge + modes.trace / samples) * (1 + 1e-14));
        if (ridge > 0) {
          // λ(κ(1 ± 1e-12)) must lie on either side of λ.
          expect(ridgeOf(modes, samples, kappa * (1 + 1e-12))).toBeGreaterThanOrEqual(ridge * (1 - 1e-14));
          expect(ridgeOf(modes, samples, kappa * (1 - 1e-12))).toBeLessThanOrEqual(ridge * (1 + 1e-14));
        } else if (modes.rank > samples) expect(kappaOfDegreesOfFreedom(modes, samples)).toBe(kappa);
        else expect(kappa).toBe(0);
      }),
      { numRuns: 400 },
    );
  });
  it('rises with the ridge and falls with the samples', () => {
    fc.assert(
      fc.property(spectra, sampleCounts, ridges, (eta, samples, ridge) => {
        const kappa = renormalizedRidge(eta, samples, ridge);
        expect(renormalizedRidge(eta, samples, ridge * 1.5 + 1e-15)).toBeGreaterThanOrEqual(kappa * (1 - 1e-13));
        expect(renormalizedRidge(eta, samples + 1, ridge)).toBeLessThanOrEqual(kappa * (1 + 1e-13));
      }),
    );
  });
  it('scales with the units: κ(aη, aλ) = a κ(η, λ)', () => {
    fc.assert(
      fc.property(
        spectra,
        sampleCounts,
        ridges,
        fc.double({ min: -6, max: 6, noNaN: true }),
        (eta, samples, ridge, decade) => {
          const a = 10 ** decade;
          const scaled = renormalizedRidge(
            eta.map((value) => a * value),
            samples,
            a * ridge,
          );
          const kappa = renormalizedRidge(eta, samples, ridge);
          expect(Math.abs(scaled - a * kappa)).toBeLessThanOrEqual(1e-12 * a * kappa);
        },
      ),
    );
  });
  it('does not see zeros in the spectrum', () => {
    const eta = [1, 0.5, 0.25, 0.1];
    expect(renormalizedRidge([...eta, 0, 0, 0], 3, 0.01)).toBe(renormalizedRidge(eta, 3, 0.01));
    expect(renormalizedRidge([...eta, 0, 0, 0], 4, 0)).toBe(0);
    expect(renormalizedRidge([0, 0], 4, 0.3)).toBe(0.3);
  });
  it('has its limits: many samples, a large ridge, the peak', () => {
    expect(renormalizedRidge([1, 0.1], 1e12, 0.3)).toBeCloseTo(0.3, 11);
    expect(renormalizedRidge([1, 0.1], 10, 1e8) - 1e8).toBeCloseTo(0.11, 6);
    expect(renormalizedRidge(new Float64Array(50).fill(1), 50, 1e-12)).toBeCloseTo(1.000000500000125e-6, 18);
  });
  it('comes out of a sweep as from single calls', () => {
    const eta = Array.from({ length: 3000 }, (_, k) => (k + 1) ** -1.5);
    const samples = [5, 9, 20, 50, 49, 400, 2999, 3000, 3001, 9000];
    for (const ridge of [0, 1e-5, 1]) {
      const swept = renormalizedRidgeSweep(eta, samples, ridge);
      samples.forEach((count, i) => {
        const single = renormalizedRidge(eta, count, ridge);
        expect(Math.abs(swept[i] - single)).toBeLessThanOrEqual(1e-13 * single);
      });
    }
  });
  it('refuses bad arguments', () => {
    expect(() => renormalizedRidge([1], 0, 1)).toThrow(OutOfRange);
    expect(() => renormalizedRidge([1], 1, Number.NaN)).toThrow(OutOfRange);
    expect(() => renormalizedRidge([1], 2, -0.1)).toThrow(OutOfRange);
    expect(() => kappaOfDegreesOfFreedom([1, 1], 2)).toThrow(NoSolution);
  });
});

describe('degrees of freedom', () => {
  it('satisfy 1/S = 1 − Df1/P, γ = Df2/P, dλ/dκ = 1 − γ, 0 ≤ Df2 ≤ Df1 ≤ rank', () => {
    fc.assert(
      solved(({ modes, samples, ridge, kappa }) => {
        const { df1, df2, gamma, oneMinusGamma, inverseS } = degreesOfFreedom(modes, samples, ridge, kappa);
        expect(inverseS).toBeCloseTo(1 - df1 / samples, 10);
        expect(gamma + oneMinusGamma).toBeCloseTo(1, 10);
        expect(df2).toBeGreaterThanOrEqual(0);
        expect(df2).toBeLessThanOrEqual(df1 * (1 + 1e-14));
        expect(df1).toBeLessThanOrEqual(modes.rank * (1 + 1e-14));
        expect(oneMinusGamma).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  it('keep 1 − γ where γ is within rounding of 1', () => {
    const kappa = renormalizedRidge(new Float64Array(50).fill(1), 50, 1e-30);
    expect(degreesOfFreedom(new Float64Array(50).fill(1), 50, 1e-30, kappa).oneMinusGamma / 2e-15).toBeCloseTo(1, 12);
  });
});

describe('negative ridge', () => {
  const eta = [...new Array<number>(10).fill(20), ...new Array<number>(590).fill(1)];
  it('goes down to minus the lowest edge: −(1 − √q)² η q/q for one block', () => {
    const q = 6;
    const { ridge } = smallestRidge(new Float64Array(600).fill(1), 100);
    expect(ridge).toBeCloseTo(-((1 - Math.sqrt(q)) ** 2), 11);
  });
  it('is the inverse of λ(κ) on κ > κ_m, and joins the ridgeless κ', () => {
    const end = smallestRidge(eta, 100);
    const zero = renormalizedRidge(eta, 100, 0);
    for (const fraction of [0.999, 0.9, 0.5, 0.1, 1e-3, 1e-9]) {
      const kappa = renormalizedRidge(eta, 100, fraction * end.ridge);
      expect(kappa).toBeGreaterThan(end.kappa);
      expect(kappa).toBeLessThan(zero);
      expect(ridgeOf(eta, 100, kappa)).toBeCloseTo(fraction * end.ridge, 11);
    }
    expect(renormalizedRidge(eta, 100, -1e-14)).toBeCloseTo(zero, 11);
    expect(() => renormalizedRidge(eta, 100, end.ridge * 1.001)).toThrow(NoSolution);
  });
  it('works on random spectra', () => {
    fc.assert(
      fc.property(
        spectra,
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (eta, samples, fraction) => {
          const modes = prepareModes(eta);
          fc.pre(modes.rank > samples);
          const end = smallestRidge(modes, samples);
          expect(end.ridge).toBeLessThanOrEqual(0);
          const ridge = fraction * end.ridge;
          const kappa = renormalizedRidge(modes, samples, ridge);
          expect(kappa).toBeGreaterThanOrEqual(end.kappa);
          expect(Math.abs(ridgeOf(modes, samples, kappa) - ridge)).toBeLessThanOrEqual(1e-10 * kappa);
        },
      ),
    );
  });
});

describe('levels', () => {
  it('are the spectrum written out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -8, max: 2, noNaN: true }), fc.integer({ min: 1, max: 40 })), {
          minLength: 1,
          maxLength: 8,
        }),
        sampleCounts,
        (levels, samples) => {
          const values = levels.map(([decade]) => 10 ** decade);
          const counts = levels.map(([, count]) => count);
          const all = values.flatMap((value, i) => Array<number>(counts[i]).fill(value));
          const kappa = renormalizedRidge(prepareLevels(values, counts), samples, 0.01);
          expect(kappa / renormalizedRidge(all, samples, 0.01)).toBeCloseTo(1, 11);
        },
      ),
    );
  });

  it('may have zeros, and multiplicities beyond any list', () => {
    const modes = prepareLevels([1, 0, 1e-30], [10, 5, 1e25]);
    expect([modes.rank, modes.dimension]).toEqual([1e25 + 10, 1e25 + 15]);
    // The many small ones are a ridge of their trace, 1e-5.
    expect(renormalizedRidge(modes, 20, 0) / renormalizedRidge(prepareLevels([1], [10]), 20, 1e-5 / 20)).toBeCloseTo(
      1,
      12,
    );
    expect(() => prepareLevels([1], [-1])).toThrow(OutOfRange);
    expect(() => prepareLevels([], [])).toThrow(OutOfRange);
  });
});
