import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { runOrrery } from './orrery.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
const orrery = (...words: string[]) => runOrrery(folder, words);
const RIDGE = ['run', 'ridge', 'dimension=30', '--engine', 'wasm', '--jobs', '1'];
const records = (out: string) =>
  readdirSync(join(folder, out))
    .filter((name) => name.startsWith('2'))
    .sort();
/** Makes a run and returns its folder. */
function run(out: string, ...words: string[]): string {
  const { stderr } = orrery(...RIDGE, ...words, '--out', out);
  expect(stderr).toContain('record:');
  return /record: (.*)/.exec(stderr)![1];
}
const points = (record: string) => readFileSync(join(folder, record, 'points.csv'), 'utf8');
const manifest = (record: string) => JSON.parse(readFileSync(join(folder, record, 'manifest.json'), 'utf8'));
const json = (...words: string[]) => JSON.parse(orrery(...words, '--json').stdout);

describe('results', () => {
  let small = '';
  let family = '';
  beforeAll(() => {
    small = run('records', 'samples=20,40', '--trials', '4');
    family = run('records', 'samples=20,40', 'ridge=0.1,1', '--trials', '4', '--seed', '2', '--margin', '0.9');
    // A record that was copied is there; so is what was torn, or is none.
    cpSync(join(folder, small), join(folder, 'records/torn'), { recursive: true });
    truncateSync(join(folder, 'records/torn/points.parquet'), 300);
    mkdirSync(join(folder, 'records/foreign'));
    mkdirSync(join(folder, 'records/half'));
    writeFileSync(join(folder, 'records/half/manifest.json'), '{"schema": "orrery-record/2", "sys');
    // A run that was killed as it began.
    mkdirSync(join(folder, 'records/killed'));
    writeFileSync(
      join(folder, 'records/killed/run.json'),
      JSON.stringify({ ...manifest(small), verdict: undefined, counts: undefined }),
    );
    mkdirSync(join(folder, 'empty'));
  }, 60_000);

  it('lists runs from the oldest to the newest, and names what is none', () => {
    const { stdout, stderr, status } = orrery('results');
    expect(status).toBe(0);
    const [header, ...rows] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(header).toEqual([
      'run',
      'system',
      'created',
      'axes',
      'points',
      'trials',
      'verdict',
      'margin',
      'seed',
      'engine',
      'version',
    ]);
    expect(rows.at(-1)).toEqual([
      family.slice(8),
      'ridge',
      expect.any(String),
      'samples, ridge',
      '4',
      '16',
      expect.any(String),
      '0.9',
      '2',
      'wasm',
      expect.any(String),
    ]);
    expect(rows.find(([name]) => name === 'killed')![6]).toBe('killed');
    expect(stderr).toContain('records/foreign is left out: it has neither manifest.json nor run.json');
    expect(stderr).toContain('records/half is left out: its manifest.json cannot be read as JSON');
    expect(json('results', '--seed', '2')).toMatchObject([
      { run: family.slice(8), axes: ['samples', 'ridge'], trials: 16, settings: { samples: '20,40' } },
    ]);
    expect(json('results', '--state', 'killed')).toMatchObject([{ run: 'killed', verdict: null }]);
    expect(orrery('results', '--out', 'empty').stderr).toContain('there is no record in empty');
    for (const [out, reason] of [
      ['nowhere', /there is no folder nowhere/],
      [small, /is a record; --out takes the folder that it stands in/],
    ] as const) {
      const failed = orrery('results', '--out', out);
      expect(failed.stderr).toMatch(reason);
      expect(failed.status).toBe(2);
    }
  });

  it('answers queries, of parameters too that nothing sweeps', () => {
    const { stdout, stderr } = orrery(
      'results',
      '--sql',
      "select run, samples, ridge, dimension, mean from points where observable = 'testError' order by run, ridge, samples",
    );
    expect(stderr).toMatch(/the points of torn are left out: .*points.parquet is no whole Parquet file/);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
    expect(rows.map((row) => row.slice(1, 4).join(' '))).toEqual([
      '20 0.01 30',
      '40 0.01 30',
      '20 0.1 30',
      '40 0.1 30',
      '20 1 30',
      '40 1 30',
    ]);
    for (const [, , , , mean] of rows.slice(0, 2)) expect(points(small)).toContain(`,${mean},`);
    expect(json('results', '--sql', 'select count(*) as n, max(margin) as most from runs')).toEqual([
      { n: 4, most: 0.9 },
    ]);
    expect(json('results', '--seed', '2', '--sql', 'select count(*) as n from runs')).toEqual([{ n: 1 }]);
    expect(json('results', '--out', 'empty', '--sql', 'select count(*) as n from points')).toEqual([{ n: 0 }]);
    expect(json('results', '--sql', 'select 1/0 as x, 9007199254740993 as y, [1, 2] as z, null as w')).toEqual([
      { x: 'Infinity', y: '9007199254740993', z: [1, 2], w: null },
    ]);
    expect(json('results', '--where', 'ridge > 0.5')).toMatchObject([{ run: family.slice(8) }]);
  });

  it.each([
    [
      'select nosuch from points',
      /Referenced column "nosuch" not found.*There are points \(run, .*samples.*\) and runs \(run, /,
    ],
    ['selec 1', /syntax error at or near "selec"/],
    ['select 1; select 2', /it has 2 statements, and one is allowed/],
    ['', /it is empty/],
    ['create table mine (a int)', /it is no query/],
    ["copy points to 'stolen.csv'", /it is no query|disabled/],
    ["from read_text('/etc/hostname')", /Cannot access file/],
    ["from read_csv('records/torn/points.csv')", /Cannot access file/],
    ["from glob('/*')", /Cannot access file/],
    ["attach 'mine.db'", /Cannot access file|it is no query/],
    ['set enable_external_access = true', /it is no query|locked/],
    ["load 'httpfs'", /it is no query|Cannot access|disabled/],
  ])('refuses %s', (query, reason) => {
    const { status, stderr, stdout } = orrery('results', '--sql', query);
    const [last] = stderr.trimEnd().split('\n').slice(-1);
    expect(last).toMatch(reason);
    expect(last).toMatch(/^orrery: --sql: /);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(existsSync(join(folder, 'stolen.csv'))).toBe(false);
  });

  it('exports points to the bit, and never into a record', async () => {
    const words = ['results', '--last', '1', '--where', "observable = 'testError'"];
    for (const name of ['out.csv', 'out.parquet', 'out.json'])
      expect(orrery(...words, '--export', name).stderr).toContain(`4 rows in ${name}`);
    const [header, ...rows] = readFileSync(join(folder, 'out.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
    const means = rows.map((row) => row[header.indexOf('mean')]);
    for (const mean of means) expect(points(family)).toContain(`,${mean},`);
    const exported = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
    expect(exported.map(({ mean }: { mean: number }) => String(mean))).toEqual(means);
    const bytes = readFileSync(join(folder, 'out.parquet'));
    const read = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    });
    expect(read.map(({ mean }) => String(mean))).toEqual(means);
    expect(
      orrery(
        'results',
        '--sql',
        "select 'inf'::double as a, 'nan'::double as b, 0.1::double + 0.2 as c, -0.0::double as d",
        '--export',
        'odd.csv',
      ).status,
    ).toBe(0);
    expect(readFileSync(join(folder, 'odd.csv'), 'utf8').trimEnd()).toBe('a,b,c,d\nInfinity,,0.30000000000000004,-0');
    const refusals: [string[], RegExp][] = [
      [['--export', join(family, 'points.csv')], /would be in a record/],
      [['--export', 'points.xlsx'], /must end like what it is to be/],
      [['--export', 'nowhere/points.csv'], /there is no folder nowhere/],
      [['--sql', 'selec', '--export', 'never.csv'], /--sql: Parser Error/],
      [['--sql', 'select 1', '--where', 'true'], /--where goes without --sql/],
    ];
    for (const [more, reason] of refusals) {
      expect(orrery('results', ...more).stderr).toMatch(reason);
      expect(existsSync(join(folder, 'never.csv'))).toBe(false);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('.orrery'))).toEqual([]);
  });
});

