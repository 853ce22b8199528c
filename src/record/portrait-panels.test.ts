// Panels that are no curve over an axis: a phase portrait, and single values side by side.
import { describe, expect, it } from 'vitest';
import type { LinesPanel } from '../figures/figure.ts';
import { makePlan } from '../plan/plan.ts';
import { execute } from '../run/execute.ts';
import { testOptions } from '../run/options.testing.ts';
import type { AnySystem } from '../systems/contract.ts';
import { selfStabilisation } from '../systems/self-stabilisation/system.ts';
import { figureOf } from './figure-of.ts';

async function panelsOf(settings: Record<string, unknown>, shown: string[]): Promise<LinesPanel[]> {
  const plan = makePlan(selfStabilisation as AnySystem, settings);
  const result = await execute(plan, testOptions({ trials: 2, seed: 'portrait', shown }));
  for (const name of ['displacement', 'excess'])
    if (name in result.verdict.observables)
      result.verdict.observables[name].verdict = name === 'excess' ? 'holds' : 'unresolved';
  const { axis, panels } = figureOf(result);
  return panels.map((panel) => ({ axis, ...panel }) as LinesPanel);
}

describe('a portrait', () => {
  it('takes the place of its two curves, and closes', async () => {
    const [portrait, ...rest] = await panelsOf({}, ['displacement', 'excess', 'meanSquare']);
    expect(rest.map(({ id }) => id)).toEqual(['meanSquare']);
    expect(portrait.isPath).toBe(true);
    expect(portrait.verdict).toBe('unresolved');
    const [{ theory, points }] = portrait.series;
    expect([theory!.x.at(-1), theory!.y.at(-1)].map((end, i) => end! - [theory!.x, theory!.y][i][0]!)).toEqual([
      expect.closeTo(0, 8),
      expect.closeTo(0, 8),
    ]);
    // Round the fixed point: on all four sides of it.
    const sides = new Set(points!.map(({ x, y }) => `${x > 1} ${y > 0}`));
    expect(sides.size).toBe(4);
  });

  it('needs both of them', async () => {
    const [curve] = await panelsOf({}, ['excess', 'meanSquare']);
    expect(curve.id).toBe('excess');
    expect(curve.isPath).toBeUndefined();
  });
});

describe('single values', () => {
  it('stand side by side without an axis, each with its prediction', async () => {
    const [panel] = await panelsOf({ activation: ['tanh', 'erf'] }, ['period']);
    expect(panel.axis).toMatchObject({ label: '', places: 2 });
    expect(panel.series.map(({ theory, points }) => [theory!.x, points!.map(({ x }) => x)])).toEqual([
      [[0], [0]],
      [[1], [1]],
    ]);
  });

  it('stand on their axis where there are several along it', async () => {
    const [panel] = await panelsOf({ start: [0.2, 0.4] }, ['period']);
    expect(panel.series[0].points!.map(({ x }) => x)).toEqual([0.2, 0.4]);
  });
});
