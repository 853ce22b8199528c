import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCdf, binomialTail } from './distributions.ts';
import { above, atMost, Draw, tally } from './draw.testing.ts';
import { lookCounts } from './sequential.ts';
import { judgeShare, judgeShares, trialsToShow } from './shares.ts';

describe('judgeShare', () => {
  it('holds, is broken or is unresolved by the exact bounds', () => {
    // scipy.stats.binomtest(k, n).proportion_ci(0.9): 40 of 40, 18 of 20 and 10 of 20, each end at
    // 5 %
    const all = judgeShare(40, 40, { share: 0.9 });
    expect(all).toMatchObject({ verdict: 'holds', needed: 40, trueTrials: 40, trials: 40 });
    expect(all.interval[0]).toBeCloseTo(0.05 ** (1 / 40), 12);
    expect(all.interval[1]).toBe(1);
    expect(all.pHolds).toBeCloseTo(0.9 ** 40, 12);
    const most = judgeShare(18, 20, { share: 0.9 });
    expect(most.verdict).toBe('unresolved');
    expect(binomialTail(18, 20, most.interval[0])).toBeCloseTo(0.05, 12);
    expect(binomialCdf(18, 20, most.interval[1])).toBeCloseTo(0.05, 12);
    expect(judgeShare(10, 20, { share: 0.9 })).toMatchObject({ verdict: 'broken', needed: 20 });
    expect(judgeShare(0, 5, { share: 0.9 }).interval[0]).toBe(0);
    expect(judgeShare(0, 0, { share: 0.9 })).toMatchObject({ verdict: 'unresolved', interval: [0, 1], needed: 29 });
  });

  it('agrees with its interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (trials, part, share) => {
          const { verdict, interval } = judgeShare(Math.round(part * trials), trials, { share });
          const [low, high] = interval;
          expect(low).toBeLessThan(high);
          if (Math.min(Math.abs(low - share), Math.abs(high - share)) < 1e-9) return;
          expect(verdict).toBe(low >= share ? 'holds' : high < share ? 'broken' : 'unresolved');
        },
      ),
    );
  });

  it('is corrected for looks, and `broken` for comparisons', () => {
    expect(judgeShare(30, 30, { share: 0.9 }).verdict).toBe('holds');
    expect(judgeShare(30, 30, { share: 0.9, comparisons: 30 }).verdict).toBe('holds');
    expect(judgeShare(30, 30, { share: 0.9, looks: 8 }).verdict).toBe('unresolved');
    expect(judgeShare(15, 20, { share: 0.9 }).verdict).toBe('broken');
    expect(judgeShare(15, 20, { share: 0.9, comparisons: 30 }).verdict).toBe('unresolved');
    expect(judgeShare(15, 20, { share: 0.9, looks: 8 }).verdict).toBe('unresolved');
  });

  it('plans: the trials it asks for are the ones that resolve it', () => {
    expect(trialsToShow({ share: 0.9 })).toBe(29);
    for (const options of [{ share: 0.5 }, { share: 0.9 }, { share: 0.95, looks: 8 }, { share: 0.99, alpha: 0.01 }]) {
      const enough = trialsToShow(options);
      expect(judgeShare(enough, enough, options).verdict).toBe('holds');
      expect(judgeShare(enough - 1, enough - 1, options).verdict).toBe('unresolved');
      expect(judgeShare(3, 3, options).needed).toBe(enough);
    }
    const { needed } = judgeShare(19, 20, { share: 0.9 });
    expect(judgeShare(Math.floor(0.95 * needed!), needed!, { share: 0.9 }).verdict).toBe('holds');
    expect(needed).toBeGreaterThan(60);
    expect(needed).toBeLessThan(250);
    expect(judgeShare(18, 20, { share: 0.9 }).needed).toBeUndefined();
  });

  it('refuses what it cannot judge', () => {
    for (const share of [0, 1, Number.NaN]) expect(() => judgeShare(1, 2, { share })).toThrow('the share');
    expect(() => judgeShare(3, 2, { share: 0.5 })).toThrow('number of true trials');
    expect(() => judgeShare(1, 2.5, { share: 0.5 })).toThrow('number of trials');
    expect(() => judgeShare(1, 2, { share: 0.5, alpha: 0 })).toThrow('alpha');
    expect(() => judgeShare(1, 2, { share: 0.5, looks: 0 })).toThrow('looks');
    expect(() => judgeShare(1, 2, { share: 0.5, comparisons: 0 })).toThrow('comparisons');
  });
});