describe('trials that are there', () => {
  it('are reused to the bit of a fresh run, and the record says so', () => {
    const first = run('reuse', 'samples=20,40', '--trials', '6');
    const words = ['samples=40,80', '--trials', '10'];
    expect(json(...RIDGE, ...words, '--reuse', '--out', 'reuse', '--dry-run')).toMatchObject({ points: 2, there: 6 });
    const reused = run('reuse', ...words, '--reuse');
    const fresh = run('fresh', ...words);
    const numbers = (record: string) => points(record).replaceAll(/,(holds|broken|unresolved),/g, ',judged,');
    expect(numbers(reused)).toBe(numbers(fresh));
    expect(manifest(reused)).toMatchObject({ reused: [{ record: first.slice(6), trials: 6 }], looksBefore: 1 });
    expect(orrery('verify', reused).stdout).toContain('identical');
    // The record stands on its own, and the same run again is the same look.
    const again = run('reuse', ...words, '--reuse');
    expect(points(again)).toBe(points(reused));
    expect(manifest(again)).toMatchObject({ looksBefore: 1 });
    expect(json('run', '--resume', first, '--trials', '10', '--dry-run')).toMatchObject({ there: 12 });
    // Of another seed nothing is taken.
    expect(orrery(...RIDGE, ...words, '--seed', '2', '--reuse', '--out', 'reuse', '--dry-run').stderr).toContain(
      'no trial of these points',
    );
    expect(orrery('run', '--resume', first, '--reuse').stderr).toContain('--reuse is for a new run');
  }, 60_000);
});

