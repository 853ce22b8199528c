import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { program, runOrrery } from './orrery.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
const orrery = (...words: string[]) => runOrrery(folder, words);
const ASKED = ['ridge', 'samples=20:80:4', 'ridge=0.01:1:4:log', 'noise=0.1:0.4:3', 'dimension=40', '--engine', 'wasm'];
const onlyRecord = (out: string) => join(folder, out, readdirSync(join(folder, out))[0]);
const FILES = ['points.csv', 'points.parquet', 'failed.csv', 'trials.jsonl.gz', 'theory.jsonl.gz'];
const contents = (record: string) => FILES.map((name) => readFileSync(join(record, name)));
const rowsOf = (record: string) =>
  Papa.parse<Record<string, string>>(readFileSync(join(record, 'points.csv'), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;

/** Each line of the journals, by place and trial. */
function journalled(record: string): string[] {
  const journals = join(record, 'journals');
  if (!existsSync(journals)) return [];
  const lines = readdirSync(journals).flatMap((name) =>
    readFileSync(join(journals, name), 'utf8').split('\n').slice(0, -1),
  );
  return lines.map((line) => /"at":\d+,"trial":-?\d+/.exec(line)![0]);
}

/** Starts it, kills it when so many more tasks are done, and returns whether it was killed. */
async function killed(words: string[], out: string, tasks: number): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...words], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const isThere = () => existsSync(join(folder, out)) && readdirSync(join(folder, out)).length > 0;
  while (child.exitCode === null && !(isThere() && journalled(onlyRecord(out)).length >= tasks))
    await new Promise((resume) => setTimeout(resume, 3));
  const isKilled = child.kill('SIGKILL');
  await ended;
  return isKilled && child.exitCode === null;
}

