import { expect, it } from 'vitest';
import { inlineExecutor } from '../measure/executor.ts';
import { openWorkshop } from '../measure/workshop.ts';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { makePlan } from '../plan/plan.ts';
import { conduct } from '../run/conduct.ts';
import { ridge } from '../systems/ridge/system.ts';
import { type KnownTrials, rememberingExecutor } from './remembered-trials.ts';

it('makes no trial twice, and changes none', async () => {
  const engine = createWasmEngine();
  let made = 0;
  const counted = {
    ...ridge,
    trial: (...given: Parameters<typeof ridge.trial>) => {
      made++;
      return ridge.trial(...given);
    },
  };
  const plan = makePlan(counted, { samples: [30, 50], dimension: 20 });
  const known: KnownTrials = new Map();
  const measured = async (trials: number, isRemembered = true) => {
    made = 0;
    const workshop = openWorkshop(counted, engine);
    const executor = isRemembered ? rememberingExecutor(workshop, known) : inlineExecutor(workshop);
    const conditions = { trials, seed: 'known', margin: 0.05, budget: 10, shown: ['testError'] };
    const { points } = await conduct(plan, conditions, workshop, executor);
    return points.flat().map(({ observables }) => observables.testError[0].measured);
  };
  const first = await measured(6);
  expect(made).toBe(12);
  expect(await measured(6)).toEqual(first);
  expect(made).toBe(0);
  const more = await measured(9);
  expect(made).toBe(6);
  expect(more).toEqual(await measured(9, false));
  expect(made).toBe(18);
});
