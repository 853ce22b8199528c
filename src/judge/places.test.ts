import { expect, it } from 'vitest';
import { makePlan } from '../plan/plan.ts';
import { execute } from '../run/execute.ts';
import { testOptions } from '../run/options.testing.ts';
import { findSystem } from '../systems/registry.ts';

async function sentenceOf(id: string, settings: Record<string, unknown>, name: string): Promise<string> {
  const plan = makePlan(await findSystem(id), settings);
  const { verdict } = await execute(plan, testOptions({ trials: 2, seed: 'places', shown: [name] }));
  return verdict.observables[name].sentence;
}

it('says a place as the axis and the legend say it', async () => {
  const settings = { samples: [20, 30], ridge: [0.1, 1], dimension: 10 };
  expect(await sentenceOf('ridge', settings, 'testError')).toMatch(/ at P = \d+, λ = [\d.]+|λ = [\d.]+, P = \d+/);
});

it('names the choices beside which there is nothing of an observable', async () => {
  const settings = { model: 'flow' };
  expect(await sentenceOf('neural-collapse', settings, 'networkWithin')).toMatch(
    /nothing to judge \(it is neither predicted nor measured at these settings; others may have it\)$/,
  );
});
