import { describe, expect, it } from 'vitest';
import type { LinesPanel } from '../figures/figure.ts';
import { presentOf } from '../judge/judge.ts';
import { scalingOf } from '../judge/scaling.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import { makePlan } from '../plan/plan.ts';
import { figureOf } from '../record/figure-of.ts';
import { resultJson } from '../record/json.ts';
import { pointRows } from '../record/points.ts';
import type { AnySystem } from '../systems/contract.ts';
import { findSystem } from '../systems/registry.ts';
import { decay } from './decay.testing.ts';
import { execute } from './execute.ts';
import { testOptions } from './options.testing.ts';

const OPTIONS = testOptions({ trials: 64, seed: 'test', shown: ['decay'] });

/** The series of a figure's panel of lines. */
function seriesOf(figure: ReturnType<typeof figureOf>, panel = 0) {
  return (figure.panels[panel] as LinesPanel).series;
}

describe('a run', () => {
  it('judges a curve over its coordinate, and a bound by its relation', async () => {
    const result = await execute(makePlan(decay, {}), OPTIONS);
    const { decay: curve, bound, extra, wild } = result.verdict.observables;
    expect(curve).toMatchObject({ verdict: 'holds', judged: 6 });
    expect(bound.verdict).toBe('holds');
    expect(extra).toMatchObject({ verdict: 'not judged', judged: 0 });
    expect(wild.sentence).toContain('Cauchy');
    expect(result.points[0][0].observables.decay.map(({ coordinate }) => coordinate)).toEqual([0, 0.5, 1]);
    expect(extra.sentence).toContain('there is no theory of it');
    expect(result.points[0][0].observables.extra.map(({ coordinate }) => coordinate)).toEqual([0, 0.5, 1]);
    expect(result.points[0][0].observables.wild[0].measured).toHaveProperty('median');
    const json = resultJson(result) as { observables: { decay: { predicted: number[][] } } };
    expect(json.observables.decay.predicted.map((one) => one.length)).toEqual([3, 3]);
    expect(pointRows(result).filter(({ observable }) => observable === 'decay')).toHaveLength(6);
    expect(seriesOf(figureOf(result))[0].points).toHaveLength(3);
  });

  it('gives the same numbers to the bit whenever it is repeated, and others for another seed', async () => {
    const [first, again, other] = await Promise.all(
      ['a', 'a', 'b'].map((seed) => execute(makePlan(decay, {}), { ...OPTIONS, seed })),
    );
    expect(again.points).toEqual(first.points);
    expect(other.points).not.toEqual(first.points);
  });

  it('does not judge points with failed trials, and says why they failed', async () => {
    const result = await execute(makePlan(decay, { failing: 0.3 }), OPTIONS);
    expect(result.verdict.overall).toBe('not judged');
    const [point] = result.points[0];
    expect(Object.keys(point.failures)).toEqual(['luck is bad, but must be good']);
    expect(point.trials + point.failures['luck is bad, but must be good']).toBe(64);
    expect(result.verdict.observables.decay.sentence).toMatch(/failed/);
  });

  it('keeps the points that theory can predict when it cannot predict the others', async () => {
    const result = await execute(makePlan(decay, { rate: [1, 200] }), OPTIONS);
    expect(result.points[0][1].noPrediction).toMatch(/rate is 200/);
    expect(result.verdict.observables.decay).toMatchObject({ verdict: 'holds', judged: 3 });
  });

  it('throws what is a defect of the system: curves of another length, numbers that are none, no cost', async () => {
    const run = (changes: Partial<AnySystem>) => execute(makePlan({ ...decay, ...changes }, { rate: 1 }), OPTIONS);
    const three = Float64Array.of(1, 2, 3);
    const observed = (value: unknown) => () => ({ observables: { decay: value } }) as never;
    await expect(run({ trial: observed(Float64Array.of(1, 2)) })).rejects.toThrow(/decay as 2 values, but it is 3/);
    await expect(run({ trial: observed(1) })).rejects.toThrow(/decay as a number/);
    await expect(run({ trial: observed('x') })).rejects.toThrow(/decay as string/);
    const predicted = (value: unknown) => () => ({ observables: { speed: { value, error: 0 } } }) as never;
    await expect(run({ predict: predicted(three) })).rejects.toThrow(/theory .* speed as 3 values, but it is a number/);
    await expect(run({ cost: () => ({ seconds: Number.NaN, bytes: 1 }) })).rejects.toThrow(/cost of test-decay is NaN/);
    const { points } = await run({ predict: predicted(Number.NaN) });
    expect(points[0][0].observables.speed[0].reason).toBe('the theory came out as NaN');
  });

  it('lets an observable that is no number fail alone', async () => {
    const { verdict, points } = await execute(makePlan(decay, {}), OPTIONS);
    expect(verdict.observables.shaky).toMatchObject({ verdict: 'not judged', judged: 0 });
    expect(verdict.observables.shaky.sentence).toMatch(/came out as NaN in \d+ of 64 trials/);
    expect(verdict.observables.decay.verdict).toBe('holds');
    expect(points[0][0].trials).toBe(64);
  });

  it('is unresolved where trials say why they have no value, and judges no selection', async () => {
    const lacking = (share: number): AnySystem => ({
      ...decay,
      trial: async (problem, context) => {
        const { observables } = await decay.trial(problem as never, context as never);
        if (context.random.stream('lacking').uniform() >= share) return { observables };
        const { speed, ...rest } = observables;
        return { observables: rest, without: { speed: 'nothing moved' } };
      },
    });
    const speedOf = async (share: number, rate: unknown) => {
      const run = { ...OPTIONS, shown: ['decay', 'speed'] };
      const { verdict } = await execute(makePlan(lacking(share), { rate }), run);
      return { ...verdict.observables.speed, overall: verdict.overall, decay: verdict.observables.decay.verdict };
    };
    const all = await speedOf(1, 1);
    expect(all).toMatchObject({ verdict: 'unresolved', overall: 'unresolved', decay: 'holds' });
    expect(all.sentence).toContain('in 64 of 64 trials nothing moved)');
    const some = await speedOf(0.5, 1);
    expect(some.verdict).toBe('unresolved');
    expect(some.sentence).toMatch(/in \d\d of 64 trials nothing moved, and judging the rest would be a selection/);
    expect(await speedOf(0, 1)).toMatchObject({ verdict: 'holds', overall: 'holds' });
  });

  it('says why there is nothing of what theory has no word on, and of a claim about it', async () => {
    const lacking: AnySystem = {
      ...decay,
      claims: { ...decay.claims, above: { ...decay.claims!.above, of: ['extra'], along: 'time' } },
      trial: async (problem, context) => {
        const { extra, ...rest } = (await decay.trial(problem as never, context as never)).observables;
        return { observables: rest, without: { extra: 'nothing moved' } };
      },
    };
    const shown = ['extra', 'above'];
    const { verdict } = await execute(makePlan(lacking, { rate: 1 }), { ...OPTIONS, trials: 4, shown });
    expect(presentOf(verdict, ['decay', ...shown])).toEqual(['decay', ...shown]);
    for (const name of shown) {
      expect(verdict.observables[name].verdict).toBe('not judged');
      expect(verdict.observables[name].sentence).toContain('in 4 of 4 trials nothing moved');
    }
  });

  it('stops when asked, and keeps whole trials', async () => {
    const stop = new AbortController();
    const result = await execute(makePlan(decay, {}), {
      ...OPTIONS,
      trials: 100_000,
      signal: stop.signal,
      progress: ({ done }) => done > 1000 && stop.abort(),
    });
    expect(result.interrupted).toBe(true);
    const counts = result.points[0].map(({ trials }) => trials);
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[0]).toBeLessThan(100_000);
  });

  it('adds trials only while the verdict is open', async () => {
    const { points } = await execute(makePlan(decay, {}), { ...OPTIONS, trials: 'auto' });
    expect(points[0].map(({ trials }) => trials)).toEqual([8, 8]);
    const tight = await execute(makePlan(decay, {}), { ...OPTIONS, trials: 'auto', margin: 0.002 });
    expect(Math.max(...tight.points[0].map(({ trials }) => trials))).toBeGreaterThan(32);
  });

  it('spends the whole budget on what is open, and says what would decide the rest', async () => {
    // A deviation of exactly the margin is never resolved; the other observables are not asked for.
    const options = { ...OPTIONS, trials: 'auto', margin: 0.04, budget: 0.3, shown: ['speed'] } as const;
    const { points } = await execute(makePlan(decay, { gap: 0.4, rate: '1,1.5' }), options);
    // Two points at 1e-4 s a trial: 1500 trials each, cut short between the looks at 512 and 2048.
    expect(points[0].map(({ trials }) => trials)).toEqual([1500, 1500]);
    const [cell] = points[0][0].observables.speed;
    expect(cell.judgement).toMatchObject({ verdict: 'unresolved' });
    const far = await execute(makePlan(decay, { gap: 0.385, rate: '1,1.5' }), { ...options, budget: 0.01 });
    expect(far.verdict.overall).toBe('unresolved');
    expect(far.verdict.observables.speed.sentence).toMatch(/; about \d+ trials would tell$/);
    const most = Math.max(...far.points[0].map(({ observables: { speed } }) => speed[0].judgement!.needed ?? 0));
    expect(most).toBeGreaterThan(50);
    expect(far.toDecide).toMatchObject({ trials: most });
    // By the estimate, the budget is of estimated seconds; followed to the letter, it does.
    expect(far.toDecide!.budget).toBeGreaterThan(1.3 * 1e-4 * most);
    const followed = { ...options, budget: far.toDecide!.budget! };
    expect((await execute(makePlan(decay, { gap: 0.385, rate: '1,1.5' }), followed)).verdict.overall).toBe('holds');
    // So many trials do tell.
    const told = await execute(makePlan(decay, { gap: 0.385, rate: '1,1.5' }), { ...options, trials: 3 * most });
    expect(told.verdict.overall).toBe('holds');
  });

  it('settles first what takes least where there is no time for all, and spends the rest on the others', async () => {
    const uneven: AnySystem = {
      ...decay,
      cost: ({ rate }) => ({ seconds: rate > 1.2 ? 1e-2 : 1e-4, bytes: 1e4 }),
      // One is at the edge of the margin, dear and never told; the other takes some forty trials.
      trial: (p, context) => decay.trial({ ...p, gap: p.rate > 1.2 ? 0.4 : 0.38 }, context),
    };
    const options = { ...OPTIONS, trials: 'auto', margin: 0.04, budget: 0.5, shown: ['speed'] } as const;
    const { points } = await execute(makePlan(uneven, { rate: '1,1.5' }), options);
    const [cheap, dear] = points[0];
    expect(dear.observables.speed[0].judgement!.verdict).toBe('unresolved');
    // Between the looks at 32 and 64: all that is left for the one, twice what it needs for the
    // other.
    expect(cheap.trials).toBeGreaterThan(64);
    expect(dear.trials).toBeGreaterThan(44);
    expect(dear.trials).toBeLessThanOrEqual(50);
  });

  it('goes on from trials that are there, however many', async () => {
    const known = new Map<string, TrialOutcome[]>();
    const keep = (key: string, _: number, made: readonly TrialOutcome[]) =>
      void known.set(key, [...(known.get(key) ?? []), ...made]);
    const plan = makePlan(decay, { gap: 0.4, rate: 1 });
    await execute(plan, { ...OPTIONS, trials: 200, keep });
    const options = { ...OPTIONS, trials: 'auto', margin: 0.04, budget: 0.1, shown: ['speed'] } as const;
    expect((await execute(plan, { ...options, known })).points[0][0].trials).toBeGreaterThan(1000);
  });

  it('asks the clock for its budget unless told to ask the estimate', async () => {
    const slow: AnySystem = {
      ...decay,
      trial: async (...given) => {
        await new Promise((resume) => setTimeout(resume, 4));
        return decay.trial(...(given as Parameters<typeof decay.trial>));
      },
    };
    const options = { ...OPTIONS, trials: 'auto', margin: 1e-4, budget: 0.25, budgetBy: 'clock' } as const;
    const { points } = await execute(makePlan(slow, { rate: 1 }), options);
    // 0.25 s at 4 ms and more each, where the estimate of 0.1 ms would allow 2500.
    expect(points[0][0].trials).toBeLessThan(80);
    expect(points[0][0].trials).toBeGreaterThanOrEqual(8);
  });

  it('spends what is left of its budget when trials are faster than the last ones were', async () => {
    let made = 0;
    const faster: AnySystem = {
      ...decay,
      trial: async (...given) => {
        await new Promise((resume) => setTimeout(resume, ++made <= 64 ? 5 : 1));
        return decay.trial(...(given as Parameters<typeof decay.trial>));
      },
    };
    const options = { ...OPTIONS, trials: 'auto', margin: 1e-4, budget: 0.8, budgetBy: 'clock' } as const;
    const { seconds, toDecide } = await execute(makePlan(faster, { rate: 1 }), options);
    expect(toDecide === undefined || toDecide.seconds > 0).toBe(true);
    expect(seconds).toBeGreaterThan(0.7);
  });

  it('adds no trials to what is broken already', async () => {
    const options = { ...OPTIONS, trials: 'auto', margin: 0.02, budget: 1, shown: ['speed'] } as const;
    const half: AnySystem = {
      ...decay,
      // Off at one rate, and at the edge of the margin at the other.
      trial: (p, context) => decay.trial({ ...p, gap: p.rate > 1.2 ? 4 : 0.2 }, context),
    };
    const { points, verdict } = await execute(makePlan(half, { rate: '1,1.5' }), options);
    expect(verdict.overall).toBe('broken');
    expect(points[0].map(({ trials }) => trials)).toEqual([8, 8]);
  });

  it('does not judge a number against a floor that is more than a tenth of it', async () => {
    const { speed } = decay.observables;
    const floored = (floor: number): AnySystem => ({
      ...decay,
      observables: { ...decay.observables, speed: { ...speed, floor: () => floor } },
    });
    const judged = async (floor: number) => {
      const run = await execute(makePlan(floored(floor), { rate: '1,2' }), { ...OPTIONS, shown: ['speed'] });
      return run.points[0].map(({ observables }) => observables.speed[0].judgement?.verdict ?? 'not judged');
    };
    expect(await judged(0.09)).toEqual(['holds', 'holds']);
    expect(await judged(0.15)).toEqual(['not judged', 'holds']);
  });

  it('tells a gap that vanishes with size from an error that does not', async () => {
    const options = { ...OPTIONS, trials: 400 };
    const vanishing = await execute(makePlan(decay, { gap: 0.4, rate: 1 }, [1, 2, 4]), options);
    const study = scalingOf(vanishing).decay;
    expect(study.finding).toBe('vanishes');
    expect(study.orderInterval![0]).toBeLessThan(1);
    expect(study.orderInterval![1]).toBeGreaterThan(1);
    const wrong: AnySystem = {
      ...decay,
      trial: (p, context) => decay.trial({ ...p, gap: 0.4, size: 10 }, context),
    };
    const persisting = await execute(makePlan(wrong, { rate: 1 }, [1, 2, 4]), options);
    expect(scalingOf(persisting).decay.finding).toBe('persists');
  });
});

