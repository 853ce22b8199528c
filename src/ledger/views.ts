import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FIXED_COLUMNS } from '../record/points.ts';
import { Database, inOneLine, type Plain, quoted, type SqlType, text } from './database.ts';
import type { ListedRun } from './listing.ts';

/** What `runs` has of each, in this order. */
const RUN_COLUMNS: [string, SqlType, (run: ListedRun) => Plain | undefined][] = [
  ['run', 'VARCHAR', ({ run }) => run],
  ['system', 'VARCHAR', ({ header }) => header.system],
  ['preset', 'VARCHAR', ({ header }) => header.preset],
  ['created', 'TIMESTAMP', ({ header }) => Date.parse(header.created)],
  ['state', 'VARCHAR', ({ state }) => state],
  ['axes', 'VARCHAR', ({ axes }) => axes.join(', ')],
  ['points', 'BIGINT', ({ points }) => points],
  ['trials', 'BIGINT', ({ trials }) => trials],
  ['verdict', 'VARCHAR', ({ verdict }) => verdict],
  ['margin', 'DOUBLE', ({ header }) => header.margin],
  ['seed', 'VARCHAR', ({ header }) => header.seed],
  ['engine', 'VARCHAR', ({ header }) => header.engine],
  ['version', 'VARCHAR', ({ header }) => header.versions.orrery],
  ['seconds', 'DOUBLE', ({ header }) => header.seconds],
  ['settings', 'VARCHAR', ({ header }) => JSON.stringify(header.settings ?? {})],
  ['parameters', 'VARCHAR', ({ header }) => JSON.stringify(header.parameters)],
  ['folder', 'VARCHAR', ({ folder }) => folder],
];

/** What `points` has from the run that they are of. */
const OF_THE_RUN = ['run', 'system', 'created', 'seed', 'engine', 'version'];

/** The file of a run's points, where it has ended once. */
export function pointsFile(folder: string): string | undefined {
  const file = join(folder, 'points.parquet');
  return existsSync(file) && existsSync(join(folder, 'manifest.json')) ? file : undefined;
}

export interface Views {
  database: Database;
  /** The files that `points` reads. */
  files: string[];
  /** Points that cannot be read: a sentence for each. */
  problems: string[];
}

/**
 * The views `runs` and `points` over these runs, computed from the Parquet files when they are
 * asked. Whoever takes the database closes it. Throws `BadInput` where DuckDB is not installed.
 */
export async function openViews(runs: readonly ListedRun[]): Promise<Views> {
  const database = await Database.open();
  try {
    await database.fill(
      'runs',
      RUN_COLUMNS.map(([name, type]): [string, SqlType] => [name, type]),
      runs.map((run) => RUN_COLUMNS.map(([, , read]) => read(run) ?? null)),
    );
    const { readable, problems } = await readableFiles(database, runs);
    await makePoints(database, readable);
    return { database, files: readable.map(({ file }) => file), problems };
  } catch (error) {
    database.close();
    throw error;
  }
}

interface Source {
  run: ListedRun;
  file: string;
}

/** Those whose footers can be read, together: one that cannot would take all others with it. */
async function readableFiles(
  database: Database,
  runs: readonly ListedRun[],
): Promise<{ readable: Source[]; problems: string[] }> {
  const problems: string[] = [];
  let readable = runs.flatMap((run): Source[] => {
    const file = pointsFile(run.folder);
    if (file === undefined) return [];
    if (isWhole(file)) return [{ run, file }];
    problems.push(`the points of ${run.run} are left out: ${file} is no whole Parquet file`);
    return [];
  });
  try {
    await database.run(`DESCRIBE ${unitedOf(readable)}`);
  } catch {
    const found: Source[] = [];
    for (const source of readable)
      try {
        await database.run(`DESCRIBE ${unitedOf([source])}`);
        found.push(source);
      } catch (error) {
        problems.push(`the points of ${source.run.run} are left out: ${inOneLine(error)}`);
      }
    readable = found;
  }
  return { readable, problems };
}

/** Begins and ends as a Parquet file does. */
function isWhole(file: string): boolean {
  const { size } = statSync(file);
  if (size < 12) return false;
  const handle = openSync(file, 'r');
  try {
    return [0, size - 4].every((at) => {
      const bytes = Buffer.alloc(4);
      readSync(handle, bytes, 0, 4, at);
      return bytes.toString('latin1') === 'PAR1';
    });
  } finally {
    closeSync(handle);
  }
}

