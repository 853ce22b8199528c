import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { ALL_POINTS, ask, pointsWhere, type Question, readTarget, runsWhere, writeTable } from '../ledger/ask.ts';
import type { Table, Value } from '../ledger/database.ts';
import { choose, type Filter, readDate } from '../ledger/filter.ts';
import { type ListedRun, listRuns } from '../ledger/listing.ts';
import { readPredictions } from '../ledger/registration.ts';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import { count } from '../statistics/sentences.ts';
import { readNumber, tableText } from './settings.ts';

/** Milliseconds after which one who waits is told what for. */
const PATIENCE = 3000;

export interface ResultsFlags {
  out: string;
  system?: string;
  verdict?: string;
  state?: string;
  preset?: string;
  seed?: string;
  engine?: string;
  madeBy?: string;
  since?: string;
  before?: string;
  last?: string;
  where?: string;
  sql?: string;
  export?: string;
  predictions?: boolean;
  json?: boolean;
}

/** The runs in a folder of records, as a table, as answers to a query, or as a file. */
export async function results(flags: ResultsFlags): Promise<void> {
  const patience = setTimeout(
    () => console.error(`still reading the records in ${flags.out}; Ctrl-C ends it, and changes nothing`),
    PATIENCE,
  );
  try {
    await answer(flags);
  } finally {
    clearTimeout(patience);
  }
}

async function answer(flags: ResultsFlags): Promise<void> {
  const target = flags.export === undefined ? undefined : readTarget(flags.export);
  const filter = filterOf(flags);
  if (flags.sql !== undefined && flags.where !== undefined)
    throw new BadInput('--where goes without --sql, whose query has conditions of its own; leave out one of them');
  if (flags.predictions) return listPredictions(flags);
  const { runs, problems } = listRuns(flags.out);
  problems.forEach(warn);
  const chosen = choose(runs, filter);
  const question = questionOf(flags);
  if (target && target.format !== 'json') {
    const { file, format } = target;
    console.error(`${count(await writeTable(chosen, question!, { file, format }, warn), 'row')} in ${flags.export}`);
  } else if (target) {
    let rows = 0;
    await ask(chosen, question!, warn, async (table) => {
      rows = await writeJson(table, flags.export!);
    });
    console.error(`${count(rows, 'row')} in ${flags.export}`);
  } else if (flags.sql !== undefined) await ask(chosen, question!, warn, flags.json ? printJson : printTable);
  else {
    const listed = flags.where === undefined ? chosen : await runsWhere(chosen, flags.where, warn);
    if (flags.json) console.log(JSON.stringify(listed.map(runJson)));
    else if (listed.length === 0)
      console.error(
        runs.length === 0
          ? `there is no record in ${flags.out}`
          : `none of ${count(runs.length, 'run')} in ${flags.out} is as asked`,
      );
    else
      console.log(
        tableText([COLUMNS.map(([name]) => name), ...listed.map((run) => COLUMNS.map(([, read]) => read(run)))]),
      );
  }
}

function listPredictions({ out, sql, where, export: file, json }: ResultsFlags): void {
  if (sql !== undefined || where !== undefined || file !== undefined)
    throw new BadInput('--predictions lists files of its own; leave out --sql, --where and --export');
  const { predictions, problems } = readPredictions(out);
  problems.forEach(warn);
  if (json) {
    console.log(JSON.stringify(predictions.map(({ file: path, prediction }) => ({ file: path, ...prediction }))));
    return;
  }
  if (predictions.length === 0)
    console.error(`no prediction is registered in ${out}; orrery predict ridge --register does it`);
  else
    console.log(
      tableText([
        ['prediction', 'system', 'registered', 'points', 'margin', 'version', 'sha256'],
        ...predictions.map(({ file: path, prediction: { system, created, points, margin, versions, sha256 } }) => [
          ...[basename(path), system, created.slice(0, 16).replace('T', ' '), String(points.length)],
          ...[String(margin), versions.orrery, sha256.slice(0, 16)],
        ]),
      ]),
    );
}