describe('a system whose axis is a coordinate', () => {
  const unswept: AnySystem = { ...decay, sweep: {} };

  it('has one setting, and a figure over the coordinate', async () => {
    const plan = makePlan(unswept, {});
    expect(plan.axis).toBeUndefined();
    expect(plan.curves[0].points).toHaveLength(1);
    const figure = figureOf(await execute(plan, { ...OPTIONS, shown: ['decay', 'bound'] }));
    expect(figure.axis.label).toBe(decay.coordinates!.time.label);
    expect(seriesOf(figure)[0].points!.map(({ x }) => x)).toEqual([0, 0.5, 1]);
    expect((figure.panels[1] as LinesPanel).axis!.label).not.toBe(figure.axis.label);
  });

  it('leaves out a panel that has neither theory nor points', async () => {
    const silent: AnySystem = { ...unswept, trial: () => ({ observables: { bound: 1 } }) };
    const result = await execute(makePlan(silent, {}), { ...OPTIONS, trials: 4, shown: ['bound', 'extra'] });
    expect(result.verdict.observables.extra).toMatchObject({ verdict: 'not judged' });
    expect(figureOf(result).panels.map(({ id }) => id)).toEqual(['bound']);
  });

  it('keeps the panel that may yet be filled where nothing is predicted', async () => {
    const nothing = () => ({ observables: {} });
    const silent: AnySystem = { ...unswept, predict: nothing, trial: nothing };
    const result = await execute(makePlan(silent, {}), { ...OPTIONS, trials: 1, shown: ['bound', 'extra'] });
    expect(figureOf(result).panels.map(({ id }) => id)).toEqual(['extra']);
  });

  it('draws one curve for each value of a list, and some of those of a long range', async () => {
    const curves = async (rate: unknown) => {
      const result = await execute(makePlan(unswept, { rate }), { ...OPTIONS, trials: 8 });
      return seriesOf(figureOf(result)).map(({ label }) => label);
    };
    expect(await curves('1,2')).toEqual(['rate = 1', 'rate = 2']);
    expect(await curves('1:9:9')).toEqual(['rate = 1', 'rate = 3', 'rate = 5', 'rate = 7', 'rate = 9']);
  });
});

