import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrialOutcome } from '../measure/trials.ts';
import { BadInput } from '../numeric/errors.ts';
import { makePlan } from '../plan/plan.ts';
import type { RunResult } from '../run/conduct.ts';
import { execute } from '../run/execute.ts';
import { ridge } from '../systems/ridge/system.ts';
import { differences } from './compare.ts';
import { Draft } from './draft.ts';
import { headerOf } from './header.ts';
import { Journal, readTrials } from './journal.ts';
import { readHeader, readManifest, writeRecord } from './record.ts';

const settings = { dimension: 20, samples: [10, 40] };
const plan = makePlan(ridge, settings, [1]);
const options = { seed: '1', engine: 'wasm', margin: 0.1, budget: 0, shown: ridge.shown, jobs: 1 } as const;
const temporary = () => mkdtempSync(join(tmpdir(), 'orrery-'));

/** A run with its draft, which may be that of an earlier one. */
async function run(trials: number, out: string, earlier?: { folder: string; looksBefore?: number }) {
  const header = headerOf(plan, settings, [1], { ...options, trials, engineDescription: '' });
  const draft = new Draft(plan, out, header, { folder: earlier?.folder, every: 0 });
  const made: string[] = [];
  const result = await execute(plan, {
    ...options,
    trials,
    looksBefore: earlier?.looksBefore,
    known: earlier && readTrials(earlier.folder),
    keep(point, first, outcomes) {
      made.push(...outcomes.map((_, i) => `${point} ${first + i}`));
      draft.add(point, first, outcomes);
    },
    progress: (_, judge) => draft.keep(judge),
  });
  return { draft, result, made };
}

function finish({ draft, result }: { draft: Draft; result: RunResult }, out: string): string {
  return draft.finish((folder) => writeRecord(result, settings, [1], out, { folder }));
}

describe('the record of a run under way', () => {
  it('has what was asked, every trial, and the points so far', async () => {
    const out = temporary();
    const made = await run(6, out);
    const folder = made.draft.folder!;
    expect(readdirSync(folder).sort()).toEqual(['points.csv', 'run.json', 'trials.jsonl', 'writer.json']);
    expect(differences(folder, made.result)).toEqual([]);
    expect(readHeader(folder).seed).toBe('1');
    expect(() => readManifest(folder)).toThrow('orrery run --resume');
    expect(finish(made, out)).toBe(folder);
    expect(readdirSync(folder).filter((name) => /^(run|writer|trials)/.test(name))).toEqual(['trials.jsonl.gz']);
    expect([...readTrials(folder).values()].map(({ length }) => length)).toEqual([6, 6]);
  });

  it('of a run that failed is removed, and what it went on from is not', async () => {
    const out = temporary();
    const first = await run(4, out);
    first.draft.discard();
    expect(readdirSync(out)).toEqual([]);
    const folder = finish(await run(4, out), out);
    (await run(6, out, { folder })).draft.discard();
    expect(readManifest(folder).trials).toBe(4);
    expect(readTrials(folder).size).toBe(2);
  });

  it('is of one process', async () => {
    const out = temporary();
    const { draft } = await run(4, out);
    const header = headerOf(plan, settings, [1], { ...options, trials: 4, engineDescription: '' });
    const second = () => new Draft(plan, out, header, { folder: draft.folder });
    expect(second).toThrow(BadInput);
    expect(second).toThrow(`is being written by process ${process.pid}`);
    // A process that is no more occupies nothing, nor does one that was killed as it wrote its
    // name.
    for (const left of [JSON.stringify({ host: 'elsewhere' }), '{"host', '']) {
      writeFileSync(join(draft.folder!, 'writer.json'), left);
      second().discard();
    }
  });
});

