import { expect, it } from 'vitest';
import type { TrialOutcome } from '../measure/trials.ts';
import { makePlan } from '../plan/plan.ts';
import { ridge } from '../systems/ridge/system.ts';
import { type Conditions, countBelow, estimateCost } from './conduct.ts';
import { execute } from './execute.ts';

const plan = makePlan(ridge, { dimension: 20, samples: [10, 40] });
const options = { seed: '1', engine: 'wasm', margin: 0.1, budget: 0.02, shown: ridge.shown, jobs: 1 } as const;

async function run(conditions: Pick<Conditions, 'trials'> & Partial<Conditions>) {
  const made: string[] = [];
  const trials = new Map<string, TrialOutcome[]>();
  const keep: Conditions['keep'] = (point, first, outcomes) => {
    for (const [i, outcome] of outcomes.entries()) {
      made.push(`${point} ${first + i}`);
      trials.set(point, Object.assign(trials.get(point) ?? [], { [first + i]: outcome }));
    }
  };
  const { points } = await execute(plan, { ...options, ...conditions, keep });
  return { points, made, trials };
}

it.each([
  ['a fixed number', { trials: 12 }],
  ['as many as are needed, by the estimate', { trials: 'auto', budgetBy: 'estimate' }],
] as const)('trials on a shelf take no part in how many there are: %s', async (_, conditions) => {
  const { trials: shelf } = await run({ trials: 40 });
  const fresh = await run(conditions);
  // With holes, which stay holes.
  const without = (outcomes: TrialOutcome[], isLeftOut: (trial: number) => boolean) => {
    const some = [...outcomes];
    for (const trial of outcomes.keys()) if (isLeftOut(trial)) delete some[trial];
    return some;
  };
  const some = new Map(
    [...shelf].map(([key, outcomes], i) => [
      key,
      without(outcomes, (trial) => (i === 0 ? trial === 5 : trial % 3 > 0)),
    ]),
  );
  const reused = await run({ ...conditions, shelf: some });
  expect(reused.points).toEqual(fresh.points);
  // Whoever keeps a journal hears of all of them, once.
  expect([...reused.made].sort()).toEqual([...fresh.made].sort());
  expect(new Set(reused.made).size).toBe(reused.made.length);
});

it('what is there costs nothing', () => {
  const cost = { seconds: 2, bytes: 8 };
  const outlooks = [[{ cost }, { cost }]];
  const outcome = { observables: {} };
  const there = new Map([[plan.curves[0].points[0].key, [outcome, outcome, outcome]]]);
  expect(estimateCost(plan, outlooks, 8).seconds).toBe(32);
  expect(estimateCost(plan, outlooks, 8, there).seconds).toBe(26);
  expect(estimateCost(plan, outlooks, 2, there).seconds).toBe(4);
  const holed: TrialOutcome[] = [];
  holed[2] = outcome;
  expect(countBelow(holed, 8)).toBe(1);
  expect(countBelow(holed, 2)).toBe(0);
});
