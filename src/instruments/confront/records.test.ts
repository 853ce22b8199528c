// What a run measured, fed back as the points of its record: the same verdict, and `broken` where
// it is more.
import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { makePlan } from '../../plan/plan.ts';
import { jsonParameter } from '../../record/json.ts';
import { pointRows, toCsv } from '../../record/points.ts';
import type { RunResult } from '../../run/conduct.ts';
import { executeHere } from '../../run/here.ts';
import { findSystem } from '../../systems/registry.ts';
import { report } from '../conduct.ts';
import { fileOf } from './files.testing.ts';
import { confront } from './instrument.ts';

const engine = createWasmEngine();

/** Numbers along an axis, with a family, and curves over a coordinate; what is drawn from both. */
const RUNS: [string, Record<string, unknown>, number][] = [
  ['ridge', { samples: '60:300:4:log', dimension: 60, ridge: 0.3 }, 24],
  ['ridge', { ridge: '0.1:3:4:log', samples: 150, dimension: 40, noise: '0.1,0.5' }, 16],
  ['dense-memory', { patterns: '20,60,150', units: 40 }, 24],
  ['deep-linear', { hidden: 60 }, 8],
  ['gaussian-refit', { generations: 12, samples: 20 }, 60],
  ['spectra', { samples: 200, dimension: 100 }, 24],
];

describe.each(RUNS)('a record of %s with %j', (id, settings, trials) => {
  const made = recordOf(id, settings, trials);

  it('fed back gives its own verdict, sentence by sentence', async () => {
    const { system, result, folder, points } = await made;
    const fed = await report(confront(system), [fileOf('points.csv', points, folder)], {}, { engine });
    const shown = (fed.values as { observables: Record<string, { verdict: string; sentence: string }> }).observables;
    expect(Object.keys(shown)).toEqual(result.shown.filter((name) => !(name in (system.claims ?? {}))));
    for (const [name, { verdict, sentence }] of Object.entries(shown))
      expect({ verdict, sentence }).toMatchObject({ sentence: result.verdict.observables[name].sentence });
    expect(fed.backTest.verdict).toBe(result.verdict.overall);
    expect(fed.figure.panels.map(({ id: panel }) => panel)).toContain(Object.keys(shown)[0]);
  });

  it('comes out broken where everything is a quarter more', async () => {
    const { verdict, sentence } = await scaled(await made, 1.25);
    expect(verdict, sentence).toBe('broken');
  });
});

it('a record with many trials holds, and comes out broken where everything is a tenth more', async () => {
  const made = await recordOf('ridge', { samples: '100,200,400', dimension: 40, ridge: 0.3 }, 300);
  expect((await scaled(made, 1)).verdict).toBe('holds');
  const { verdict, sentence } = await scaled(made, 1.1);
  expect(verdict, sentence).toBe('broken');
});

async function scaled({ system, folder, result }: Awaited<ReturnType<typeof recordOf>>, factor: number) {
  const more = pointRows(result).map((row) => ({
    ...row,
    ...(row.mean != null && { mean: factor * row.mean, standardError: factor * row.standardError! }),
  }));
  return (await report(confront(system), [fileOf('points.csv', toCsv(more), folder)], {}, { engine })).backTest;
}

async function recordOf(id: string, settings: Record<string, unknown>, trials: number) {
  const system = await findSystem(id);
  const plan = makePlan(system, settings);
  const { margin, shown } = { margin: system.margin.value, shown: system.shown };
  const result: RunResult = await executeHere(plan, { trials, seed: '1', shown, margin, budget: 60, engine: 'wasm' });
  const parameters = Object.fromEntries(Object.entries(plan.fixed).map(([key, value]) => [key, jsonParameter(value)]));
  const manifest = JSON.stringify({ system: id, parameters, shown, margin, trials });
  return { system, result, points: toCsv(pointRows(result)), folder: { 'manifest.json': manifest } };
}
