import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineVerdicts, judgeCurve, judgePoint } from './equivalence.ts';

const at = (mean: number, standardError: number, trials = 1000) => ({ mean, standardError, trials });

describe('judgePoint', () => {
  it('holds when the interval is inside the margin, is broken when it is outside, else unresolved', () => {
    expect(judgePoint(at(1.01, 0.005), 1, { margin: 0.05 }).verdict).toBe('holds');
    expect(judgePoint(at(1.08, 0.005), 1, { margin: 0.05 }).verdict).toBe('broken');
    expect(judgePoint(at(0.92, 0.005), 1, { margin: 0.05 }).verdict).toBe('broken');
    expect(judgePoint(at(1.05, 0.005), 1, { margin: 0.05 }).verdict).toBe('unresolved');
    expect(judgePoint(at(1.0, 0.1), 1, { margin: 0.05 }).verdict).toBe('unresolved');
  });

  it('is the two one-sided t tests when the skewness is known to be none', () => {
    const none = { skewness: 0, error: 0 };
    const { pHolds, pBroken, interval, deviation, deviationError } = judgePoint(at(2.04, 0.02, 10), 2, {
      margin: 0.05,
      pooledSkewness: none,
    });
    // scipy.stats.t.sf(3, 9), and t.isf(0.05, 9) = 1.8331129326562374
    expect(pHolds).toBeCloseTo(0.007478181, 8);
    expect(pBroken).toBe(1);
    expect(interval[1]).toBeCloseTo(0.04 + 0.02 * 1.8331129326562374, 12);
    expect(deviation).toBeCloseTo(0.02, 12);
    expect(deviationError).toBeCloseTo(0.01, 12);
    const off = judgePoint(at(2.16, 0.02, 10), 2, { margin: 0.05, pooledSkewness: none });
    expect(off.pBroken).toBeCloseTo(2 * 0.007478181, 8);
  });

  it('judges a bound on one side only', () => {
    const options = { margin: 0.05, relation: 'atMost' } as const;
    expect(judgePoint(at(0.2, 0.01), 1, options).verdict).toBe('holds');
    expect(judgePoint(at(1.2, 0.01), 1, options).verdict).toBe('broken');
    expect(judgePoint(at(1.2, 0.01), 1, { margin: 0.05, relation: 'atLeast' }).verdict).toBe('holds');
    expect(judgePoint(at(0.2, 0.01), 1, { margin: 0.05, relation: 'atLeast' }).verdict).toBe('broken');
  });

  it('compares a deterministic observable exactly, edge included', () => {
    expect(judgePoint(at(1.05, 0, 1), 1, { margin: 0.0500001 }).verdict).toBe('holds');
    expect(judgePoint(at(1.0625, 0, 1), 1, { margin: 0.0625 }).verdict).toBe('holds');
    expect(judgePoint(at(1.07, 0, 3), 1, { margin: 0.0625 }).verdict).toBe('broken');
    expect(judgePoint(at(0, 0, 3), 0, { margin: 0.05 })).toMatchObject({ verdict: 'holds', deviation: 0 });
    expect(judgePoint(at(1e-3, 0, 3), 0, { margin: 0.05 })).toMatchObject({ verdict: 'broken', deviation: Infinity });
    expect(judgePoint(at(1e-3, 0, 3), 0, { margin: 0.05, floor: 0.01 }).verdict).toBe('holds');
  });

  it('leaves one trial unresolved, and an error that a record has lost', () => {
    expect(judgePoint(at(5, Infinity, 1), 1, { margin: 0.05 })).toMatchObject({
      verdict: 'unresolved',
      deviationError: Infinity,
      interval: [-Infinity, Infinity],
    });
    expect(judgePoint(at(5, Number.NaN, 1), 1, { margin: 0.05 }).verdict).toBe('unresolved');
    expect(judgePoint(at(5, 0.001, 1), 1, { margin: 0.05 }).verdict).toBe('unresolved');
  });

  it('makes each claim for every value within the error of the prediction', () => {
    const near = { margin: 0.05, predictedError: 0.02 };
    expect(judgePoint(at(1.035, 0.001), 1, near).verdict).toBe('unresolved');
    expect(judgePoint(at(1.065, 0.001), 1, near).verdict).toBe('unresolved');
    expect(judgePoint(at(1.02, 0.001), 1, near).verdict).toBe('holds');
    expect(judgePoint(at(1.08, 0.001), 1, near).verdict).toBe('broken');
    expect(judgePoint(at(1.06, 0, 1), 1, near).verdict).toBe('unresolved');
  });

  it('claims less of lopsided trials', () => {
    const low = { mean: 0.9, standardError: 0.01, trials: 16 };
    const options = { margin: 0.05, comparisons: 30 };
    const { pBroken } = judgePoint({ ...low, skewness: 0 }, 1, options);
    // A long upper tail is easily missed, so a low mean is weaker evidence; for a high mean it is
    // none the weaker.
    expect(judgePoint({ ...low, skewness: 2 }, 1, options).pBroken).toBeGreaterThan(2 * pBroken);
    expect(judgePoint({ ...low, mean: 1.1, skewness: 2 }, 1, options).pBroken).toBeLessThan(pBroken);
  });

  it('never becomes surer as the skewness, the margin of doubt or the error grows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 1.5, noNaN: true }),
        fc.double({ min: 1e-4, max: 0.2, noNaN: true }),
        fc.integer({ min: 2, max: 200 }),
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        (mean, standardError, trials, skewness, error) => {
          const judged = (pooled: number) =>
            judgePoint({ mean, standardError, trials, skewness }, 1, {
              margin: 0.05,
              pooledSkewness: { skewness, error: pooled },
            });
          for (const name of ['pHolds', 'pBroken'] as const) {
            const p = judged(error)[name];
            expect(p).toBeGreaterThanOrEqual(0);
            expect(p).toBeLessThanOrEqual(1);
            expect(judged(error + 1)[name]).toBeGreaterThanOrEqual(p * (1 - 1e-9));
          }
        },
      ),
    );
  });

  it('refuses what it cannot judge', () => {
    expect(() => judgePoint(at(Number.NaN, 1), 1, { margin: 0.05 })).toThrow('mean is NaN');
    expect(() => judgePoint(at(1, 1), Infinity, { margin: 0.05 })).toThrow('prediction is Infinity');
    expect(() => judgePoint(at(1, -1), 1, { margin: 0.05 })).toThrow('standard error');
    expect(() => judgePoint(at(1, 1), 1, { margin: -1 })).toThrow('margin');
    expect(() => judgePoint(at(1, 1), 1, { margin: 0.1, alpha: 0.6 })).toThrow('alpha');
    expect(() => judgePoint(at(1, 1), 1, { margin: 0.1, looks: 0 })).toThrow('looks');
    expect(() => judgePoint(at(1, 1, 0), 1, { margin: 0.1 })).toThrow('number of trials');
  });
});

