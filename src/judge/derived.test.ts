import { describe, expect, it } from 'vitest';
import { makePlan } from '../plan/plan.ts';
import { figureOf } from '../record/figure-of.ts';
import { resultJson } from '../record/json.ts';
import { pointRows } from '../record/points.ts';
import { decay } from '../run/decay.testing.ts';
import { execute } from '../run/execute.ts';
import { testOptions } from '../run/options.testing.ts';
import type { AnySystem } from '../systems/contract.ts';

const OPTIONS = testOptions({ trials: 64, seed: 'test', shown: ['decay', 'halfTime', 'order', 'falling', 'faster'] });

describe('a derived observable', () => {
  it('is drawn from a curve at each point, with an error, and judged', async () => {
    const { points, verdict } = await execute(makePlan(decay, { rate: [1, 2] }), OPTIONS);
    expect(verdict.observables.halfTime).toMatchObject({ verdict: 'holds', judged: 2 });
    const [{ predicted, measured }] = points[0][0].observables.halfTime;
    expect(predicted).toBeCloseTo(Math.LN2, 12);
    expect(measured).toMatchObject({ trials: 64 });
    const { mean, standardError } = measured as { mean: number; standardError: number };
    expect(Math.abs(mean - Math.LN2)).toBeLessThan(5 * standardError);
    expect(standardError).toBeGreaterThan(1e-4);
    expect(standardError).toBeLessThan(0.01);
  });

  it('is drawn from the course along the axis, one for each curve', async () => {
    const result = await execute(makePlan(decay, { rate: '0.5:2:5', size: [10, 20] }), OPTIONS);
    expect(result.verdict.observables.order).toMatchObject({ verdict: 'holds', judged: 2 });
    expect(result.curves[1].derived.order.predicted).toBeCloseTo(1, 12);
    const rows = pointRows(result).filter(({ observable }) => observable === 'order');
    expect(rows.map(({ parameters }) => parameters)).toEqual([{ size: 10 }, { size: 20 }]);
    const json = resultJson(result) as { curves: { derived: Record<string, { verdict: string }> }[] };
    expect(json.curves[0].derived.order.verdict).toBe('holds');
  });

  it('is not judged where the axis is another, or where nothing is predicted', async () => {
    const { verdict, points } = await execute(makePlan(decay, { rate: 0.6, size: [10, 20] }), OPTIONS);
    expect(verdict.observables.order).toMatchObject({ verdict: 'not judged', judged: 0 });
    expect(verdict.observables.order.sentence).toBe(
      'order p: nothing to judge (it is drawn along rate, and the axis is size)',
    );
    expect(points[0][0].observables.halfTime[0].reason).toMatch(/does not predict/);
    const alone = await execute(makePlan(decay, { rate: 0.6 }), OPTIONS);
    expect(alone.verdict.observables.order.sentence).toBe(
      'order p: nothing to judge (it is drawn along rate, of which there is one value: give it several, as a list or a range)',
    );
  });

  it('says so when the curve has no such number', async () => {
    const slow: AnySystem = { ...decay, trial: () => ({ observables: { decay: Float64Array.of(1, 0.9, 0.8) } }) };
    const { verdict } = await execute(makePlan(slow, { rate: 1 }), OPTIONS);
    expect(verdict.observables.halfTime.sentence).toMatch(/has no half time/);
  });

  it('gives the same error each time, and is found out when it is wrong', async () => {
    const run = (system: AnySystem) => execute(makePlan(system, { rate: 1 }), OPTIONS);
    const [first, again] = [await run(decay), await run(decay)];
    expect(again.points).toEqual(first.points);
    const halfTime = { ...decay.derived!.halfTime, predicted: () => 1.1 * Math.LN2 };
    const { verdict } = await run({ ...decay, derived: { ...decay.derived, halfTime } });
    expect(verdict.observables.halfTime.verdict).toBe('broken');
    expect(verdict.overall).toBe('broken');
  });
});

