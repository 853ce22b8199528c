import { describe, expect, it } from 'vitest';
import type { PointResult } from '../judge/summary.ts';
import { makePlan } from '../plan/plan.ts';
import type { PointJudgement, Verdict } from '../statistics/equivalence.ts';
import { findSystem } from '../systems/registry.ts';
import { crossingWords, stretchesOf } from './stretches.ts';

const ridge = await findSystem('ridge');
const plan = makePlan(ridge, { samples: '10,20,40,80' });

/** Points at these samples, with a note that names them, and a deviation in units of the margin. */
function row(points: { at: number; noted?: boolean; off?: number; verdict?: Verdict }[]): PointResult[] {
  return points.map(({ at, noted = false, off = 0, verdict = 'holds' }) => {
    const judgement = { verdict, difference: off, halfWidth: 1 } as PointJudgement;
    return {
      parameters: { samples: at },
      validity: noted ? [{ id: 'few', title: 'few samples', level: 'strained', message: `${at} samples` }] : [],
      observables: { testError: [{ judgement }] },
    } as unknown as PointResult;
  });
}

const marked = (noted: boolean[]) => noted.map((one, i) => ({ at: i, noted: one }));

describe('a note', () => {
  it('has the stretch of the axis, and the words of the point where theory is furthest off', () => {
    const points = row([
      { at: 10, noted: true, off: 0.5 },
      { at: 20, noted: true, off: -3 },
      { at: 40, noted: true, off: 1 },
      { at: 80 },
    ]);
    expect(stretchesOf(plan, [points])).toEqual([
      {
        id: 'few',
        title: 'few samples',
        level: 'strained',
        message: '20 samples (numbers at P = 20)',
        where: 'between P = 10 and 40',
      },
    ]);
  });

  it('that says another thing elsewhere is another one', () => {
    const points = row([
      { at: 10, noted: true },
      { at: 20, noted: true },
      { at: 40, noted: true },
    ]);
    points[2].validity[0].message = 'many samples';
    expect(stretchesOf(plan, [points]).map(({ message, where }) => [message, where])).toEqual([
      ['10 samples (numbers at P = 10)', 'between P = 10 and 20'],
      ['many samples', 'at P = 40'],
    ]);
  });

  it('names a few values of a family, the ends of many, and the number of scattered ones', () => {
    const values = Array.from({ length: 30 }, (_, i) => (i + 1) / 100);
    const family = makePlan(ridge, { samples: '10,20', ridge: values });
    const where = (isNoted: (value: number) => boolean) =>
      stretchesOf(
        family,
        values.map((value) => row(marked([isNoted(value), isNoted(value)]))),
      )[0].where;
    expect(where((value) => value < 0.03)).toBe('with λ = 0.01 or 0.02');
    expect(where((value) => value > 0.095)).toBe('with λ = 0.1 to 0.3');
    expect(where((value) => Math.round(100 * value) % 3 === 0)).toBe('with λ = 0.03 and 9 other values');
  });

  it('stands at one point, or everywhere', () => {
    const where = (noted: boolean[]) => stretchesOf(plan, [row(marked(noted))])[0].where;
    expect(where([false, true, false])).toBe('at P = 1');
    expect(where([true, true])).toBe('');
    expect(where([true, true, false, true])).toBe('between P = 0 and 1 and at P = 3');
  });

  it('names the curves that it stands on, where there are others', () => {
    const family = makePlan(ridge, { samples: '10,20,40', ridge: '0.1,1' });
    const where = (...rows: boolean[][]) =>
      stretchesOf(
        family,
        rows.map((noted, c) =>
          row(marked(noted)).map((one) => ({ ...one, parameters: { ...one.parameters, ridge: [0.1, 1][c] } })),
        ),
      )[0].where;
    expect(where([false, false, false], [true, false, false])).toBe('at P = 0 with λ = 1');
    expect(where([true, false, false], [true, false, false])).toBe('at P = 0');
    expect(where([false, true, true], [false, false, true])).toBe('between P = 1 and 2 in part');
  });
});

describe('the end of what holds', () => {
  const words = (verdicts: Verdict[]) =>
    crossingWords(plan, row(verdicts.map((verdict, i) => ({ at: 10 * 2 ** i, verdict }))), 'testError');

  it('is named where there is one', () => {
    expect(words(['holds', 'holds', 'unresolved', 'broken'])).toBe('holds up to P = 20, and is broken from P = 80');
    expect(words(['broken', 'holds', 'holds', 'holds'])).toBe('is broken up to P = 10, and holds from P = 20');
  });

  it('is not where there is none, or several', () => {
    expect(words(['holds', 'holds'])).toBeUndefined();
    expect(words(['broken', 'unresolved'])).toBeUndefined();
    expect(words(['holds', 'broken', 'holds'])).toBeUndefined();
  });
});
