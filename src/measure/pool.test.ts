import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { selectEngine } from '../numeric/engines/select.ts';
import { distinctPoints, makePlan } from '../plan/plan.ts';
import { execute, type RunOptions } from '../run/execute.ts';
import { findSystem } from '../systems/registry.ts';
import { type Executor, threadsEach } from './executor.ts';
import { makeExecutor } from './pool.ts';
import type { News, Result, Task } from './tasks.ts';
import { openWorkshop } from './workshop.ts';

const OPTIONS: RunOptions = {
  trials: 2,
  seed: '1',
  jobs: 2,
  engine: 'wasm',
  margin: 0.1,
  budget: 1,
  shown: ['loss'],
};

describe('worker threads', async () => {
  const deepLinear = await findSystem('deep-linear');
  // Long enough to be heard of while they run.
  const plan = makePlan(deepLinear, { hidden: 100, inputs: 60, outputs: 60, duration: 4 });

  it('stream the curves of long trials as they grow, and give the same numbers as this thread', async () => {
    const heard: News[] = [];
    const pooled = await execute(plan, { ...OPTIONS, watch: (news) => heard.push(news) });
    expect(heard.length).toBeGreaterThan(0);
    const { loss } = heard.at(-1)!.observables;
    const whole = pooled.points[0][0].observables.loss.length;
    expect((loss as Float64Array).length).toBeGreaterThan(0);
    expect((loss as Float64Array).length).toBeLessThanOrEqual(whole);
    expect(heard.every(({ trial, fraction }) => trial! < 2 && fraction > 0 && fraction <= 1)).toBe(true);
    const here = await execute(plan, { ...OPTIONS, jobs: 1 });
    expect(pooled.points).toEqual(here.points);
    expect(pooled.points[0][0].exhibits.length).toBeGreaterThan(0);
  });

  it('share one long trial, and give the same numbers', async () => {
    const workshop = openWorkshop(deepLinear, await selectEngine('wasm'));
    const assignment = { seed: '1', points: distinctPoints(plan), wanted: [] };
    const resultOf = async (executor: Executor) => {
      let found: Result | undefined;
      await executor.run([{ kind: 'trials', point: 0, first: 0, count: 1 }], assignment, (_, result) => {
        found = result;
      });
      await executor.close();
      return found;
    };
    const here = await resultOf(makeExecutor(workshop, 1));
    expect(here).toHaveLength(1);
    expect(await resultOf(makeExecutor(workshop, 2, true))).toEqual(here);
    expect([threadsEach(1, 4), threadsEach(3, 8), threadsEach(9, 4), threadsEach(0, 4)]).toEqual([4, 2, 1, 4]);
  });

  it('have only a few of many tasks wait at the pool, each of which listens for the stop', async () => {
    const workshop = openWorkshop(deepLinear, await selectEngine('wasm'));
    const executor = makeExecutor(workshop, 2);
    const stop = new AbortController();
    const tasks = Array.from({ length: 40 }, (_, first): Task => ({ kind: 'trials', point: 0, first, count: 1 }));
    const listening: number[] = [];
    const done: Task[] = [];
    await executor.run(
      tasks,
      { seed: '1', points: distinctPoints(makePlan(deepLinear, { hidden: 2, inputs: 2, outputs: 2 })), wanted: [] },
      (task) => {
        done.push(task);
        listening.push(getEventListeners(stop.signal, 'abort').length);
      },
      stop.signal,
    );
    await executor.close();
    expect(done).toHaveLength(40);
    expect(Math.max(...listening)).toBeLessThanOrEqual(4);
  });

  it('stop halfway when asked', async () => {
    const stop = new AbortController();
    const { interrupted, points } = await execute(plan, {
      ...OPTIONS,
      trials: 50,
      signal: stop.signal,
      watch: () => stop.abort(),
    });
    expect(interrupted).toBe(true);
    expect(points[0][0].trials).toBeLessThan(50);
  });
});
