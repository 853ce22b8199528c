// The seam to Slurm on a real cluster of one node: that nothing is submitted twice or forgotten, and
// that what is said of a task is what happened to it.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelArrays, maxArraySize, type SlurmArray, submitArrays } from '../../src/sweep/slurm/arrays.ts';
import type { SlurmOptions } from '../../src/sweep/slurm/options.ts';
import { isLive, statesOf } from '../../src/sweep/slurm/states.ts';
import { down, killNode, missingPrograms, startNode, up } from './cluster.mjs';
import { eventually, scontrol, untilStates } from './waiting.ts';

const missing: string[] = missingPrograms();

// Continuous integration has it installed, and fails where it is not.
it.skipIf(missing.length > 0 && !process.env.CI)(
  'has Slurm on this machine; else the tests of sweeps on a cluster are skipped (apt-get install slurm-wlm munge)',
  () => expect(missing).toEqual([]),
);

describe.skipIf(missing.length > 0)('Slurm', { timeout: 100_000 }, () => {
  let cluster: Awaited<ReturnType<typeof up>>;
  let folder: string;
  let limited: Awaited<ReturnType<typeof submit>>;
  const before = { ...process.env };

  beforeAll(async () => {
    cluster = await up({ maxArraySize: 11, cpus: 6 });
    for (const name of Object.keys(process.env))
      if (/^(SBATCH|SQUEUE|SLURM|SCANCEL)_/.test(name)) delete process.env[name];
    process.env.SLURM_CONF = cluster.conf;
    folder = mkdtempSync(join(tmpdir(), "a sweep's % “é” $HOME-"));
    // Slurm looks at limits twice a minute, and other tests fill the time. One task has its minute
    // before it, the other behind.
    limited = await submit(2, TOLD, { partition: 'short', time: '1' });
    await untilStates(limited.arrays, (states) => states.every(({ state }) => state === 'RUNNING'));
    scontrol('update', `jobid=${limited.arrays[0].job}_1`, 'EndTime=now');
  }, 60_000);

  afterAll(async () => {
    restore('PATH');
    restore('SLURM_CONF');
    if (cluster) await down(cluster.folder);
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  function restore(name: string): void {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }

  /**
   * Submits tasks that run this program of bash, in which $1 is a folder and $2 the part; returns that
   * folder too.
   */
  async function submit(parts: number, program: string, options: SlurmOptions = {}, ...more: string[]) {
    const own = mkdtempSync(join(folder, 'of '));
    const work = ['/bin/bash', '-c', program, 'bash', own, ...more];
    return { own, arrays: await submitArrays(parts, { name: 'a “sweep”', folder: own, work }, options) };
  }

  const ended = (arrays: SlurmArray[]) => untilStates(arrays, (states) => !states.some(isLive));
  const logOf = (own: string, { job }: SlurmArray, task: number) =>
    readFileSync(join(own, 'slurm', `${job}_${task}.out`), 'utf8');

  it('runs every part once, in arrays of the size that the cluster takes, with words as they are', async () => {
    expect(await maxArraySize()).toBe(11);
    const words = ['it\'s "a" word', '$(touch x) `y` \\n \\', 'two\nlines\r\n', '', '“ü” %A #!', '--'];
    const { own, arrays } = await submit(25, RECORD, {}, ...words);
    expect(arrays.map(({ first, count }) => [first, count])).toEqual([
      [0, 11],
      [11, 11],
      [22, 3],
    ]);
    const states = await ended(arrays);
    expect(states).toEqual(Array.from({ length: 25 }, () => ({ state: 'COMPLETED', exitCode: 0, restarts: 0 })));
    const ran = readdirSync(own).filter((name) => name.startsWith('ran-'));
    expect(ran.map((name) => Number(name.split('-')[1])).sort((a, b) => a - b)).toEqual([...Array(25).keys()]);
    for (const name of ran) {
      const given = [...words, name.split('-')[1]].map((word) => `<${word}>`).join('');
      expect(readFileSync(join(own, name), 'utf8')).toBe(given);
    }
    expect(readdirSync(join(own, 'slurm')).filter((name) => /^\d+_\d+\.out$/.test(name))).toHaveLength(25);
  });

  it('passes on what the site asks, whatever the environment says', async () => {
    process.env.SBATCH_PARTITION = 'short';
    process.env.SQUEUE_PARTITION = 'urgent';
    process.env.SBATCH_ARRAY_INX = '3-4';
    const { own, arrays } = await submit(5, 'true', {
      partition: 'main',
      time: '0:17:00',
      memory: '70M',
      account: 'physics',
      cpus: 2,
      throttle: 3,
      extra: ['--nice=100', '--comment=a # "quoted" $HOME \\ remark', '--hold'],
    });
    for (const name of ['SBATCH_PARTITION', 'SBATCH_ARRAY_INX']) restore(name);
    const shown = scontrol('show', 'job', arrays[0].job);
    expect([...(await statesOf(arrays)).values()]).toEqual(
      Array.from({ length: 5 }, () => ({ state: 'PENDING', reason: 'JobHeldUser', restarts: 0 })),
    );
    restore('SQUEUE_PARTITION');
    for (const words of [
      'JobName=a “sweep”',
      'ArrayTaskId=0-4%3',
      'Partition=main',
      'TimeLimit=00:17:00',
      'MinMemoryNode=70M',
      'Account=physics',
      'CPUs/Task=2',
      'Nice=100',
      'Comment=a # "quoted" $HOME \\ remark',
      'Requeue=1',
    ])
      expect(shown).toContain(words);
    // What the folder has is what was asked.
    const script = readFileSync(join(own, 'slurm', readdirSync(join(own, 'slurm'))[0]), 'utf8');
    for (const line of ['--partition=main', '--time=0:17:00', '--mem=70M', '--signal=B:TERM@60'])
      expect(script).toContain(`#SBATCH ${line}\n`);
    await cancelArrays(arrays);
    expect((await ended(arrays)).map(({ state }) => state)).toEqual(Array(5).fill('CANCELLED'));
  });

  it('holds a throttle over all arrays together', async () => {
    const { arrays } = await submit(13, 'true', { throttle: 2, extra: ['--hold'] });
    expect(scontrol('show', 'job', arrays[1].job)).toContain(`Dependency=afterany:${arrays[0].job}_*`);
    await cancelArrays(arrays);
    await ended(arrays);
  });

  it.each<[SlurmOptions, RegExp]>([
    [{ partition: 'nowhere' }, /invalid partition specified: nowhere/],
    [{ time: 'soon' }, /Invalid --time specification/],
    [{ reservation: 'none' }, /reservation is invalid/],
    [{ constraint: 'gpu' }, /Invalid feature specification/],
    [{ memory: '900T' }, /Requested node configuration is not available|Memory specification can not be satisfied/],
    [{ extra: ['--no-such-option'] }, /unrecognized option/],
    [{ extra: ['--nice', '100'] }, /"100" is no option of sbatch in its long form/],
    [{ extra: ['--arr=1-3'] }, /--arr cannot be given to the jobs of a sweep: the sweep numbers/],
    [{ partition: ' ' }, /partition of the jobs is empty/],
    [{ account: 'a\nb' }, /account of the jobs is "a\\nb", which has a control character/],
    [{ cpus: 1.5 }, /cpus of the jobs is 1.5, but must be a whole number/],
    [{ throttle: 0 }, /throttle of the jobs is 0, but must be a whole number/],
  ])('says what is wrong with %j, and leaves nothing', async (options, words) => {
    const own = mkdtempSync(join(folder, 'of '));
    const submission = submitArrays(2, { name: 'x', folder: own, work: ['true'] }, options);
    await expect(submission).rejects.toMatchObject({ name: 'BadInput', message: expect.stringMatching(words) });
    expect(readdirSync(own, { recursive: true }).filter((name) => String(name).includes('.'))).toEqual([]);
  });

  it.each([
    ['is refused', 'echo "sbatch: error: over the limit" >&2; exit 1', 'BadInput', /over the limit/],
    [
      'is taken without an answer',
      'sbatch-of-slurm "$@" > /dev/null; echo "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" >&2; exit 1',
      'NotThere',
      /Socket timed out/,
    ],
  ])('takes everything back when a later array %s', async (_, second, name, words) => {
    const own = mkdtempSync(join(folder, 'of '));
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    const real = execFileSync('bash', ['-c', 'command -v sbatch']).toString().trim();
    const program = (path: string, text: string) => {
      writeFileSync(path, `#!/bin/bash\n${text}\n`);
      chmodSync(path, 0o755);
    };
    program(join(bin, 'sbatch-of-slurm'), `exec ${real} "$@"`);
    program(join(bin, 'sbatch'), `if [ "\${@: -1}" = 0 ]; then exec ${real} "$@"; fi; ${second}`);
    const jobs = () => execFileSync('squeue', ['--noheader', '--states=all', '--format=%F']).toString().split('\n');
    const known = new Set(jobs());
    process.env.PATH = `${bin}:${process.env.PATH}`;
    try {
      await expect(submitArrays(13, { name: 'x', folder: own, work: ['sleep', '60'] }, {})).rejects.toMatchObject({
        name,
        message: expect.stringMatching(words),
      });
    } finally {
      restore('PATH');
      rmSync(bin, { recursive: true });
    }
    const left = [...new Set(jobs())].filter((job) => !known.has(job));
    expect(left).toHaveLength(name === 'BadInput' ? 1 : 2);
    await ended(left.map((job, i) => ({ job, first: 11 * i, count: 11 })));
    expect(readdirSync(join(own, 'slurm')).filter((file) => file.endsWith('.sh'))).toEqual([]);
  });

  it('tells the exit code of a worker, the signal that ended it, and a program that is not there', async () => {
    const { arrays } = await submit(3, '[ $2 = 0 ] && exit 0; [ $2 = 1 ] && exit 7; kill -9 $$');
    expect(await ended(arrays)).toEqual([
      { state: 'COMPLETED', exitCode: 0, restarts: 0 },
      { state: 'FAILED', exitCode: 7, restarts: 0, reason: 'NonZeroExitCode' },
      { state: 'FAILED', signal: 9, restarts: 0, reason: expect.any(String) },
    ]);
    const own = mkdtempSync(join(folder, 'of '));
    const absent = await submitArrays(1, { name: 'x', folder: own, work: ['/no/such program'] }, {});
    expect(await ended(absent)).toMatchObject([{ state: 'FAILED', exitCode: 127 }]);
    expect(logOf(own, absent[0], 0)).toMatch(/no\/such program: No such file/);
  });

  it('cancels what runs, which is told, and what waits', async () => {
    const { own, arrays } = await submit(7, TOLD, { throttle: 2 });
    await eventually(
      () => readdirSync(own),
      (names) => names.filter((name) => name.startsWith('began')).length === 2,
    );
    await cancelArrays(arrays);
    expect((await ended(arrays)).map(({ state }) => state)).toEqual(Array(7).fill('CANCELLED'));
    expect(readdirSync(own).filter((name) => name.startsWith('told'))).toHaveLength(2);
    // Once more is no error, nor is a job that never was.
    await cancelArrays([...arrays, { job: '99999999', first: 7, count: 1 }]);
  });

  it('starts a task again that was requeued, with its log written on', async () => {
    const { own, arrays } = await submit(2, 'echo "began $2"; if [ -e "$1/go" ]; then exit 0; fi; exec sleep 60');
    await untilStates(arrays, (states) => states.every(({ state }) => state === 'RUNNING'));
    await eventually(
      () => logOf(own, arrays[0], 1),
      (text) => text.includes('began'),
    );
    writeFileSync(join(own, 'go'), '');
    scontrol('requeue', `${arrays[0].job}_1`);
    const states = await untilStates(arrays, ([, second]) => second.state === 'COMPLETED');
    expect(states).toMatchObject([
      { state: 'RUNNING', restarts: 0 },
      { state: 'COMPLETED', restarts: 1 },
    ]);
    expect(logOf(own, arrays[0], 1).match(/began 1/g)).toHaveLength(2);
    await cancelArrays(arrays);
    await ended(arrays);
  });

  it('tells a task a minute before its limit of time, and ends it there', async () => {
    const { own, arrays } = limited;
    await eventually(
      () => readdirSync(own),
      (names) => names.includes('told 0'),
    );
    await untilStates(arrays, (states) => states[1].state === 'TIMEOUT');
    await cancelArrays(arrays);
    await ended(arrays);
  });

  it('starts a task again that had to make way', async () => {
    const { own, arrays } = await submit(2, TOLD);
    await eventually(
      () => readdirSync(own),
      (names) => names.filter((name) => name.startsWith('began')).length === 2,
    );
    const urgent = await submit(1, 'true', { partition: 'urgent', extra: ['--exclusive'] });
    expect(await ended(urgent.arrays)).toMatchObject([{ state: 'COMPLETED' }]);
    await untilStates(arrays, (states) => states.every(({ state, restarts }) => state === 'RUNNING' && restarts === 1));
    await cancelArrays(arrays);
    await ended(arrays);
  });

  it('keeps tasks whose daemon is killed', async () => {
    const { own, arrays } = await submit(2, 'echo "began $2"; until [ -e "$1/go" ]; do sleep 0.1; done');
    // The controller says that a task runs before the node has heard of it.
    await eventually(
      () => [0, 1].map((task) => logOf(own, arrays[0], task)),
      (logs) => logs.every((text) => text.includes('began')),
    );
    killNode(cluster);
    await startNode(cluster);
    writeFileSync(join(own, 'go'), '');
    expect(await ended(arrays)).toMatchObject([
      { state: 'COMPLETED', restarts: 0 },
      { state: 'COMPLETED', restarts: 0 },
    ]);
    expect(logOf(own, arrays[0], 0).match(/began/g)).toHaveLength(1);
  });

  it('does not know what Slurm has forgotten, and takes silence for no state', async () => {
    const never = { job: '99999999', first: 3, count: 2 };
    expect(await statesOf([never])).toEqual(
      new Map([
        [3, { state: 'UNKNOWN' }],
        [4, { state: 'UNKNOWN' }],
      ]),
    );
    expect(isLive({ state: 'UNKNOWN' })).toBe(false);
    process.env.PATH = mkdtempSync(join(folder, 'empty'));
    try {
      await expect(statesOf([never])).rejects.toMatchObject({ name: 'NotThere' });
      await expect(submitArrays(1, { name: 'x', folder, work: ['true'] }, {})).rejects.toMatchObject({
        name: 'NotThere',
        message: expect.stringMatching(/there is no Slurm on this machine.*another executor/),
      });
    } finally {
      restore('PATH');
    }
  });
});

/** Writes down its words, in a file of its own each time that it runs. */
const RECORD = `printf '<%s>' "\${@:2}" > "$1/ran-\${@: -1}-$RANDOM$RANDOM"`;

/** Leaves a file when it begins, and another when it gets SIGTERM, which does not end it. */
const TOLD = `trap 'touch "$1/told $2"' TERM; touch "$1/began $2"; while true; do sleep 0.1; done`;
