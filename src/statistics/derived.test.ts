import { describe, expect, it } from 'vitest';
import { type CurveFit, crossing, optimum, powerExponent } from './curve-fits.ts';
import { type Derived, deriveAlongAxis, deriveAlongCoordinate } from './derived.ts';
import { above, atMost, Draw, tally } from './draw.testing.ts';
import { judgeCurve, judgePoint } from './equivalence.ts';
import { type Summary, summarize } from './moments.ts';

const times = Float64Array.from({ length: 21 }, (_, i) => i / 5);
const sizes = Float64Array.from({ length: 8 }, (_, i) => 10 * 2 ** i);
const rates = Float64Array.from({ length: 21 }, (_, i) => 10 ** (-1 + i / 10));
const halfLife = crossing(0.5, { y: 'log' });
const first: CurveFit = (_, y) => y[0];

function measured(derived: Derived): Summary {
  if ('notJudged' in derived) throw new Error(derived.notJudged);
  return derived.measured;
}

describe('a number drawn from the mean of trials', () => {
  const { uniform, normal } = new Draw(1);
  const values = Array.from({ length: 12 }, () => Math.exp(normal()));

  it('is, for a single value, what the summary of the trials is', () => {
    const expected = summarize(values);
    const resamples = 20_000;
    const along = deriveAlongCoordinate(
      Float64Array.of(1),
      values.map((value) => Float64Array.of(value)),
      first,
      { uniform, resamples },
    );
    const axis = deriveAlongAxis(Float64Array.of(1), [values], first, { uniform, resamples });
    for (const found of [measured(along), measured(axis)]) {
      expect(found.mean).toBe(expected.mean);
      expect(found.trials).toBe(12);
      expect(found.skewness).toBeCloseTo(expected.skewness!, 9);
      // 20 000 resamples give the error to about 0.6 % (their kurtosis is above 3): five of those.
      // A factor of (n − 1)/n would be 4 %.
      expect(Math.abs(found.standardError / expected.standardError - 1)).toBeLessThan(0.03);
    }
  });

  it('does not depend on units, and follows from trials and generator alone', () => {
    const curves = values.map((value) => times.map((t) => value * Math.exp(-t)));
    const run = (scale: number) =>
      measured(
        deriveAlongCoordinate(
          times,
          curves.map((curve) => curve.map((y) => scale * y)),
          crossing(0.5 * scale, { y: 'log' }),
          {
            uniform: new Draw(2).uniform,
          },
        ),
      );
    expect(run(1)).toEqual(run(1));
    expect(run(1024).mean).toBeCloseTo(run(1).mean, 12);
    expect(run(1024).standardError).toBeCloseTo(run(1).standardError, 12);
  });

  it('knows equal trials exactly and one trial not at all', () => {
    const curve = times.map((t) => 0.1 * Math.exp(-t) + 0.3);
    const same = measured(deriveAlongCoordinate(times, Array(7).fill(curve), crossing(0.35), { uniform }));
    expect(same).toEqual({ mean: crossing(0.35)(times, curve), standardError: 0, trials: 7 });
    const one = measured(deriveAlongCoordinate(times, [curve], crossing(0.35), { uniform }));
    expect(one).toMatchObject({ standardError: Infinity, trials: 1 });
    expect(
      measured(
        deriveAlongAxis(
          sizes,
          Array.from(sizes, (x) => [1 / x, 1 / x]),
          powerExponent(),
          { uniform },
        ),
      ).standardError,
    ).toBe(0);
  });

  it('counts the trials of the point that has fewest, and resamples each point by itself', () => {
    const points = Array.from(sizes, (x, k) => Array.from({ length: 4 + 4 * k }, () => (1 + 0.1 * normal()) / x));
    const { trials, standardError } = measured(
      deriveAlongAxis(sizes, points, powerExponent(), { uniform, resamples: 4000 }),
    );
    expect(trials).toBe(4);
    // The error of a slope: (Σ c² s²/n)^½, c the weights of least squares, s the relative
    // deviations.
    const u = Array.from(sizes, (x) => Math.log(x / sizes[0]!));
    const middle = u.reduce((sum, each) => sum + each, 0) / u.length;
    const spread = u.reduce((sum, each) => sum + (each - middle) ** 2, 0);
    const variance = points.reduce((sum, point, k) => {
      const { mean, standardError: error } = summarize(point);
      return sum + (((u[k]! - middle) / spread) * (error / mean)) ** 2;
    }, 0);
    expect(Math.abs(standardError / Math.sqrt(variance) - 1)).toBeLessThan(0.06);
  });

  it('says why there is none', () => {
    const name = 'crossing of ½';
    const low = [0.4, 0.3].map((a) => times.map((t) => a * Math.exp(-t)));
    expect(deriveAlongCoordinate(times, low, halfLife, { uniform, name })).toEqual({
      notJudged: 'the mean of 2 trials has no crossing of ½',
      missing: true,
    });
    // A mean of 0.6 that may be below ½.
    const mixed = [0.1, 0.3, 0.6, 0.9, 1.1].map((a) => times.map((t) => a * Math.exp(-t)));
    const unsure = deriveAlongCoordinate(times, mixed, halfLife, { uniform, name });
    expect(unsure).toMatchObject({ measured: { standardError: Infinity, trials: 5 } });
    expect('whyNoError' in unsure && unsure.whyNoError).toMatch(/^\d+ % of the resampled means have no crossing of ½$/);
    const { verdict, sentence } = judgeCurve([{ ...unsure, predicted: 0.2 }], {
      margin: 0.05,
      subject: 'the half-life',
    });
    expect(verdict).toBe('unresolved');
    expect(sentence).toContain('% of the resampled means have no crossing of ½); more trials are needed');
  });

  it('refuses what it cannot use', () => {
    expect(() => deriveAlongCoordinate(times, [], halfLife, { uniform })).toThrow('number of trials');
    expect(() => deriveAlongCoordinate(times, [sizes], halfLife, { uniform })).toThrow('8 values at 21 points');
    expect(() => deriveAlongAxis(sizes, [[1]], halfLife, { uniform })).toThrow('1 points, not of 8');
    expect(() =>
      deriveAlongAxis(
        sizes,
        Array.from(sizes, () => []),
        halfLife,
        { uniform },
      ),
    ).toThrow('number of trials');
    expect(() => deriveAlongAxis(Float64Array.of(1), [[1, Number.NaN]], first, { uniform })).toThrow(
      'trial 1 at point 0 is NaN',
    );
    expect(() => deriveAlongAxis(Float64Array.of(1), [[1, 2]], first, { uniform, resamples: 1 })).toThrow('resamples');
  });
});