describe('a sweep', () => {
  it('has the numbers of a run, over a grid of any dimension, and leaves a record', async () => {
    const { status, stdout, stderr } = orrery('sweep', ...ASKED, '--trials', '8', '--out', 'whole');
    expect([0, 1, 4]).toContain(status);
    expect(stderr).toContain('432 of 432 tasks are done');
    expect(stdout).toMatch(/test error .* of 48 places/);
    const swept = rowsOf(onlyRecord('whole'));
    orrery(
      'run',
      'ridge',
      'samples=20:80:4',
      'ridge=0.01:1:4:log',
      'noise=0.1,0.25,0.4',
      'dimension=40',
      '--engine',
      'wasm',
      '--trials',
      '8',
      '--out',
      'run',
    );
    const name = (row: Record<string, string>) => [row.samples, row.ridge, row.noise, row.observable].join(' ');
    const run = new Map(rowsOf(onlyRecord('run')).map((row) => [name(row), row]));
    expect(swept.length).toBe(run.size);
    for (const row of swept)
      for (const column of ['predicted', 'predictedError', 'mean', 'standardError', 'skewness', 'trials'])
        expect(`${name(row)} ${row[column]}`).toBe(`${name(row)} ${run.get(name(row))![column]}`);
    const parquet = readFileSync(join(onlyRecord('whole'), 'points.parquet'));
    const table = await parquetReadObjects({ file: new Uint8Array(parquet).buffer });
    expect(table.map(({ mean }) => mean)).toEqual(swept.map(({ mean }) => Number(mean)));
  });

  it('is the same to the bit in one thread and in three, and through kills, with no task done twice', async () => {
    const words = ['sweep', ...ASKED, '--trials', '8', '--out'];
    orrery(...words, 'inline', '--executor', 'inline');
    expect(contents(onlyRecord('inline'))).toEqual(contents(onlyRecord('whole')));
    expect(await killed([...words, 'cut', '--jobs', '3'], 'cut', 40)).toBe(true);
    const record = onlyRecord('cut');
    for (let tasks = 100; tasks <= 340; tasks += 120)
      expect(await killed(['sweep', 'resume', record, '--jobs', '2'], 'cut', tasks)).toBe(true);
    const before = journalled(record);
    expect(JSON.parse(orrery('sweep', 'status', record, '--json').stdout)).toMatchObject({
      done: before.length,
      ended: false,
    });
    // What a dying machine leaves: a torn line, and a line that is none. A journal may have no
    // whole line yet.
    const journals = readdirSync(join(record, 'journals')).map((name) => join(record, 'journals', name));
    const journal = journals.find((file) => readFileSync(file, 'utf8').includes('\n'))!;
    const [first, ...others] = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(
      journal,
      [
        first
          .replace('"f64":"', '"f64":"*')
          .replace('"observables":{', '"observables":{"x":"y",')
          .replace('"theory":', '"theorem":'),
        ...others,
      ].join('\n'),
    );
    appendFileSync(journal, '\0\0\0\n{"at":3,"trial":2,"poi');
    const { stderr } = orrery('sweep', 'resume', record);
    expect(stderr).toContain('2 lines of the journals are damaged');
    expect(stderr).toContain(`${before.length - 1} of 432 tasks are there`);
    expect(contents(record)).toEqual(contents(onlyRecord('whole')));
    expect(new Set(before).size).toBe(before.length);
    expect(existsSync(join(record, 'journals'))).toBe(false);
  });

  it('goes on when it has ended: more trials are those of a sweep that had them at once', () => {
    const record = onlyRecord('whole');
    orrery('sweep', 'resume', record, '--trials', '10');
    orrery('sweep', ...ASKED, '--trials', '10', '--out', 'ten');
    const means = (from: string) => rowsOf(onlyRecord(from)).map(({ mean, standardError }) => [mean, standardError]);
    expect(means('whole')).toEqual(means('ten'));
    expect(gunzipSync(readFileSync(join(record, 'trials.jsonl.gz')))).toEqual(
      gunzipSync(readFileSync(join(onlyRecord('ten'), 'trials.jsonl.gz'))),
    );
    // It was looked at with 8 trials, and is judged more strictly than one that was not.
    expect(JSON.parse(readFileSync(join(record, 'manifest.json'), 'utf8')).looksBefore).toBe(1);
    expect(orrery('sweep', 'resume', record, '--trials', '4').stderr).toMatch(/--trials is 4, but .* has 10/);
  });

  it('says how to go on where the disk does not take its table', () => {
    orrery('sweep', ...ASKED, '--trials', '2', '--out', 'full');
    const record = onlyRecord('full');
    // A folder in its place is refused as a full disk is.
    mkdirSync(join(record, 'points.csv.part'));
    const refused = orrery('sweep', 'resume', record, '--trials', '3');
    expect(refused.status).toBe(74);
    expect(refused.stderr).toContain(`make room, and go on with orrery sweep resume ${record}`);
    rmSync(join(record, 'points.csv.part'), { recursive: true });
    expect(orrery('sweep', 'resume', record).stdout).toMatch(/test error .* of 48 places/);
    expect(rowsOf(record).map(({ trials }) => trials)).toContain('3');
  }, 60_000);

  it('finds finished work again: of another grid, and of a run', async () => {
    const half = ['sweep', 'ridge', 'samples=20:80:4', 'ridge=0.01:1:4:log', 'noise=0.1:0.25:2', ...ASKED.slice(4)];
    orrery(...half, '--trials', '8', '--out', 'half');
    await killed(['sweep', ...ASKED, '--trials', '8', '--out', 'joined'], 'joined', 3);
    const record = onlyRecord('joined');
    const there = journalled(record).length;
    const { stderr } = orrery('sweep', 'merge', record, onlyRecord('half'), onlyRecord('run'));
    const [fromHalf, fromRun] = [...stderr.matchAll(/(\d+) tasks? taken/g)].map((found) => Number(found[1]));
    // Of the half grid theory and trials, and of the run, which keeps no theory, the other trials.
    expect(there + fromHalf).toBeGreaterThanOrEqual(288);
    expect(fromRun).toBeGreaterThan(100);
    expect(stderr).toMatch(/\d+ tasks are open/);
    orrery('sweep', 'resume', record);
    const trials = (made: string) => gunzipSync(readFileSync(join(made, 'trials.jsonl.gz')));
    expect(trials(record)).toEqual(trials(onlyRecord('inline')));
    // Verdicts on a part of them were seen before: those of the others, and those of the merge.
    const { looksBefore } = JSON.parse(readFileSync(join(record, 'manifest.json'), 'utf8'));
    expect(looksBefore).toBe(2);
    orrery('sweep', ...ASKED, '--seed', '2', '--trials', '1', '--out', 'other');
    expect(orrery('sweep', 'merge', record, onlyRecord('other')).stderr).toContain('has seed 2, and seed here is 1');
  });

  it('keeps the failed tasks apart, with their reasons, and does them again when asked', () => {
    const asked = ['sweep', 'ridge', 'samples=30', 'sampleCorrelation=0,0.5', 'noiseSpread=0,0.3', '--trials', '2'];
    const { status, stdout } = orrery(...asked, '--out', 'failing');
    expect(status).not.toBe(70);
    const record = onlyRecord('failing');
    const failed = Papa.parse<Record<string, string>>(readFileSync(join(record, 'failed.csv'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    }).data;
    expect(failed.map(({ sampleCorrelation, noiseSpread, trial }) => [sampleCorrelation, noiseSpread, trial])).toEqual(
      ['theory', '0', '1'].map((trial) => ['0.5', '0.3', trial]),
    );
    expect(stdout).toContain(`3 tasks failed: ${failed[0].reason}`);
    expect(rowsOf(record).length).toBeGreaterThan(0);
    const before = contents(record);
    const again = orrery('sweep', 'resume', record, '--retry-failed');
    expect(again.stderr).toContain('12 of 12 tasks (3 failed) are done');
    expect(contents(record)).toEqual(before);
  });

  it('goes on when a task kills its thread, or fails in a way that nobody foresaw', () => {
    orrery('new', 'deadly');
    const trial = join(folder, 'deadly', 'experiment', 'trial.ts');
    const deadly = `$&
  if (problem.samples === 7) process.exit(1);
  if (problem.samples === 9) throw new TypeError('nobody foresaw this');
`;
    const written = readFileSync(trial, 'utf8');
    writeFileSync(trial, written.replace(/^export function measuredError.*$/m, deadly));
    const { stderr } = orrery('sweep', './deadly', 'samples=6:10:5', 'shrinkage=1,2', '--trials', '1', '--out', 'dead');
    expect(stderr).toContain('20 of 20 tasks (4 failed) are done');
    const failed = readFileSync(join(onlyRecord('dead'), 'failed.csv'), 'utf8')
      .trim()
      .split('\r\n')
      .slice(1);
    const why = {
      7: 'the thread that made the trial died twice (worker exited with code: 1)',
      9: 'nobody foresaw this',
    };
    expect(failed).toEqual(
      ['1', '2'].flatMap((shrinkage) =>
        Object.entries(why).map(([samples, reason]) => `${samples},${shrinkage},0,${reason}`),
      ),
    );
  });

  it('has measured what is predicted after it, and lets runs of its points begin while it is open', async () => {
    const points = ['ridge', 'samples=20,40', 'dimension=30', 'ridge=0.5'];
    await killed(['sweep', ...points, '--trials', '4000', '--engine', 'wasm', '--out', 'dated'], 'dated', 8);
    orrery('predict', ...points, '--register', '--out', 'dated');
    const { stdout, stderr } = orrery(
      'run',
      ...points,
      '--trials',
      '4',
      '--engine',
      'wasm',
      '--reuse',
      '--out',
      'dated',
    );
    // Killed at its first point: of that the prediction comes too late.
    expect(stdout).toMatch(/registered .* UTC, before the measurement, of 1 of 2 points/);
    expect(stderr).toMatch(/[1-9] trials? at [12] points? are in 1 record/);
    expect(orrery('results', '--out', 'dated').stdout).toContain('-sweep-ridge');
  });

  it('refuses in words what cannot be', () => {
    const refusals: [string[], RegExp][] = [
      [['sweep', 'ridge', 'samples=0:10:3'], /samples is 0, but must be/],
      [['sweep', 'ridge', '--trials', '0'], /--trials is '0', but must be a whole number from 1/],
      [['sweep', 'ridge', '--executor', 'inline', '--jobs', '4'], /--jobs 4 needs a pool/],
      [['sweep', 'ridge', '--jobs', '0', '--out', 'nothing'], /--jobs is '0'/],
      [['sweep', 'ridge', '--partition', 'main', '--out', 'nothing'], /--partition acts only with --executor slurm/],
      [['sweep', 'status', onlyRecord('run')], /is no sweep/],
      [['sweep', 'resume', 'nowhere'], /nowhere is no sweep/],
      [['sweep', 'cancel', onlyRecord('whole')], /nobody works at/],
      [['sweep', 'ridge', 'noise=0:1:10000', 'ridge=1e-3:1:10000:log'], /are .* tasks, and 100000000 is the most/],
    ];
    for (const [words, reason] of refusals) {
      const { status, stderr } = orrery(...words);
      expect(stderr).toMatch(reason);
      expect(status).toBe(2);
    }
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
    const record = onlyRecord('ten');
    const header = JSON.parse(readFileSync(join(record, 'sweep.json'), 'utf8'));
    writeFileSync(join(record, 'sweep.json'), JSON.stringify({ ...header, versions: { orrery: '0.0.1' } }));
    expect(orrery('sweep', 'resume', record).stderr).toContain('trials of two versions are not mixed');
  });
});