describe('a prediction that was registered', () => {
  const words = ['samples=20,40', '--trials', '8'];
  it('is what a later run is judged by, and a record that is older cannot claim it', () => {
    expect(
      orrery('predict', 'ridge', 'dimension=30', 'samples=20,40,60', '--register', '--margin', '0.2', '--out', 'dated')
        .stderr,
    ).toContain('registered: dated/predictions/');
    expect(json('results', '--predictions', '--out', 'dated')).toMatchObject([
      { system: 'ridge', margin: 0.2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const { stdout } = orrery(...RIDGE, ...words, '--out', 'dated');
    expect(stdout).toMatch(/registered \d{4}-\d\d-\d\d \d\d:\d\d UTC, before the measurement \(predictions\//);
    expect(stdout).toContain('judged against what was registered, at its margin of 20 %');
    const record = `dated/${records('dated')[0]}`;
    expect(manifest(record)).toMatchObject({
      margin: 0.2,
      registered: { before: true, judged: 2, changed: [], margin: 0.2 },
    });
    expect(orrery('verify', record).stdout).toContain('identical');
    orrery('predict', 'ridge', 'dimension=30', 'samples=20,40', 'ridge=3', '--register', '--out', 'dated');
    const other = run('dated', 'samples=20,60', 'ridge=3', '--trials', '4');
    expect(manifest(other)).toMatchObject({ margin: 0.05, registered: { before: true, points: 2, judged: 1 } });
    run('late', ...words);
    orrery('predict', 'ridge', 'dimension=30', 'samples=20', '--register', '--out', 'late');
    expect(orrery(...RIDGE, ...words, '--seed', '2', '--out', 'late').stdout).toMatch(
      /registered .* UTC, after .* had begun to measure these points: it does not count/,
    );
  }, 60_000);

  it('is refused where it was changed, and told apart from what theory says now', () => {
    orrery('predict', 'ridge', 'dimension=30', 'samples=20,40', '--register', '--out', 'forged');
    const [name] = readdirSync(join(folder, 'forged/predictions'));
    const file = join(folder, 'forged/predictions', name);
    const prediction = JSON.parse(readFileSync(file, 'utf8'));
    for (const point of prediction.points) point.predicted.testError.value *= 3;
    writeFileSync(file, JSON.stringify(prediction));
    const refused = orrery(...RIDGE, ...words, '--out', 'forged');
    expect(refused.stderr).toContain(`forged/predictions/${name} is refused: it does not have the hash that it names`);
    expect(refused.stdout).not.toContain('registered');
    expect(orrery('results', '--predictions', '--out', 'forged').stderr).toContain('is refused');
    // What an older version would have registered, with its hash.
    const { sha256: _, ...content } = prediction;
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, one]) => [key, sorted(one)]),
            )
          : value;
    const sha256 = createHash('sha256')
      .update(JSON.stringify(sorted(content)))
      .digest('hex');
    mkdirSync(join(folder, 'changed/predictions'), { recursive: true });
    writeFileSync(join(folder, 'changed/predictions', name), JSON.stringify({ ...content, sha256 }));
    const { stdout, status } = orrery(...RIDGE, 'samples=20,40', '--trials', '60', '--out', 'changed');
    expect(stdout).toMatch(
      /THE THEORY HAS CHANGED SINCE: testError was registered otherwise at 2 points, by up to 66.7 %/,
    );
    expect(stdout).toMatch(/judged against what was registered, at its margin of 5 %: broken/);
    expect(status).toBe(1);
  }, 60_000);
});

describe('records of one experiment', () => {
  const merged = (out: string, ...parts: string[]) => {
    const { stderr } = orrery('merge', ...parts, '--out', out);
    expect(stderr).toContain('record:');
    return `${out}/${records(out)[0]}`;
  };
  let many = '';
  beforeAll(() => {
    many = run('b', 'samples=20,40', '--trials', '8');
  });

  it('of the same points are joined, and compared', () => {
    const few = run('a', 'samples=20,40', '--trials', '4');
    expect(points(merged('ab', few, many))).toBe(points(many));
    expect(orrery('compare', few, many).stdout).toContain('the seed is the same, so that trials are shared');
    const other = run('e', 'samples=20,40', '--trials', '8', '--seed', '2');
    const independent = json('compare', many, other);
    expect(independent).toMatchObject({ agree: true, sharedSeed: false, points: { both: 2 }, means: { identical: 0 } });
    expect(independent.means.chance).toBeGreaterThan(1e-3);
    const refused = orrery('merge', many, other, '--out', 'never');
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the seed of one is 1, and of the other 2'),
    });
  }, 120_000);

  it('of points on one axis are joined to what one run would have made', () => {
    const [further, whole] = [run('c', 'samples=80', '--trials', '8'), run('d', 'samples=20,40,80', '--trials', '8')];
    const places = merged('bc', further, many);
    expect(points(places)).toBe(points(whole));
    expect(manifest(places).merged).toEqual([further, many]);
    expect(orrery('verify', places).stdout).toContain('identical');
    expect(orrery('run', '--resume', places, '--trials', '8', '--dry-run').stdout).toContain(
      '24 of these 24 are there',
    );
    expect(orrery('compare', many, further)).toMatchObject({
      status: 4,
      stdout: expect.stringContaining('no point in common'),
    });
  }, 120_000);

  it('that contradict each other are refused by name', () => {
    cpSync(join(folder, many), join(folder, 'conflict'), { recursive: true });
    const file = join(folder, 'conflict/trials.jsonl.gz');
    const lines = gunzipSync(readFileSync(file)).toString();
    writeFileSync(file, gzipSync(lines.replace(/"testError":\d/, '"testError":9')));
    const { stderr, status } = orrery('merge', many, 'conflict', '--out', 'never');
    expect(stderr).toMatch(/b\/.* and conflict both have trial 0 of point [0-9a-f]{64}, with different numbers/);
    expect(status).toBe(2);
    expect(existsSync(join(folder, 'never'))).toBe(false);
  }, 60_000);
});