/** Trials of mean 1. */
const kinds: Record<string, (draw: Draw) => number> = {
  normal: (draw) => 1 + 0.2 * draw.normal(),
  'log-normal, σ = 0.5': (draw) => Math.exp(0.5 * draw.normal() - 0.5 ** 2 / 2),
};

/** Half the resamples of the default: the errors are blurred a little more, the rates no less. */
const fast = ({ uniform }: Draw) => ({ uniform, resamples: 200 });

describe.each(Object.entries(kinds))('the verdict on it keeps its error rates: %s trials', (_, trial) => {
  const decays = (n: number, draw: Draw) =>
    Array.from({ length: n }, () => {
      const size = trial(draw);
      return times.map((t) => size * Math.exp(-t));
    });
  const valleys = (n: number, draw: Draw) =>
    Array.from({ length: n }, () => {
      const [falling, rising] = [trial(draw), trial(draw)];
      return rates.map((x) => falling / x + rising * x);
    });
  const powers = (n: number, draw: Draw) =>
    Array.from(sizes, (x) => Array.from({ length: n }, () => trial(draw) / Math.sqrt(x)));
  const derive: [string, number, number, (n: number, draw: Draw) => Derived][] = [
    ['a crossing', Math.LN2, 0.2, (n, draw) => deriveAlongCoordinate(times, decays(n, draw), halfLife, fast(draw))],
    ['an optimum', 1, 0.2, (n, draw) => deriveAlongCoordinate(rates, valleys(n, draw), optimum('least'), fast(draw))],
    ['an exponent', -0.5, 0.1, (n, draw) => deriveAlongAxis(sizes, powers(n, draw), powerExponent(), fast(draw))],
  ];

  it.each(derive)('%s', (_, truth, margin, number) => {
    const runs = 250;
    for (const n of [6, 20]) {
      const draw = new Draw(n);
      let [broken, holdsAbove, holdsBelow] = [0, 0, 0];
      for (let run = 0; run < runs; run++) {
        const derived = number(n, draw);
        if ('notJudged' in derived) continue;
        const verdict = (predicted: number, width: number) =>
          judgePoint(derived.measured, predicted, { margin: width }).verdict;
        if (verdict(truth, 0) === 'broken') broken += 1;
        if (verdict(truth / (1 + margin), margin) === 'holds') holdsAbove += 1;
        if (verdict(truth / (1 - margin), margin) === 'holds') holdsBelow += 1;
      }
      for (const wrong of [broken, holdsAbove, holdsBelow]) atMost(wrong, runs, 0.05);
    }
  });
});

it('a right exponent holds, and a planted one is caught', () => {
  const draw = new Draw(3);
  const runs = 120;
  const verdict = (predicted: number) => {
    const points = Array.from(sizes, (x) => Array.from({ length: 16 }, () => kinds.normal!(draw) / Math.sqrt(x)));
    return judgePoint(measured(deriveAlongAxis(sizes, points, powerExponent(), draw)), predicted, { margin: 0.1 })
      .verdict;
  };
  above(
    tally(runs, () => verdict(-0.5) === 'holds'),
    runs,
    0.9,
  );
  above(
    tally(runs, () => verdict(-0.65) === 'broken'),
    runs,
    0.8,
  );
});