describe('judgeShares', () => {
  const options = { share: 0.9, claim: 'the strongest mode is learned first' };
  const point = (trueTrials: number, trials: number, at?: string) => ({ trueTrials, trials, at });

  it('says in a sentence what holds, what is broken and what more trials would tell', () => {
    const sentence = (...points: Parameters<typeof judgeShares>[0]) => judgeShares(points, options).sentence;
    expect(sentence(point(40, 40))).toBe(
      'holds: the strongest mode is learned first in 40 of 40 trials (at least 90 % wanted; 95 % interval from 92.8 %)',
    );
    expect(sentence(point(12, 20, 'width = 8'))).toBe(
      'broken: the strongest mode is learned first only in 12 of 20 trials at width = 8 (at least 90 % wanted; 95 % interval up to 78.3 %)',
    );
    expect(sentence(point(8, 8))).toBe(
      'unresolved: the trials are too few to say whether the strongest mode is learned first in at least 90 % of them (true in 8 of 8 trials; interval 68.8 % to 100 %); about 29 trials would tell',
    );
    expect(sentence(point(40, 40, 'width = 8'), point(50, 50, 'width = 16'))).toBe(
      'holds: the strongest mode is learned first at all 2 points (least often in 40 of 40 trials at width = 8, at least 90 % wanted; 95 % interval from 92.8 %)',
    );
    expect(sentence(point(40, 40, 'width = 8'), point(3, 20, 'width = 16'))).toBe(
      'broken: the strongest mode is learned first too seldom at 1 of 2 points (only in 3 of 20 trials at width = 16, at least 90 % wanted; 95 % interval up to 34.4 %)',
    );
    expect(sentence()).toBe('unresolved: nothing to judge');
    expect(sentence(point(0, 0))).toContain('(no trial yet); about 29 trials would tell');
    expect(sentence(point(40, 40), { notJudged: 'the trials diverge' })).toContain(
      '; 1 point not judged: the trials diverge',
    );
  });

  it('counts, names the worst point and asks for the most trials that one needs', () => {
    const points = [point(40, 40), { notJudged: 'no trial ended' }, point(8, 8), point(19, 20)];
    const judged = judgeShares(points, options);
    expect(judged.verdict).toBe('unresolved');
    expect(judged.counts).toEqual({ judged: 3, holds: 1, broken: 0, unresolved: 2, notJudged: 1 });
    expect(judged.points[1]).toEqual({ verdict: 'not judged', reason: 'no trial ended' });
    expect(judged.worst).toBe(3);
    expect(judged.needed).toBeGreaterThan(60);
    expect(judgeShares([point(18, 20)], options).needed).toBeUndefined();
    expect(judgeShares([point(40, 40)], options).needed).toBe(40);
  });

  it('corrects `broken` for the points', () => {
    expect(judgeShares([point(15, 20)], options).verdict).toBe('broken');
    expect(judgeShares([point(15, 20), ...Array(29).fill(point(40, 40))], options).verdict).toBe('unresolved');
  });
});

describe('error rates and power, with trials added until resolved', () => {
  const looks = lookCounts({ most: 256 });
  const share = 0.9;

  function verdict(chance: number, draw: Draw, points = 1) {
    const trueTrials = Array<number>(points).fill(0);
    let trials = 0;
    for (const look of looks) {
      for (; trials < look; trials++)
        for (let i = 0; i < points; i++) if (draw.uniform() < (i === 0 ? chance : 1)) trueTrials[i]! += 1;
      const counts = trueTrials.map((each) => ({ trueTrials: each, trials }));
      const judged = judgeShares(counts, { share, claim: 'it is so', looks: looks.length });
      if (judged.verdict !== 'unresolved') return judged.verdict;
    }
    return 'unresolved';
  }

  it('a claim that is true exactly often enough is broken at most at rate alpha', () => {
    const draw = new Draw(1);
    atMost(
      tally(400, () => verdict(share, draw) === 'broken'),
      400,
      0.05,
    );
  });

  it('one that is true a little less often holds at most at rate alpha, alone or among others', () => {
    const draw = new Draw(2);
    atMost(
      tally(400, () => verdict(share - 1e-9, draw) === 'holds'),
      400,
      0.05,
    );
    atMost(
      tally(120, () => verdict(share - 1e-9, draw, 5) === 'holds'),
      120,
      0.05,
    );
  });

  it('a true claim holds, and a planted one is caught', () => {
    const draw = new Draw(3);
    above(
      tally(120, () => verdict(0.98, draw) === 'holds'),
      120,
      0.9,
    );
    above(
      tally(120, () => verdict(0.8, draw) === 'broken'),
      120,
      0.9,
    );
    above(
      tally(120, () => verdict(0.5, draw, 5) === 'broken'),
      120,
      0.9,
    );
  });
});