describe('a run that goes on', () => {
  it('comes to the points of one that was never stopped, wherever it was killed', async () => {
    const whole = finish(await run(12, temporary()), temporary());
    const out = temporary();
    const killed = await run(12, out);
    const folder = killed.draft.folder!;
    const text = readFileSync(join(folder, 'trials.jsonl'));
    for (const share of [0, 0.1, 0.37, 0.5, 0.93, 1]) {
      rmSync(join(folder, 'trials.jsonl'), { force: true });
      rmSync(join(folder, 'trials.jsonl.gz'), { force: true });
      rmSync(join(folder, 'writer.json'), { force: true });
      writeFileSync(join(folder, 'trials.jsonl'), text);
      truncateSync(join(folder, 'trials.jsonl'), Math.round(share * text.length));
      const there = [...readTrials(folder)].flatMap(([point, all]) => all.map((_, i) => `${point} ${i}`));
      const again = await run(12, out, { folder });
      expect(again.made.filter((one) => there.includes(one))).toEqual([]);
      expect(again.made.length + there.length).toBe(24);
      finish(again, out);
      for (const name of ['points.csv', 'result.json'] as const)
        expect(withoutSeconds(readFileSync(join(folder, name), 'utf8'))).toBe(
          withoutSeconds(readFileSync(join(whole, name), 'utf8')),
        );
    }
  });

  it('adds trials to one that has ended, and counts the looks', async () => {
    const out = temporary();
    const folder = finish(await run(6, out), out);
    const again = await run(12, out, { folder, looksBefore: 1 });
    expect(again.made).toHaveLength(12);
    finish(again, out);
    expect(readManifest(folder)).toMatchObject({ counts: [[12, 12]], looksBefore: 1, trials: 12 });
    expect([...readTrials(folder).values()].map(({ length }) => length)).toEqual([12, 12]);
    // The numbers are those of twelve at once; judged a little more strictly.
    const whole = finish(await run(12, out), out);
    const numbers = (from: string) => readFileSync(join(from, 'points.csv'), 'utf8').replace(/,[^,]*,[^\n]*$/gm, '');
    expect(numbers(folder)).toBe(numbers(whole));
  });
});

describe('a journal', () => {
  const outcomes: TrialOutcome[] = [
    { observables: { a: 0.1, b: new Float64Array([1 / 3, -0, 1e-310]) }, exhibits: [] },
    { failed: 'no convergence, "again"\n' },
    { observables: { a: 2 }, withoutValue: { b: 'NaN' }, without: { c: 'there is none' } },
  ];

  it('gives back what it was given, to the bit', () => {
    const folder = temporary();
    const journal = new Journal(folder);
    journal.keep('x', 0, outcomes);
    journal.keep('y', 5, outcomes.slice(0, 1));
    const read = readTrials(folder);
    expect(read.get('x')).toEqual(outcomes);
    expect(Object.keys(read.get('y')!)).toEqual(['5']);
    journal.close();
    expect(readTrials(folder)).toEqual(read);
  });

  it('cuts off a line that was torn, and goes on', () => {
    const folder = temporary();
    new Journal(folder).keep('x', 0, outcomes);
    appendFileSync(join(folder, 'trials.jsonl'), '{"point":"x","tri');
    expect(readTrials(folder).get('x')).toEqual(outcomes);
    new Journal(folder).keep('x', 3, outcomes.slice(0, 1));
    expect(readTrials(folder).get('x')).toHaveLength(4);
  });

  it('names a line that is damaged', () => {
    const folder = temporary();
    new Journal(folder).keep('x', 0, outcomes);
    for (const line of ['{"point":', '[]', '{"point":"x","trial":-1,"observables":{}}']) {
      const file = join(folder, 'trials.jsonl');
      const before = readFileSync(file);
      appendFileSync(file, `${line}\n`);
      expect(() => readTrials(folder)).toThrow(BadInput);
      expect(() => readTrials(folder)).toThrow('trials.jsonl, line 4 is damaged');
      writeFileSync(file, before);
    }
    writeFileSync(join(folder, 'trials.jsonl.gz'), 'not compressed');
    expect(() => readTrials(folder)).toThrow('cannot be decompressed');
  });
});

function withoutSeconds(text: string): string {
  return text.replace(/"seconds": ?[^,\n]*/g, '');
}
