import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../judge/summary.ts';
import { makePlan } from '../plan/plan.ts';
import { readManifest, writeRecord } from '../record/record.ts';
import type { RunResult } from '../run/conduct.ts';
import { execute } from '../run/execute.ts';
import { ridge } from '../systems/ridge/system.ts';
import { compareRecords } from './compare.ts';

const settings = { dimension: 20, samples: [10, 40], ridge: [0.1, 1] };
const OPTIONS = { trials: 8, seed: '1', engine: 'wasm', margin: 0.1, budget: 0, shown: ridge.shown, jobs: 1 } as const;

describe('two records', async () => {
  const result = await execute(makePlan(ridge, settings), OPTIONS);
  const written = (one: RunResult) => writeRecord(one, settings, [1], mkdtempSync(`${tmpdir()}/orrery-`));
  const whole = written(result);
  const side = (folder: string) => [folder, readManifest(folder)] as [string, ReturnType<typeof readManifest>];
  /** With one number changed, of the test error at 40 samples and a ridge of 0.1. */
  const changed = (change: (cell: Cell) => void) => {
    const copy = { ...result, points: structuredClone(result.points) };
    change(copy.points[0][1].observables.testError[0]);
    return written(copy);
  };
  const compared = (folder: string) => compareRecords(side(whole), side(folder));

  it('that are the same agree in everything', async () => {
    const found = await compared(whole);
    expect(found.points).toEqual({ a: 4, b: 4, both: 4 });
    expect(found.predictions).toMatchObject({ both: 32, differ: { count: 0 }, onlyOne: { count: 0 } });
    expect(found.means.identical).toBe(found.means.both);
    expect(found.means).toMatchObject({ chance: 1, furthest: { count: 0 } });
    expect(found.verdicts).toMatchObject({ both: 32, changed: { count: 0 }, opposite: 0 });
  });

  it('differ in a prediction where it is beyond what both promise', async () => {
    const by = (factor: number) =>
      changed((cell) => {
        cell.predicted! *= factor;
      });
    expect((await compared(by(1 + 1e-11))).predictions.differ.count).toBe(0);
    const { differ } = (await compared(by(1.001))).predictions;
    expect(differ).toMatchObject({ count: 1, examples: [{ observable: 'testError', at: 'samples 40, ridge 0.1' }] });
    const gone = changed((cell) => {
      delete cell.predicted;
    });
    expect((await compared(gone)).predictions).toMatchObject({
      both: 31,
      onlyOne: { count: 1, examples: [{ b: null }] },
    });
  });

  it('contradict each other in a mean that no chance explains', async () => {
    const by = (errors: number) =>
      changed(({ measured }) => {
        const one = measured as { mean: number; standardError: number };
        one.mean += errors * Math.SQRT2 * one.standardError;
      });
    const near = (await compared(by(2))).means;
    expect(near.furthest).toMatchObject({ count: 1, examples: [{ observable: 'testError' }] });
    expect(near.furthest.examples[0].z).toBeCloseTo(2, 10);
    expect(near.chance).toBe(1);
    expect((await compared(by(40))).means.chance).toBeLessThan(1e-6);
  });

  it('have a verdict that is another', async () => {
    const { verdicts } = await compared(
      changed((cell) => {
        cell.judgement = { ...cell.judgement!, verdict: 'holds' };
      }),
    );
    const isOther = result.points[0][1].observables.testError[0].judgement!.verdict !== 'holds';
    expect(verdicts.changed.count).toBe(isOther ? 1 : 0);
    const broken = written({
      ...result,
      points: structuredClone(result.points).map((row) =>
        row.map((point) => {
          for (const cell of point.observables.testError) cell.judgement = { ...cell.judgement!, verdict: 'broken' };
          return point;
        }),
      ),
    });
    expect((await compared(broken)).verdicts.changed.examples.every(({ b }) => b === 'broken')).toBe(true);
  });

  it('have points in common wherever these stand', async () => {
    const part = { dimension: 20, samples: [40], ridge: [1, 3] };
    const other = await execute(makePlan(ridge, part), OPTIONS);
    const folder = writeRecord(other, part, [1], mkdtempSync(`${tmpdir()}/orrery-`));
    const found = await compared(folder);
    expect(found.points).toEqual({ a: 4, b: 2, both: 1 });
    expect(found.means.identical).toBe(found.means.both);
    expect(found.means.both).toBeGreaterThan(0);
  });

  it('of two systems have nothing in common', async () => {
    const [folder, manifest] = side(whole);
    await expect(compareRecords([folder, manifest], [folder, { ...manifest, system: 'kernel' }])).rejects.toThrow(
      /is of ridge and .* of kernel: only records of one system have points in common/,
    );
    const { pointKeys: _, ...old } = manifest;
    await expect(compareRecords([folder, manifest], [folder, old as typeof manifest])).rejects.toThrow(
      /does not say which points/,
    );
    const short = { ...manifest, pointKeys: manifest.pointKeys!.map((row) => row.slice(1)) };
    await expect(compareRecords([folder, manifest], [folder, short])).rejects.toThrow(/cannot be told apart/);
  });
});
