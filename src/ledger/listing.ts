import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { BadInput } from '../numeric/errors.ts';
import type { Header } from '../record/header.ts';
import { occupantOf } from '../record/occupy.ts';
import { FIXED_COLUMNS } from '../record/points.ts';
import type { Manifest } from '../record/record.ts';

export const STATES = ['ended', 'interrupted', 'running', 'killed'] as const;
export const VERDICTS = ['holds', 'broken', 'unresolved', 'not judged'] as const;

/** A run in the folder of records. */
export interface ListedRun {
  /** The name of its folder. */
  run: string;
  /** The full path of it. */
  folder: string;
  state: (typeof STATES)[number];
  /** What is swept, by name. */
  axes: string[];
  /** Places in its plan, where the manifest says them. */
  points?: number;
  /** Made at all of them, failed ones included; unknown of a run that has not ended. */
  trials?: number;
  verdict?: (typeof VERDICTS)[number];
  header: Omit<Header & Partial<Manifest>, 'pointKeys' | 'counts'>;
}

export interface Listing {
  /** From the oldest to the newest. */
  runs: ListedRun[];
  /** What is in the folder and can be read as no run: a sentence for each. */
  problems: string[];
}

/** What is in the folder besides runs, and is no mistake. */
export const PREDICTIONS = 'predictions';

/**
 * The runs in a folder of records, as their own files say it: what was copied there is there, and
 * one that is being written is listed as such. Throws `BadInput` where there is no folder.
 */
export function listRuns(out: string): Listing {
  if (!existsSync(out) || !statSync(out).isDirectory())
    throw new BadInput(
      `there is no folder ${out}: \`orrery run\` makes it with its first record; --out names another, as in --out records`,
    );
  if (existsSync(join(out, 'manifest.json')))
    throw new BadInput(`${out} is a record; --out takes the folder that it stands in: --out ${join(out, '..')}`);
  const runs: ListedRun[] = [];
  const problems: string[] = [];
  for (const name of readdirSync(out).sort()) {
    const folder = join(resolve(out), name);
    try {
      if (name === PREDICTIONS || !statSync(folder).isDirectory() || isReport(folder)) continue;
      runs.push(readRun(name, folder));
    } catch (error) {
      problems.push(`${join(out, name)} is left out: ${(error as Error).message}`);
    }
  }
  runs.sort((a, b) => (a.header.created < b.header.created ? -1 : a.header.created > b.header.created ? 1 : 0));
  return { runs, problems };
}

/** What an instrument wrote. */
function isReport(folder: string): boolean {
  return existsSync(join(folder, 'report.json')) && !existsSync(join(folder, 'manifest.json'));
}

function readRun(run: string, folder: string): ListedRun {
  // A run that is gone on with has both, and what was asked is in the first.
  const name = ['run.json', 'manifest.json', 'sweep.json'].find((one) => existsSync(join(folder, one)));
  if (name === undefined) throw new BadInput('it has neither manifest.json nor run.json, so it is no record');
  const {
    pointKeys,
    counts,
    places,
    points: distinct,
    tasks,
    trialsMade,
    ...header
  } = readHead(join(folder, name), name);
  const isOpen = header.interrupted || (tasks && tasks.open > 0);
  const state =
    name !== 'manifest.json' ? (occupantOf(folder) ? 'running' : 'killed') : isOpen ? 'interrupted' : 'ended';
  const curves = pointKeys ?? counts;
  const points = curves ? sumOf(curves.map(({ length }) => length)) : (distinct ?? places);
  return {
    ...{ run, folder, state, header },
    axes: axesOf(folder),
    ...(points !== undefined && { points }),
    ...(counts && { trials: sumOf(counts.map(sumOf)) }),
    ...(trialsMade !== undefined && { trials: trialsMade }),
    ...(header.verdict && { verdict: header.verdict.overall }),
  };
}

/** Of the manifest of a run or of a sweep, what a list is made of. */
const HEAD = z.looseObject({
  schema: z.string(),
  system: z.string().min(1),
  created: z.iso.datetime({ offset: true }),
  parameters: z.record(z.string(), z.unknown()),
  scales: z.array(z.number()).optional(),
  seed: z.string(),
  engine: z.string(),
  trials: z.union([z.literal('auto'), z.number()]).optional(),
  margin: z.number().optional(),
  versions: z.looseObject({ orrery: z.string() }),
  // Of a sweep they may be millions, which are counted and nothing else.
  pointKeys: z.array(z.custom<string[]>(Array.isArray)).optional(),
  counts: z.array(z.custom<number[]>(Array.isArray)).optional(),
  // Of a sweep.
  places: z.int().min(1).optional(),
  points: z.int().min(0).optional(),
  trialsMade: z.int().min(0).optional(),
  tasks: z.looseObject({ done: z.int(), failed: z.int(), open: z.int() }).optional(),
  verdict: z.looseObject({ overall: z.enum(VERDICTS) }).optional(),
});
const SCHEMA = /^orrery-(record\/[12]|sweep\/1)$/;

type Head = Header & Partial<Manifest> & Pick<z.output<typeof HEAD>, 'places' | 'points' | 'tasks' | 'trialsMade'>;

function readHead(file: string, name: string): Head {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new BadInput(`its ${name} cannot be read as JSON`);
  }
  const schema: unknown = (read as Partial<Header> | null)?.schema;
  if (typeof schema !== 'string' || !SCHEMA.test(schema))
    throw new BadInput(`its ${name} has schema ${JSON.stringify(schema)}, which this version does not read`);
  const { success, error, data } = HEAD.safeParse(read);
  if (!success)
    throw new BadInput(`its ${name} is damaged: ${error.issues[0].path.join('.')}: ${error.issues[0].message}`);
  return data as unknown as Head;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The swept parameters are the columns of the points that not every record has. */
function axesOf(folder: string): string[] {
  const file = join(folder, 'points.csv');
  if (!existsSync(file)) return [];
  const bytes = Buffer.alloc(16_384);
  const handle = openSync(file, 'r');
  try {
    const [header] = bytes
      .toString('utf8', 0, readSync(handle, bytes))
      .replace(/^\uFEFF/, '')
      .split(/[\r\n]/, 1);
    return header.split(',').filter((column) => column !== '' && !FIXED_COLUMNS.has(column));
  } finally {
    closeSync(handle);
  }
}
