// A trial is named by what it is: the same point gives the same numbers wherever it stands.
import { describe, expect, it } from 'vitest';
import type { PointResult } from '../judge/summary.ts';
import { makePlan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import { figureOf } from '../record/figure-of.ts';
import type { AnySystem } from '../systems/contract.ts';
import { findSystem } from '../systems/registry.ts';
import { execute, type RunOptions } from './execute.ts';
import { testOptions } from './options.testing.ts';

const ridge = await findSystem('ridge');
const OPTIONS = testOptions({ trials: 4, seed: '1', budget: 1, shown: ['testError'] });

/** The result at samples = 200, dimension = 100, ridge = 0.01, wherever it stands in the plan. */
async function pointOf(settings: Settings, scales?: number[], options: Partial<RunOptions> = {}): Promise<PointResult> {
  const { points } = await execute(makePlan(ridge, settings, scales), { ...OPTIONS, ...options });
  return points
    .flat()
    .find(({ parameters: p }) => p.samples === 200 && p.dimension === 100 && p.ridge === 0.01 && p.noise === 0.1)!;
}

describe('a point', async () => {
  const alone = await pointOf({ samples: 200, dimension: 100 });

  it.each<[string, Settings, number[]?]>([
    ['in a list', { samples: '100,200', dimension: 100 }],
    ['in another order', { samples: '200,100', dimension: 100 }],
    ['in a range', { samples: '50:200:4', dimension: 100 }],
    ['in a family', { samples: '100,200', dimension: 100, ridge: '0.1,0.01' }],
    ['among several families', { samples: '100,200', dimension: 100, ridge: '0.1,0.01', noise: '0.1,1' }],
    ['on a map', { samples: '100:200:2', dimension: 100, ridge: '0.01:0.1:2' }],
    ['with its sizes scaled', { samples: 100, dimension: 50 }, [1, 2]],
    ['with another axis', { ridge: '0.01:1:3', samples: 200, dimension: 100 }],
  ])('gives the same numbers %s', async (_, settings, scales) => {
    const { observables } = await pointOf(settings, scales);
    for (const [name, [{ measured, predicted }]] of Object.entries(alone.observables)) {
      expect(observables[name][0].measured, name).toEqual(measured);
      expect(observables[name][0].predicted, name).toBe(predicted);
    }
  });

  it('gives the same numbers in worker threads, and others for another seed', async () => {
    const { measured } = alone.observables.testError[0];
    const pooled = await pointOf({ samples: '100,200', dimension: 100 }, [1], { jobs: 2 });
    expect(pooled.observables.testError[0].measured).toEqual(measured);
    const other = await pointOf({ samples: 200, dimension: 100 }, [1], { seed: '2' });
    expect(other.observables.testError[0].measured).not.toEqual(measured);
  });
});

describe('a run of 24 points', () => {
  it('prepares and predicts each point once, and the figure computes nothing', async () => {
    const prepared = new Map<number, number>();
    const calls = { prepare: 0, predict: 0 };
    const counted: AnySystem = {
      ...ridge,
      prepare: (parameters, preparation) => {
        calls.prepare++;
        prepared.set(parameters.samples, (prepared.get(parameters.samples) ?? 0) + 1);
        return ridge.prepare(parameters, preparation);
      },
      predict: (problem, context) => {
        calls.predict++;
        return ridge.predict(problem, context);
      },
    };
    const plan = makePlan(counted, { dimension: 50, samples: '20:200:24:log' });
    const result = await execute(plan, { ...OPTIONS, trials: 2 });
    expect(plan.curves[0].points).toHaveLength(24);
    const { x } = result.curves[0].line;
    // The line's own points lie between the 24, and are theory's as well.
    expect(x.length).toBeGreaterThan(60);
    expect([...prepared.values()].every((count) => count === 1)).toBe(true);
    expect([...prepared.keys()].sort((a, b) => a - b)).toEqual(x);
    expect(calls).toEqual({ prepare: x.length, predict: x.length });
    for (let redraw = 0; redraw < 3; redraw++) figureOf(result);
    expect(calls).toEqual({ prepare: x.length, predict: x.length });
  });
});