function questionOf({ sql, where, export: file }: ResultsFlags): Question | undefined {
  if (sql !== undefined) return { option: '--sql', sql };
  if (file === undefined) return undefined;
  return where === undefined ? { option: '--export', sql: ALL_POINTS } : pointsWhere(where);
}

function filterOf(flags: ResultsFlags): Filter {
  const words = (text: string | undefined) => text?.split(',').map((word) => word.trim());
  const { system, verdict, state, preset, seed, engine, madeBy } = flags;
  return {
    ...{ system: words(system), verdict: words(verdict), state: words(state), preset: words(preset) },
    ...{ seed: words(seed), engine: words(engine), madeBy: words(madeBy) },
    ...(flags.since !== undefined && { since: readDate('--since', flags.since) }),
    ...(flags.before !== undefined && { before: readDate('--before', flags.before) }),
    ...(flags.last !== undefined && { last: readNumber('--last', flags.last, { low: 1, whole: true, example: 10 }) }),
  };
}

const COLUMNS: [string, (run: ListedRun) => string][] = [
  ['run', ({ run }) => run],
  ['system', ({ header }) => header.system],
  ['created', ({ header }) => header.created.slice(0, 16).replace('T', ' ')],
  ['axes', ({ axes }) => axes.join(', ')],
  ['points', ({ points }) => (points === undefined ? '' : String(points))],
  ['trials', ({ trials }) => (trials === undefined ? '' : String(trials))],
  [
    'verdict',
    ({ verdict, state }) => (state === 'ended' ? (verdict ?? '') : verdict ? `${verdict} (${state})` : state),
  ],
  ['margin', ({ header }) => (header.margin === undefined ? '' : String(header.margin))],
  ['seed', ({ header }) => header.seed],
  ['engine', ({ header }) => header.engine],
  ['version', ({ header }) => header.versions.orrery],
];

function runJson({ header, ...run }: ListedRun): Record<string, unknown> {
  const { system, preset, created, seed, engine, margin, settings, parameters, seconds, versions } = header;
  const { overall: verdict = null } = header.verdict ?? {};
  return {
    ...{ ...run, verdict, system, preset: preset ?? null, created, margin, seed, engine, version: versions.orrery },
    ...{ settings, parameters, seconds: seconds ?? null },
  };
}

function warn(problem: string): void {
  console.error(`orrery: ${problem}`);
}

/** Rows as they come; columns are as wide as the first of them need. */
async function printTable({ columns, batches }: Table): Promise<void> {
  const cell = (value: Value) =>
    value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value).replaceAll(/[\t\r\n]+/g, ' ');
  let isFirst = true;
  for await (const batch of batches) {
    const rows = batch.map((row) => row.map(cell));
    await print(`${tableText(isFirst ? [columns, ...rows] : rows)}\n`);
    isFirst = false;
  }
  if (isFirst) await print(`${columns.join('\t')}\n`);
}

async function printJson(table: Table): Promise<void> {
  for await (const part of jsonParts(table)) await print(part);
}

/** Returns the number of rows. Throws `NotWritten`. */
async function writeJson({ columns, batches }: Table, file: string): Promise<number> {
  let rows = 0;
  async function* counted() {
    for await (const batch of batches) {
      rows += batch.length;
      yield batch;
    }
  }
  const stream = createWriteStream(file);
  const failed = once(stream, 'error').then(([error]) => {
    throw new NotWritten(`${file} could not be written (${(error as Error).message}); choose another place`);
  });
  const write = async () => {
    for await (const part of jsonParts({ columns, batches: counted() }))
      if (!stream.write(part)) await once(stream, 'drain');
    stream.end();
    await once(stream, 'finish');
  };
  await Promise.race([write(), failed]);
  return rows;
}

/** An array of objects, an object a line. */
async function* jsonParts({ columns, batches }: Table): AsyncGenerator<string> {
  let before = '[';
  for await (const batch of batches) {
    const lines = batch.map((row) => JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, row[i]]))));
    yield `${before}\n${lines.join(',\n')}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

async function print(part: string): Promise<void> {
  if (!process.stdout.write(part)) await once(process.stdout, 'drain');
}
