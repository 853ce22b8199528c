import { expect, it } from 'vitest';
import { makePlan } from '../plan/plan.ts';
import { spikedMatrix } from '../systems/spiked-matrix/system.ts';
import { executeTheory } from './here.ts';

it('goes through the corners that a system names, and gives a wide gap its share of points', async () => {
  const plan = makePlan(spikedMatrix, { signal: '0.2,0.4,1.5,2,2.5,3' });
  const { lines } = await executeTheory(plan, ['overlapSquared'], { engine: 'wasm' });
  const { x, y } = lines[0];
  expect(y.overlapSquared[x.indexOf(1)]).toBe(0);
  const within = (low: number, high: number) => x.filter((one) => one > low && one < high).length;
  expect(within(0.4, 1.5)).toBeGreaterThan(10);
  expect(within(2.5, 3)).toBeGreaterThan(0);
  expect(x.length).toBeLessThan(50);
});