describe('a long trial', () => {
  const long: AnySystem = {
    ...decay,
    trial: async (_, { random, reporter }) => {
      const value = random.uniform();
      reporter.partial({ observables: { decay: Float64Array.of(value) } });
      reporter.progress(0.5);
      await new Promise((resume) => setTimeout(resume, 5));
      reporter.check();
      return { observables: { decay: Float64Array.of(value, value, value), bound: 1 } };
    },
  };
  const plan = makePlan(long, { rate: 1 });

  it('shows what it has while it runs', async () => {
    const heard: [number, number, number][] = [];
    await execute(plan, {
      ...OPTIONS,
      trials: 2,
      watch: ({ trial, fraction, observables }) =>
        heard.push([trial!, fraction, (observables.decay as Float64Array).length]),
    });
    expect(heard).toEqual([
      [0, 0, 1],
      [0, 0.5, 1],
      [1, 0, 1],
      [1, 0.5, 1],
    ]);
  });

  it('stops halfway when asked, and that is no failed trial', async () => {
    const stop = new AbortController();
    const { points, interrupted } = await execute(plan, {
      ...OPTIONS,
      trials: 8,
      signal: stop.signal,
      watch: ({ trial }) => trial === 3 && stop.abort(),
    });
    expect(interrupted).toBe(true);
    expect(points[0][0]).toMatchObject({ trials: 3, failures: {} });
  });
});

describe('ridge in the run layer', () => {
  it('refuses what does not fit into memory before computing anything', async () => {
    const plan = makePlan(await findSystem('ridge'), { samples: 1e6, dimension: 1e5 });
    await expect(execute(plan, { ...OPTIONS, shown: ['testError'] })).rejects.toThrow(/GB of heap/);
  });
});