describe('judgeCurve', () => {
  const curve = (deviations: number[], error = 0.004) =>
    deviations.map((deviation, i) => ({
      measured: at(2 + 2 * deviation, 2 * error),
      predicted: 2,
      at: `samples = ${20 * (i + 1)}`,
    }));
  const options = { margin: 0.05, subject: 'testError' };

  it('speaks in the units of the observable where the floor is most of what is allowed', () => {
    const tiny = [{ measured: at(0.004, 0.001), predicted: 1e-9, at: 't = 0' }];
    const { verdict, sentence } = judgeCurve(tiny, { margin: 0.05, floor: 0.01, subject: 'the share' });
    expect(verdict).toBe('holds');
    expect(sentence).toBe('holds: the share agrees with theory within 5 % + 0.01 at t = 0 (deviation 0.0040 ± 0.0010)');
  });

  it('is not broken by trials that agree, where rarer ones may explain the distance', () => {
    // All of 32 trials memorised the same token, which has a share of 0.97.
    const agreed = { measured: at(0.03, 0, 32), predicted: 0.05, at: 'x = 1' };
    expect(judgeCurve([agreed], { margin: 0.05 }).verdict).toBe('broken');
    const { verdict, needed } = judgeCurve([{ ...agreed, most: 1 }], { margin: 0.05 });
    // ln(1/0.05)/0.0175
    expect({ verdict, needed }).toEqual({ verdict: 'unresolved', needed: 172 });
    expect(judgeCurve([{ ...agreed, measured: at(0.03, 0, 200), most: 1 }], { margin: 0.05 }).verdict).toBe('broken');
  });

  it('names the largest floor where points have their own', () => {
    const near = [0.02, 0.1].map((floor, i) => ({ measured: at(0.001, 0.0001), predicted: 0, floor, at: `x = ${i}` }));
    expect(judgeCurve(near, { margin: 0.05, subject: 'the share' }).sentence).toMatch(
      /^holds: the share agrees with theory within 5 % \+ up to 0.1 at all 2 points/,
    );
  });

  it('does not call a deviation the largest where a floor lets another be larger', () => {
    const points = [
      { measured: at(1.013, 1e-4), predicted: 1, floor: 0, at: 'x = 0' },
      { measured: at(0.0105, 1e-6), predicted: 0.01, floor: 0.01, at: 'x = 1' },
    ];
    const { sentence } = judgeCurve(points, { margin: 0.03, subject: 'the gain' });
    expect(sentence).toMatch(/\(by its allowance largest deviation 1\.30\d* ± 0\.01\d* % at x = 0\)$/);
  });

  it('asks for more trials, not for narrower bars, where the mean is many errors past the margin', () => {
    const few = [{ measured: at(0.152, 0.003, 3), predicted: 0.1379 }];
    const { verdict, sentence } = judgeCurve(few, { margin: 0.02, looks: 4, subject: 'α_c', values: true });
    expect(verdict).toBe('unresolved');
    expect(sentence).toMatch(/^unresolved: too few trials to say/);
  });

  it('says in a sentence that it holds', () => {
    const { verdict, counts, worst, sentence } = judgeCurve(curve([0.001, -0.002, 0.018]), options);
    expect(verdict).toBe('holds');
    expect(counts).toEqual({ judged: 3, holds: 3, broken: 0, unresolved: 0, notJudged: 0 });
    expect(worst).toBe(2);
    expect(sentence).toBe(
      'holds: testError agrees with theory within 5 % at all 3 points (largest deviation 1.8 ± 0.4 % at samples = 60)',
    );
  });

  it('is broken by one point, and names it', () => {
    const { verdict, counts, sentence } = judgeCurve(curve([0.001, -0.12, 0.05]), options);
    expect(verdict).toBe('broken');
    expect(counts).toMatchObject({ holds: 1, broken: 1, unresolved: 1 });
    expect(sentence).toBe(
      'broken: testError departs from theory by more than 5 % at 1 of 3 points (measured 12.0 ± 0.4 % below theory at samples = 40)',
    );
  });

  it('says what is unresolved', () => {
    expect(judgeCurve(curve([0.001, 0.049]), options).sentence).toBe(
      'unresolved: too close to the margin to say whether testError agrees with theory within 5 % at 1 of 2 points (4.9 ± 0.4 % above theory at samples = 40); about 45000 trials would tell',
    );
    expect(judgeCurve([{ measured: at(1, Infinity, 1), predicted: 1 }], options).sentence).toContain(
      'one trial has no error bar',
    );
    // Of points of which some lie on the edge itself, or where a trial has no value at all.
    const [far, edge] = [
      { measured: at(1.06, 0.01), predicted: 1 },
      { measured: at(0.95, 0.004), predicted: 1 },
    ];
    expect(judgeCurve([far, edge], options).sentence).toMatch(
      /about \d+ trials would tell, but at 1 of these points it takes more than can be said$/,
    );
    expect(judgeCurve([edge], options).sentence).toContain('it takes over a million trials, or another margin');
    expect(judgeCurve([far, { notJudged: 'no crossing', missing: true }], options).sentence).toMatch(
      /about \d+ trials would tell where it can be judged; 1 point not judged: no crossing$/,
    );
    // Well inside the margin, if eight could be trusted to show a skewed spread.
    const skewed = { measured: { ...at(1.003, 0.006, 8), skewness: 2 }, predicted: 1 };
    expect(judgeCurve([skewed], { ...options, looks: 8 }).sentence).toMatch(
      /^unresolved: too few trials to say whether testError agrees/,
    );
  });

  it('speaks of bounds, of one point and of a prediction of zero', () => {
    const bound = { ...options, relation: 'atMost' as const };
    expect(judgeCurve(curve([-0.5, -0.2]), bound).sentence).toBe(
      "holds: testError keeps the theory's upper bound within 5 % at all 2 points (nearest: 20.0 ± 0.4 % below it at samples = 40)",
    );
    expect(judgeCurve(curve([0.5]), bound).sentence).toBe(
      "broken: testError exceeds the theory's upper bound by more than 5 % at samples = 20 (50.0 ± 0.4 % above it)",
    );
    expect(judgeCurve(curve([-0.5]), { ...options, relation: 'atLeast' }).sentence).toBe(
      "broken: testError falls short of the theory's lower bound by more than 5 % at samples = 20 (50.0 ± 0.4 % below it)",
    );
    expect(judgeCurve(curve([0.01]), options).sentence).toBe(
      'holds: testError agrees with theory within 5 % at samples = 20 (deviation 1.0 ± 0.4 %)',
    );
    const zero = judgeCurve([{ measured: at(0.3, 0.01), predicted: 0, at: 'step = 0' }], { ...options, floor: 0.1 });
    expect(zero.sentence).toBe(
      'broken: testError departs from theory by more than 5 % + 0.1 at step = 0 (measured 0.300 ± 0.010 above theory)',
    );
  });

  it('lists what is not judged, and leaves it out of the verdict', () => {
    const points = [...curve([0.001, 0.002]), { notJudged: 'the mean does not exist', at: 'samples = 60' }];
    const { verdict, counts, sentence, points: judged } = judgeCurve(points, options);
    expect(verdict).toBe('holds');
    expect(counts.notJudged).toBe(1);
    expect(judged[2]).toEqual({ verdict: 'not judged', reason: 'the mean does not exist' });
    expect(sentence).toContain('; 1 point not judged: the mean does not exist');
    const nothing = judgeCurve([points[2]!], options);
    expect(nothing).toMatchObject({ verdict: 'unresolved', worst: undefined });
    expect(nothing.sentence).toBe('unresolved: nothing to judge (1 point not judged: the mean does not exist)');
    expect(judgeCurve([], options).sentence).toBe('unresolved: nothing to judge');
  });

  it('names the values of a single number where asked to', () => {
    const say = (mean: number, error: number, more: object = {}, point: object = {}) =>
      judgeCurve([{ measured: at(mean, error), predicted: 0.5, ...point }], {
        margin: 0.05,
        subject: 'the exponent β',
        values: true,
        ...more,
      }).sentence;
    expect(say(0.507, 0.004)).toBe('holds: the exponent β is within 5 % of the predicted 0.5 (measured 0.507 ± 0.004)');
    expect(say(0.507, 0.004, {}, { at: 'width = 64' })).toContain('the predicted 0.5 at width = 64 (measured');
    expect(say(0.6, 0.004)).toBe(
      'broken: the exponent β is not within 5 % of the predicted 0.5 (measured 0.600 ± 0.004)',
    );
    expect(say(0.5, 0.1)).toBe(
      'unresolved: the error bar is too wide to say whether the exponent β is within 5 % of the predicted 0.5 (measured 0.50 ± 0.10); about 45000 trials would tell',
    );
    expect(say(0.5, Infinity, {}, { whyNoError: '7 % of the resampled means have no exponent' })).toContain(
      '(measured 0.5; 7 % of the resampled means have no exponent)',
    );
    expect(say(0.5, 0)).toContain('(measured 0.5)');
    expect(say(0.3, 0.01, { relation: 'atMost' })).toBe(
      'holds: the exponent β is at most the predicted 0.5, give or take 5 % (measured 0.300 ± 0.010)',
    );
    expect(say(0.3, 0.01, { relation: 'atLeast' })).toBe(
      'broken: the exponent β is not at least the predicted 0.5, give or take 5 % (measured 0.300 ± 0.010)',
    );
    // Of several numbers it speaks as of a curve.
    expect(judgeCurve(curve([0.001, 0.002]), { ...options, values: true }).sentence).toBe(
      judgeCurve(curve([0.001, 0.002]), options).sentence,
    );
  });

  it('cannot hold where theory has a value and the trials have none', () => {
    const missing = { notJudged: 'the mean of 8 trials has no crossing', missing: true, at: 'samples = 60' };
    const { verdict, counts, worst, sentence } = judgeCurve([...curve([0.001, 0.002]), missing], options);
    expect({ verdict, worst }).toEqual({ verdict: 'unresolved', worst: undefined });
    expect(counts).toEqual({ judged: 2, holds: 2, broken: 0, unresolved: 0, notJudged: 1 });
    expect(sentence).toBe(
      'unresolved: testError agrees with theory at 2 points, with 1 point not judged: the mean of 8 trials has no crossing',
    );
    expect(judgeCurve([...curve([0.12]), missing], options).verdict).toBe('broken');
    expect(judgeCurve([missing], options).sentence).toBe(
      'unresolved: nothing to judge (1 point not judged: the mean of 8 trials has no crossing)',
    );
  });

  it('corrects `broken` for the points, and `holds` not at all', () => {
    // p of about 0.01: broken alone, not among thirty
    const one = curve([0.05 + 2.6 * 0.004]);
    expect(judgeCurve(one, options).verdict).toBe('broken');
    expect(judgeCurve(one, { ...options, comparisons: 30 }).verdict).toBe('unresolved');
    expect(judgeCurve([...one, ...curve(Array(29).fill(0))], options).verdict).toBe('unresolved');
    // p of about 0.03 for `holds`, at every one of thirty
    expect(judgeCurve(curve(Array(30).fill(0.05 - 1.95 * 0.004)), options).verdict).toBe('holds');
    // both are corrected for looks
    expect(judgeCurve(one, { ...options, looks: 8 }).verdict).toBe('unresolved');
    expect(judgeCurve(curve([0.05 - 1.95 * 0.004]), { ...options, looks: 8 }).verdict).toBe('unresolved');
  });

  it('lets a point have its own relation, floor and error', () => {
    const measured = at(0.5, 0.001);
    const mixed = judgeCurve(
      [
        { measured, predicted: 1, relation: 'atMost' },
        { measured, predicted: 0.4, floor: 0.2 },
        { measured, predicted: 0.55, predictedError: 0.2 },
      ],
      options,
    );
    expect(mixed.points.map((point) => point.verdict)).toEqual(['holds', 'holds', 'unresolved']);
  });
});

it('combineVerdicts', () => {
  expect(combineVerdicts(['holds', 'holds'])).toBe('holds');
  expect(combineVerdicts(['holds', 'unresolved', 'broken'])).toBe('broken');
  expect(combineVerdicts(['holds', 'unresolved'])).toBe('unresolved');
  expect(combineVerdicts([])).toBe('unresolved');
});