function unitedOf(sources: readonly Source[]): string {
  if (sources.length === 0) {
    const empty = [...FIXED_COLUMNS].map((name) => `NULL::${emptyType(name)} AS ${quoted(name)}`);
    return `SELECT NULL::VARCHAR AS "#file", ${empty.join(', ')} WHERE false`;
  }
  const files = sources.map(({ file }) => text(file)).join(', ');
  return `SELECT * FROM read_parquet([${files}], union_by_name = true, filename = '#file')`;
}

function emptyType(name: string): SqlType {
  if (['label', 'observable', 'verdict', 'reason'].includes(name)) return 'VARCHAR';
  return ['curve', 'trials'].includes(name) ? 'BIGINT' : 'DOUBLE';
}

/**
 * Every parameter is a column: as the points have it where it is swept, as the manifest has it
 * where it is not. Sizes of a run at several scales are known of the first alone, since its
 * manifest has no others.
 */
async function makePoints(database: Database, sources: readonly Source[]): Promise<void> {
  await database.run(`CREATE VIEW united AS ${unitedOf(sources)}`);
  const described = await database.rows('DESCRIBE united');
  const swept = new Map(
    described.flatMap(([name, type]): [string, [string, string]][] =>
      FIXED_COLUMNS.has(String(name)) || name === '#file' ? [] : [[folded(String(name)), [String(name), String(type)]]],
    ),
  );
  const fixed = fixedParameters(sources);
  await database.fill(
    'fixed',
    [
      ['#file', 'VARCHAR'],
      ['#run', 'VARCHAR'],
      ['#scale', 'DOUBLE'],
      ...[...fixed.values()].map(({ name, type }): [string, SqlType] => [name, type]),
    ],
    sources.map(({ run, file }) => [
      file,
      run.run,
      run.header.scales?.[0] ?? 1,
      ...[...fixed.values()].map(({ values }) => values.get(run.run) ?? null),
    ]),
  );
  const columns = [...new Set([...swept.keys(), ...fixed.keys()])].sort().map((key) => {
    const [column, given] = [swept.get(key), fixed.get(key)];
    const name = quoted(column?.[0] ?? given!.name);
    const ofRun = given && `CASE WHEN united.scale = fixed."#scale" THEN fixed.${quoted(given.name)} END`;
    if (column === undefined) return `${ofRun} AS ${name}`;
    if (given === undefined) return `united.${name}`;
    const as = column[1] === given.type ? '' : '::VARCHAR';
    return `coalesce(united.${name}${as}, (${ofRun})${as}) AS ${name}`;
  });
  const point = [...FIXED_COLUMNS].map((name) => `united.${quoted(name)}`);
  const place = ['scale', 'curve', 'label'].length;
  await database.run(
    `CREATE VIEW points AS SELECT ${[
      ...OF_THE_RUN.map((name) => `runs.${name}`),
      ...point.slice(0, place),
      ...columns,
      ...point.slice(place),
    ].join(', ')} FROM united JOIN fixed ON united."#file" = fixed."#file" JOIN runs ON runs.run = fixed."#run"`,
  );
}

interface FixedParameter {
  name: string;
  type: 'DOUBLE' | 'VARCHAR';
  /** By run. */
  values: Map<string, Plain>;
}

/** What nothing sweeps, of all runs, by name; SQL knows no difference of N and n. */
function fixedParameters(sources: readonly Source[]): Map<string, FixedParameter> {
  const found = new Map<string, FixedParameter>();
  for (const { run } of sources)
    for (const [key, value] of Object.entries(run.header.parameters)) {
      if (value === undefined || value === null) continue;
      const name = FIXED_COLUMNS.has(key) || OF_THE_RUN.includes(key) ? `parameter_${key}` : key;
      const parameter = found.get(folded(name)) ?? { name, type: 'DOUBLE', values: new Map() };
      if (typeof value !== 'number') parameter.type = 'VARCHAR';
      parameter.values.set(run.run, typeof value === 'object' ? JSON.stringify(value) : (value as Plain));
      found.set(folded(name), parameter);
    }
  for (const { type, values } of found.values())
    if (type === 'VARCHAR') for (const [run, value] of values) values.set(run, String(value));
  return found;
}

function folded(name: string): string {
  return name.toLowerCase();
}
