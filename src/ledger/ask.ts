import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import { inOneLine, quoted, type Table, text, type Value } from './database.ts';
import type { ListedRun } from './listing.ts';
import { openViews, type Views } from './views.ts';

/** Which option asked, and its words. */
export interface Question {
  option: '--sql' | '--where' | '--export';
  sql: string;
}

/** The points of all runs. */
export const ALL_POINTS = 'SELECT * FROM points';

/** The points for which a condition is true. */
export function pointsWhere(condition: string): Question {
  return { option: '--where', sql: `${ALL_POINTS} WHERE (${condition}\n)` };
}

/**
 * Asks a question of `runs` and `points` over these runs. `hear` is told which points cannot be
 * read; `take` gets the rows while they come. Throws `BadInput` with what DuckDB says and the
 * columns that there are.
 */
export async function ask(
  runs: readonly ListedRun[],
  { option, sql }: Question,
  hear: (problem: string) => void,
  take: (table: Table) => Promise<void>,
): Promise<void> {
  await withViews(runs, hear, async (views) => {
    await views.database.shut(views.files);
    await inWords(views, option, async () => {
      await views.database.checkQuery(sql);
      await take(await views.database.stream(sql));
    });
  });
}

/** The runs with a point for which a condition is true. Throws as `ask`. */
export async function runsWhere(
  runs: readonly ListedRun[],
  condition: string,
  hear: (problem: string) => void,
): Promise<ListedRun[]> {
  const found = new Set<Value>();
  const { option, sql } = pointsWhere(condition);
  await ask(runs, { option, sql: `SELECT DISTINCT run FROM (${sql})` }, hear, async ({ batches }) => {
    for await (const batch of batches) for (const [run] of batch) found.add(run);
  });
  return runs.filter(({ run }) => found.has(run));
}

/** The formats that a file's name can ask for. */
export const FORMATS = ['csv', 'parquet', 'json'] as const;

/** Where an export goes, and as what. Throws `BadInput`. */
export function readTarget(file: string): { file: string; format: (typeof FORMATS)[number] } {
  const format = FORMATS.find((one) => extname(file).toLowerCase() === `.${one}`);
  if (!format)
    throw new BadInput(
      `--export ${file} must end like what it is to be, .csv, .parquet or .json, as in --export points.csv`,
    );
  const folder = dirname(resolve(file));
  if (!existsSync(folder)) throw new BadInput(`--export ${file}: there is no folder ${dirname(file)}; make it first`);
  if (existsSync(join(folder, 'manifest.json')) || existsSync(join(folder, 'run.json')))
    throw new BadInput(`--export ${file} would be in a record, whose files stay as they are; give another folder`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new BadInput(`--export ${file} is a folder; give the name of a file`);
  return { file: resolve(file), format };
}

/**
 * Writes the rows of a question as CSV or Parquet, in place of a file that is there, and returns
 * how many they are. Throws as `ask`, and `NotWritten`.
 */
export async function writeTable(
  runs: readonly ListedRun[],
  { option, sql }: Question,
  { file, format }: { file: string; format: 'csv' | 'parquet' },
  hear: (problem: string) => void,
): Promise<number> {
  const folder = inFolder(() => mkdtempSync(join(dirname(file), '.orrery-export-')), file);
  const part = join(folder, basename(file));
  let rows = 0;
  try {
    await withViews(runs, hear, async (views) => {
      const { database } = views;
      // DuckDB writes beside the file first.
      await database.shut(views.files, [part, join(folder, `tmp_${basename(file)}`)]);
      await inWords(views, option, () => database.checkQuery(sql));
      const query = format === 'csv' ? await asWritten(views, option, sql) : sql;
      const how = format === 'csv' ? "FORMAT csv, HEADER true, NULLSTR ''" : 'FORMAT parquet';
      await inWords(views, option, async () => {
        const [[written]] = await database.rows(`COPY (${query}\n) TO ${text(part)} (${how})`);
        rows = Number(written);
      });
    });
    inFolder(() => renameSync(part, file), file);
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Numbers as the points' own CSV has them, where infinities are words and NaN is missing. */
async function asWritten(views: Views, option: Question['option'], sql: string): Promise<string> {
  let described: Value[][] = [];
  await inWords(views, option, async () => {
    described = await views.database.rows(`DESCRIBE (${sql}\n)`);
  });
  const columns = described.map(([name, type]) => {
    const column = quoted(String(name));
    if (type !== 'DOUBLE') return column;
    const infinite = `CASE WHEN isinf(${column}) THEN if(${column} > 0, 'Infinity', '-Infinity')`;
    return `${infinite} WHEN NOT isnan(${column}) THEN regexp_replace(${column}::VARCHAR, '\\.0$', '') END AS ${column}`;
  });
  return `SELECT ${columns.join(', ')} FROM (${sql}\n)`;
}

async function withViews(
  runs: readonly ListedRun[],
  hear: (problem: string) => void,
  work: (views: Views) => Promise<void>,
): Promise<void> {
  const views = await openViews(runs);
  try {
    views.problems.forEach(hear);
    await work(views);
  } finally {
    views.database.close();
  }
}

/** What is wrong with a question, with what could have been asked. */
async function inWords(views: Views, option: Question['option'], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof NotWritten) throw error;
    const columns = async (view: string) =>
      (await views.database.rows(`DESCRIBE ${view}`)).map(([name]) => name).join(', ');
    throw new BadInput(
      `${option}: ${inOneLine(error)}. There are points (${await columns('points')})${option === '--where' ? '' : ` and runs (${await columns('runs')})`}`,
    );
  }
}

function inFolder<T>(write: () => T, file: string): T {
  try {
    return write();
  } catch (error) {
    throw new NotWritten(`${file} could not be written (${(error as Error).message}); choose another place`);
  }
}
