import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { Stopped } from '../numeric/errors.ts';
import { makePlan } from '../plan/plan.ts';
import type { Progress } from '../run/conduct.ts';
import { decay } from '../run/decay.testing.ts';
import { execute } from '../run/execute.ts';
import { testOptions } from '../run/options.testing.ts';
import type { AnySystem } from '../systems/contract.ts';
import { outlooksInTime, outlooksOf } from './outlook.ts';
import { openWorkshop } from './workshop.ts';

const OPTIONS = testOptions({ trials: 2, seed: 'test', shown: ['speed'] });

describe('a theory that takes long', () => {
  const slow: AnySystem = {
    ...decay,
    cost: () => ({ seconds: 1e-4, bytes: 1e4, theory: 2 }),
    predict: async (problem, context) => {
      context.progress(0.5);
      await new Promise((resume) => setTimeout(resume, 1));
      context.check();
      return decay.predict(problem, context);
    },
  };

  it('runs as a task with progress, gives what a quick one gives, and has no points between', async () => {
    const heard: Progress[] = [];
    const plan = makePlan(slow, { rate: '1:2:3' });
    const result = await execute(plan, { ...OPTIONS, progress: (progress) => heard.push(progress) });
    const quick = await execute(makePlan(decay, { rate: '1:2:3' }), OPTIONS);
    expect(result.points).toEqual(quick.points);
    expect(result.curves[0].line.x).toEqual([1, 1.5, 2]);
    const theory = heard.filter(({ stage }) => stage === 'theory').map(({ done, planned }) => [done, planned]);
    expect(theory[0]).toEqual([0, 3]);
    expect(theory).toContainEqual([0.5, 3]);
    expect(theory.at(-1)).toEqual([3, 3]);
  });

  it('stops when nobody wants it any more', async () => {
    const stop = new AbortController();
    const run = execute(makePlan(slow, { rate: '1:2:3' }), {
      ...OPTIONS,
      signal: stop.signal,
      progress: ({ done }) => done > 1 && stop.abort(),
    });
    await expect(run).rejects.toThrow('stopped');
  });
});

describe('a preparation that takes long', () => {
  it('stops when nobody wants it any more, between points and within one, and is made when it is asked for again', async () => {
    const stop = new AbortController();
    const prepared: unknown[] = [];
    const slow: AnySystem = {
      ...decay,
      prepare: (parameters, preparation) => {
        if (parameters.rate > 1) stop.abort();
        preparation.check?.();
        prepared.push(parameters.rate);
        return decay.prepare(parameters as never, preparation);
      },
    };
    const plan = makePlan(slow, { rate: '1:2:3' });
    const workshop = openWorkshop(slow, createWasmEngine());
    await expect(outlooksInTime(plan, workshop, stop.signal)).rejects.toThrow(Stopped);
    expect(prepared).toEqual([1]);
    expect(outlooksOf(plan, workshop)[0]).toHaveLength(3);
    expect(prepared).toEqual([1, 1.5, 2]);
  });
});
