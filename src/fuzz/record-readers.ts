import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, strToU8 } from 'fflate';
import { replan } from '../cli/replan.ts';
import { makePlan } from '../plan/plan.ts';
import { agreement, differences } from '../record/compare.ts';
import { hasTrials, Journal, readTrials } from '../record/journal.ts';
import { readHeader, readManifest } from '../record/record.ts';
import type { RunResult } from '../run/conduct.ts';
import { execute } from '../run/execute.ts';
import { findSystem } from '../systems/registry.ts';
import { hostileGzip, hostileJournal } from './hostile.ts';
import { must, type Reader } from './reader.ts';

/**
 * Readers of what stands in a record's folder. They write into `scratch`, a folder that is there.
 */
export async function recordReaders(root: URL, scratch: string): Promise<Reader[]> {
  const fixture = fileURLToPath(new URL('src/record/fixtures/schema-1', root));
  const folder = join(scratch, 'record');
  cpSync(fixture, folder, { recursive: true });
  const [manifest, points] = ['manifest.json', 'points.csv'].map((name) => readFileSync(join(fixture, name)));
  const result = await smallRun();
  const keys = result.plan.curves.map((curve) => curve.points.map(({ key }) => key));
  const { parameters, ...old } = JSON.parse(new TextDecoder().decode(manifest));
  const newer = strToU8(JSON.stringify({ ...old, parameters, schema: 'orrery-record/2', pointKeys: keys }));
  const journal = journalOf(scratch, result);
  return [
    {
      name: 'manifests',
      seeds: [manifest, newer],
      read: async (bytes) => {
        writeFileSync(join(folder, 'manifest.json'), bytes);
        const read = readManifest(folder);
        must(read.scales.length > 0 && typeof read.seed === 'string', 'a manifest without scales or seed');
        const { plan } = await replan(folder, read, [], { command: 'verify' });
        return { worth: plan.curves.length * plan.curves[0].points.length * 1e-4 };
      },
    },
    {
      name: 'headers of runs under way',
      seeds: [manifest, newer],
      read: (bytes) => {
        const own = join(scratch, 'under-way');
        mkdirSync(own, { recursive: true });
        writeFileSync(join(own, 'run.json'), bytes);
        must(
          readHeader(own).shown.every((name) => typeof name === 'string'),
          'a name that is none',
        );
      },
    },
    {
      name: 'points of records',
      seeds: [points],
      read: (bytes) => {
        const own = join(scratch, 'points');
        mkdirSync(own, { recursive: true });
        writeFileSync(join(own, 'points.csv'), bytes);
        must(
          differences(own, result).every((one) => typeof one === 'string'),
          'a difference that is no sentence',
        );
        const { chance, furthest } = agreement(own, result);
        must(chance >= 0 && chance <= 1 && furthest >= 0, `chance ${chance}, furthest ${furthest}`);
      },
    },
    {
      name: 'journals',
      seeds: [journal, journal.subarray(0, 400)],
      makers: [hostileJournal],
      read: (bytes) => readJournal(scratch, 'trials.jsonl', bytes),
    },
    {
      name: 'closed journals',
      seeds: [gzipSync(journal)],
      makers: [(random) => Uint8Array.from(gzipSync(hostileJournal(random))), hostileGzip],
      read: (bytes) => readJournal(scratch, 'trials.jsonl.gz', bytes),
    },
  ];
}

function readJournal(scratch: string, name: string, bytes: Uint8Array): void {
  const own = join(scratch, name.endsWith('gz') ? 'closed' : 'open');
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own);
  writeFileSync(join(own, name), bytes);
  must(hasTrials(own) === bytes.length > 0, 'a journal that is there and is not');
  // All that going on with a run does with them.
  for (const [point, outcomes] of readTrials(own)) {
    must(typeof point === 'string' && Array.isArray(outcomes), 'trials of no point');
    const there = outcomes.filter((one) => one !== undefined);
    for (const outcome of there) {
      if ('failed' in outcome) {
        must(typeof outcome.failed === 'string', 'a failure without a reason');
        continue;
      }
      for (const [one, value] of Object.entries(outcome.observables))
        must(typeof value === 'number' || value instanceof Float64Array, `${one} was measured as ${typeof value}`);
      for (const { values } of outcome.exhibits ?? []) must(values instanceof Float64Array, 'an exhibit of no numbers');
    }
  }
}

async function smallRun(): Promise<RunResult> {
  const plan = makePlan(await findSystem('ridge'), { samples: '50,100', dimension: 40, noise: 0.5 });
  return execute(plan, {
    ...{ trials: 2, seed: '1', jobs: 1, engine: 'wasm', margin: 0.05, budget: 1, shown: ['testError'] },
  });
}

/** A whole journal of numbers, curves, exhibits and failures. */
function journalOf(scratch: string, { plan }: RunResult): Uint8Array {
  const folder = join(scratch, 'journal');
  mkdirSync(folder);
  const journal = new Journal(folder);
  const exhibits = [{ title: 'b', values: Float64Array.of(1, 2), rows: 1, columns: 2 }];
  plan.curves[0].points.forEach(({ key }, i) => {
    journal.keep(key, 0, [
      { observables: { testError: 0.5 + i, curve: Float64Array.of(1, -0, 1e-300) }, exhibits },
      { observables: { testError: 1 / 3 }, withoutValue: { curve: 'NaN' } },
      { failed: 'it did not converge' },
    ]);
  });
  journal.abandon();
  return readFileSync(join(folder, 'trials.jsonl'));
}
