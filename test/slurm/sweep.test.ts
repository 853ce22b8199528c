// A sweep through Slurm, with all that happens on a cluster: it comes to the same bits as one in a
// single thread, and no task that was done is done again.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOrrery } from '../../src/cli/orrery.testing.ts';
import { submissions } from '../../src/sweep/submission.ts';
import { down, killNode, missingPrograms, startNode, up } from './cluster.mjs';
import { eventually, scontrol, untilStates } from './waiting.ts';

describe.skipIf(missingPrograms().length > 0)('a sweep through Slurm', { timeout: 180_000 }, () => {
  let node: Awaited<ReturnType<typeof up>>;
  let folder: string;
  const { SLURM_CONF } = process.env;

  beforeAll(async () => {
    node = await up({ maxArraySize: 5, cpus: 2 });
    process.env.SLURM_CONF = node.conf;
    folder = mkdtempSync(join(tmpdir(), 'a sweep’s '));
  }, 60_000);

  afterAll(async () => {
    if (SLURM_CONF === undefined) delete process.env.SLURM_CONF;
    else process.env.SLURM_CONF = SLURM_CONF;
    if (node) await down(node.folder);
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const orrery = (...words: string[]) => runOrrery(folder, words);
  const onlyRecord = (out: string) => join(folder, out, readdirSync(join(folder, out))[0]);
  const statusOf = (record: string) => JSON.parse(orrery('sweep', 'status', record, '--json').stdout);
  const contents = (record: string) =>
    ['points.csv', 'points.parquet', 'failed.csv', 'trials.jsonl.gz', 'theory.jsonl.gz'].map((name) =>
      readFileSync(join(record, name)),
    );
  /** Each line of the journals, by place and trial. */
  const journalled = (record: string) =>
    readdirSync(join(record, 'journals')).flatMap((name) =>
      [...readFileSync(join(record, 'journals', name), 'utf8').matchAll(/^.*("at":\d+,"trial":-?\d+).*\n/gm)].map(
        ([, task]) => task,
      ),
    );
  const untilTasks = (record: string, count: number) =>
    eventually(
      () => journalled(record).length,
      (tasks) => tasks >= count,
    );

  it('is the same to the bit through a cancelled job, a requeue, and a daemon that is killed', async () => {
    const asked = ['samples=200:400:5', 'ridge=0.01:1:4:log', 'dimension=300', '--engine', 'wasm', '--trials', '14'];
    orrery('sweep', 'ridge', ...asked, '--executor', 'inline', '--out', 'inline');
    const cluster = ['--executor', 'slurm', '--parts', '7', '--sbatch=--hold', '--out', 'cluster'];
    const given = orrery('sweep', 'ridge', ...asked, ...cluster);
    expect(given.stderr).toMatch(/300 tasks in 7 parts were given to Slurm/);
    const record = onlyRecord('cluster');
    // An array holds five here.
    const [{ arrays }] = submissions(record);
    expect(arrays!.map(({ count }) => count)).toEqual([5, 2]);
    // The second stays where it is, however fast the first is worked.
    scontrol('release', arrays![0].job);

    await untilTasks(record, 20);
    scontrol('requeue', `${arrays![0].job}_0`);
    await untilStates(arrays!, ([first]) => first.restarts === 1 && first.state !== 'PENDING');
    killNode(node);
    await startNode(node);
    await untilTasks(record, 100);

    // While parts may run, nothing of theirs is done by others.
    const refused = orrery('sweep', 'resume', record);
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringMatching(/parts? of .* may still run; wait/) });
    expect(orrery('sweep', 'cancel', record).stderr).toMatch(/jobs were cancelled/);
    await untilStates(arrays!, (states) => states.every(({ state }) => /^(CANCELLED|COMPLETED|FAILED)$/.test(state)));
    const before = journalled(record);
    expect(new Set(before).size).toBe(before.length);
    expect(statusOf(record)).toMatchObject({
      done: before.length,
      open: 300 - before.length,
      parts: { CANCELLED: expect.any(Number) },
    });
    expect(before.length).toBeLessThan(300);

    const resumed = orrery('sweep', 'resume', record, '--executor', 'slurm', '--parts', '4', '--cpus', '2');
    expect(resumed.stderr).toMatch(new RegExp(`${300 - before.length} tasks in 4 parts were given to Slurm`));
    await untilStates(submissions(record)[1].arrays!, (states) => states.every(({ state }) => state === 'COMPLETED'));
    const all = journalled(record);
    expect(new Set(all).size).toBe(all.length);
    expect(statusOf(record)).toMatchObject({ done: 300, failed: 0, open: 0, ended: false });
    expect([0, 4]).toContain(orrery('sweep', 'merge', record).status);
    expect(existsSync(join(record, 'journals'))).toBe(false);
    expect(contents(record)).toEqual(contents(onlyRecord('inline')));
  });
});
