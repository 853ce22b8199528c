import { expect, it } from 'vitest';
import type { PointResult } from '../judge/summary.ts';
import { makePlan } from '../plan/plan.ts';
import type { PointJudgement, Verdict } from '../statistics/equivalence.ts';
import { findSystem } from '../systems/registry.ts';
import { crossings, failureWords } from './remarks.ts';

const plan = makePlan(await findSystem('ridge'), { samples: '10,20,40', ridge: '0.1,1' });

function point(samples: number, verdict: Verdict): PointResult {
  const judgement = { verdict } as PointJudgement;
  return { parameters: { samples }, observables: { testError: [{ judgement }] } } as unknown as PointResult;
}

it('the end of what holds is named for each curve that has one', () => {
  const points = [
    [point(10, 'broken'), point(20, 'holds'), point(40, 'holds')],
    [point(10, 'holds'), point(20, 'holds'), point(40, 'holds')],
  ];
  expect(crossings(plan, points, ['testError', 'gcv'], (name) => `the ${name}`)).toEqual([
    'the testError with λ = 0.1 is broken up to P = 10, and holds from P = 20',
  ]);
});

it('trials that failed alike are one sentence, with all of them counted', () => {
  const failing = (failures: Record<string, number>) => ({ failures }) as unknown as PointResult;
  const points = [
    [failing({ 'pivot 3 is not positive': 2, 'it took too long': 1 }), failing({})],
    [failing({ 'pivot 17 is not positive': 1, 'pivot 3 is not positive': 4 })],
  ];
  expect(failureWords(points)).toEqual([
    '7 failed trials: pivot 3 is not positive (and 1 alike)',
    '1 failed trial: it took too long',
  ]);
});
