import { expect, it } from 'vitest';
import { makePlan } from '../plan/plan.ts';
import { headerOf } from '../record/header.ts';
import { ridge } from '../systems/ridge/system.ts';
import { join, type Part } from './merge.ts';

const options = { seed: '1', engine: 'wasm', engineDescription: '', margin: 0.1, shown: ridge.shown, trials: 8 };

/** A record of these settings, in a folder that is not there: without trials. */
function part(folder: string, settings: Record<string, unknown>, given: Partial<typeof options> = {}): Part {
  const plan = makePlan(ridge, settings);
  return { folder, settings, plan, header: headerOf(plan, settings, [1], { ...options, ...given }) };
}

it('plans that differ in two keys have no plan of just their points', async () => {
  const parts = [part('a', { samples: [20] }), part('b', { ridge: 1, samples: [20, 40] })];
  await expect(join(parts)).rejects.toThrow(/a and b cannot be joined: their settings differ in samples, ridge/);
});

it.each([
  ['seed', { seed: '2' }, /the seed of one is 1, and of the other 2/],
  ['engine', { engine: 'openblas' }, /the engine of one is wasm, and of the other openblas/],
  ['margin', { margin: 0.2 }, /the margin of one is 0.1, and of the other 0.2/],
  ['shown observables', { shown: ['gcv'] }, /the shown observables of one is testError, and of the other gcv/],
])('records of another %s are not joined', async (_, given, reason) => {
  await expect(join([part('a', { samples: 20 }), part('b', { samples: 20 }, given)])).rejects.toThrow(reason);
});

it('of which none has a trial are nothing together', async () => {
  const parts = [part('a', { samples: [20, 40] }), part('b', { samples: [40, 80] })];
  await expect(join(parts)).rejects.toThrow(/a and b have no trials to be joined/);
});