describe('a claim', () => {
  it('is judged as a share of the trials: of a curve, of a number, along the axis', async () => {
    const { points, curves, verdict } = await execute(makePlan(decay, { rate: '1:2:2' }), OPTIONS);
    for (const name of ['falling', 'above', 'faster']) expect(verdict.observables[name].verdict, name).toBe('holds');
    expect(points[0][0].claims.falling).toMatchObject({ trials: 64, trueTrials: 64 });
    expect(curves[0].claims.faster).toMatchObject({ trials: 64, trueTrials: 64 });
    expect(verdict.observables.falling.sentence).toContain('what is left falls with time');
  });

  it('needs enough trials, and is found out when it is false', async () => {
    const few = await execute(makePlan(decay, { rate: '1:2:2' }), { ...OPTIONS, trials: 4 });
    expect(few.verdict.observables.faster.verdict).toBe('unresolved');
    const faster = { ...decay.claims!.faster, says: ([a, b]: Float64Array) => b < a };
    const planted: AnySystem = { ...decay, claims: { ...decay.claims, faster } };
    const { verdict } = await execute(makePlan(planted, { rate: '1:2:2' }), OPTIONS);
    expect(verdict.observables.faster.verdict).toBe('broken');
  });

  it('makes `auto` add trials until it is resolved', async () => {
    const { verdict, points } = await execute(makePlan(decay, { rate: 1 }), {
      ...OPTIONS,
      trials: 'auto',
      shown: ['falling'],
    });
    expect(verdict.overall).toBe('holds');
    expect(points[0][0].trials).toBeGreaterThan(29);
  });
});

describe('the figure of a result', () => {
  it('is a map over two ranges, with theory, measurement, deviation and verdict', async () => {
    const result = await execute(makePlan(decay, { rate: '1:2:3', gap: '0:0.1:2' }), { ...OPTIONS, shown: ['speed'] });
    const { panels } = figureOf(result);
    expect(panels.slice(0, 4).map((panel) => [panel.kind, panel.id, panel.facet])).toEqual([
      ['map', 'speed', 'theory'],
      ['map', 'speed', 'measured'],
      ['map', 'speed.deviation', 'deviation'],
      ['map', 'speed.verdict', 'verdict'],
    ]);
    expect(panels[0]).toMatchObject({
      x: [1, 1.5, 2],
      y: [0, 0.1],
      values: [
        [1, 1.5, 2],
        [1, 1.5, 2],
      ],
    });
  });

  it('is a map over two coordinates', async () => {
    const { points, ...rest } = await execute(makePlan(decay, { rate: 1 }), { ...OPTIONS, shown: ['surface'] });
    expect(points[0][0].observables.surface.map(({ coordinate, second }) => [coordinate, second])).toEqual([
      [0, 0],
      [0, 1],
      [0.5, 0],
      [0.5, 1],
      [1, 0],
      [1, 1],
    ]);
    const [theory] = figureOf({ points, ...rest }).panels;
    expect(theory).toMatchObject({
      kind: 'map',
      x: [0, 1],
      y: [0, 0.5, 1],
      values: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    });
  });

  it('has a panel for each value of a second family, and the exhibits of the first trial', async () => {
    const settings = { rate: '1:2:3', gap: [0, 0.01], size: [10, 20] };
    const { panels } = figureOf(await execute(makePlan(decay, settings), { ...OPTIONS, shown: ['speed'] }));
    const lines = panels.filter(({ kind }) => kind === undefined || kind === 'lines');
    expect(lines.map(({ facet }) => facet)).toEqual(['size = 10', 'size = 20']);
    const images = panels.filter(({ kind }) => kind === 'image');
    expect(images[0]).toMatchObject({ kind: 'image', values: [[expect.any(Number), 2]] });
  });

  it('draws what a derived observable or a claim is about', async () => {
    const shown = ['order', 'falling'];
    const { panels } = figureOf(await execute(makePlan(decay, { rate: '1:2:3' }), { ...OPTIONS, shown }));
    const lines = panels.filter(({ kind }) => kind === undefined || kind === 'lines');
    expect(lines.map(({ id }) => id)).toEqual(['speed', 'decay']);
    expect(lines.every((panel) => !('verdict' in panel))).toBe(true);
  });

  it('draws what nobody has a theory of', async () => {
    const result = await execute(makePlan(decay, { rate: 1 }), { ...OPTIONS, shown: ['extra'] });
    expect(figureOf(result).panels[0]).toMatchObject({
      id: 'extra',
      series: [{ points: [{ x: 0 }, { x: 0.5 }, { x: 1 }] }],
    });
  });
});
