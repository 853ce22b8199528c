import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import type { RunResult } from '../run/conduct.ts';
import { inWords } from '../systems/given.ts';
import { type FigureStyle, figureFiles } from './figure-files.ts';
import { figureOf, sourceOf } from './figure-of.ts';
import { type Header, headerOf, SCHEMAS } from './header.ts';
import { exhibitsJson, resultJson } from './json.ts';
import { makeFolder } from './make-folder.ts';
import { pointRows, toCsv, toParquet } from './points.ts';
import { replaceFile } from './replace-file.ts';

/** The manifest of a record: what was asked of the run, and what it came to. */
export interface Manifest extends Header {
  /** Trials done, and failed ones among them, at each point of each curve. */
  counts: number[][];
  jobs: number;
  verdict: RunResult['verdict'];
  /** What the sizes' multiples say, with --scale. */
  scaling?: unknown;
  interrupted: boolean;
  seconds: number;
  /** The records that it was joined from. */
  merged?: string[];
  /** What was registered of it before, and how it came out. */
  registered?: Record<string, unknown>;
}

/** What a record says of where its trials and predictions are from. */
export type Provenance = Pick<Manifest, 'begun' | 'reused' | 'merged' | 'registered'>;

/**
 * Makes sure that records can be written under `out`, before anything is computed. Throws
 * `BadInput`.
 */
export function prepareOutput(out: string): void {
  if (out.trim() === '') throw new BadInput('--out names no folder; give one, as in --out records');
  try {
    makeFolder(resolve(out));
    accessSync(out, constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const words: Record<string, string> = {
      EACCES: 'no permission',
      ENOENT: 'it cannot be made',
      ENOTDIR: 'it is a file',
    };
    throw new BadInput(`--out ${out} cannot be written (${words[code ?? ''] ?? message}); choose another folder`);
  }
}

/** A new folder under `out`, named by the time, the system and what is asked of it. */
export function recordFolder(plan: Plan, out: string): string {
  const keys = plan.curves.flatMap(({ points }) => points.map(({ key }) => key));
  const hash = createHash('sha256').update(keys.join(' ')).digest('hex').slice(0, 8);
  return newFolder(out, `${plan.system.id}-${hash}`);
}

/** A new folder under `out`, its name after the time. */
export function newFolder(out: string, name: string): string {
  const folder = newName(out, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A name under `out` that nothing has yet; it begins with the time. */
export function newName(out: string, name: string, ending = ''): string {
  const wanted = join(out, `${stamp(new Date())}-${name}`);
  let found = `${wanted}${ending}`;
  for (let i = 2; existsSync(found); i++) found = `${wanted}-${i}${ending}`;
  return found;
}

/**
 * Writes manifest, points, result and figure into `folder`, a new one under `out` unless it is
 * given, and returns its path. Throws `NotWritten`; a folder that was given keeps what it has.
 */
export function writeRecord(
  result: RunResult,
  settings: Settings,
  scales: number[],
  out: string,
  {
    scaling,
    folder,
    style,
    ...provenance
  }: { scaling?: unknown; folder?: string; style?: FigureStyle } & Provenance = {},
): string {
  return writeInto(out, folder ?? (() => recordFolder(result.plan, out)), (made) =>
    writeFiles(result, settings, scales, { ...(scaling !== undefined && { scaling }), ...provenance }, style, made),
  );
}

/**
 * Writes into a folder, which is made unless it is given, and returns its path. Where the disk does
 * not take all of it, a folder that was made is removed, and one that was given stays. Throws
 * `NotWritten`.
 */
export function writeInto(out: string, folder: string | (() => string), write: (folder: string) => void): string {
  let made = typeof folder === 'string' ? folder : undefined;
  try {
    made ??= (folder as () => string)();
    write(made);
    return made;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const isGiven = typeof folder === 'string';
    if (made !== undefined && !isGiven) rmSync(made, { recursive: true, force: true });
    const words: Record<string, string> = {
      ENOSPC: 'no space is left on the device',
      EDQUOT: 'the quota of the disk is used up',
      EACCES: 'no permission',
      ENOENT: 'it is not there any more',
      EROFS: 'it can only be read',
    };
    const why = `the record could not be written under ${out} (${words[code] ?? message})`;
    throw new NotWritten(
      isGiven && existsSync(folder)
        ? `${why}; what was measured is in ${folder}: make room, and go on with orrery run --resume ${folder}`
        : `${why}, and what there was of it was removed; make room, or choose another folder with --out`,
    );
  }
}

function writeFiles(
  result: RunResult,
  settings: Settings,
  scales: number[],
  besides: { scaling?: unknown } & Provenance,
  style: FigureStyle | undefined,
  folder: string,
): void {
  const manifest: Manifest = {
    ...headerOf(result.plan, settings, scales, result),
    counts: result.points.map((row) => row.map(({ trials, failures }) => trials + sum(Object.values(failures)))),
    jobs: result.jobs,
    verdict: result.verdict,
    ...besides,
    interrupted: result.interrupted,
    seconds: result.seconds,
  };
  const write = (name: string, content: string | Uint8Array) => replaceFile(join(folder, name), content);
  const rows = pointRows(result);
  write('points.csv', toCsv(rows));
  write('points.parquet', toParquet(rows));
  write('result.json', `${JSON.stringify(resultJson(result), null, 1)}\n`);
  const exhibits = exhibitsJson(result);
  if (exhibits.length > 0) write('exhibits.json', `${JSON.stringify(exhibits)}\n`);
  const files = figureFiles(figureOf(result), [sourceOf(result.plan)], style);
  for (const [name, content] of Object.entries(files)) write(name, content);
  // Last, so that a folder with a manifest is a whole record.
  write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Reads the manifest of a record. Throws `BadInput` where there is none, or a damaged one. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file) && basename(folder) === 'manifest.json' && existsSync(folder))
    throw new BadInput(`${folder} is a file of a record; give the folder that it stands in: ${dirname(folder)}`);
  if (!existsSync(file))
    throw new BadInput(
      existsSync(join(folder, 'run.json'))
        ? `${folder} is of a run that has not ended; go on with it: orrery run --resume ${folder}`
        : `${folder} is no record: it has no manifest.json; give a folder that \`orrery run\` wrote`,
    );
  return read(folder, 'manifest.json', NEEDED.extend(OF_ENDED.shape)) as Manifest;
}

/**
 * What was asked of a run that is still under way, or was killed; of one that has ended, its
 * manifest.
 */
export function readHeader(folder: string): Header | Manifest {
  return existsSync(join(folder, 'run.json')) ? (read(folder, 'run.json', NEEDED) as Header) : readManifest(folder);
}

function read(folder: string, name: string, needed: z.ZodType): Header {
  const file = join(folder, name);
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new BadInput(`${file} is not readable as JSON: the record is damaged`);
  }
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw damaged(folder, `it holds ${inWords(manifest)} and no settings`);
  const { schema } = manifest as Partial<Header>;
  if (schema === undefined) throw damaged(folder, 'its schema is missing');
  if (typeof schema === 'string' && schema.startsWith('orrery-sweep/'))
    throw new BadInput(
      `${folder} is a sweep and no record of a run; orrery sweep resume ${folder} goes on with it, and orrery run … --reuse makes a figure of a slice`,
    );
  if (!SCHEMAS.includes(schema))
    throw new BadInput(`${file} has schema ${JSON.stringify(schema)}, but this version reads ${SCHEMAS.join(' and ')}`);
  const { error } = needed.safeParse(manifest);
  if (error) {
    const field = String(error.issues[0].path[0]) as keyof Header;
    const value = (manifest as Header)[field];
    const verb = field.endsWith('s') ? 'are' : 'is';
    throw damaged(
      folder,
      `its ${field} ${verb} ${value === undefined ? 'missing' : `${inWords(value)}, which cannot be`}`,
    );
  }
  return manifest as Header;
}

/** The error of a record that is not as it was written. */
export function damaged(folder: string, why: string): BadInput {
  return new BadInput(`${join(folder, 'manifest.json')} is damaged: ${why}; no numbers can be verified by it`);
}

/** What of a manifest is used to make its run again. */
const NEEDED = z.looseObject({
  settings: z.record(z.string(), z.unknown()),
  system: z.string().min(1),
  origin: z.looseObject({ file: z.string(), sha256: z.string() }).optional(),
  scales: z.array(z.number().positive()).min(1),
  data: z.record(z.string(), z.looseObject({ origin: z.string(), sha256: z.string() })),
  seed: z.string(),
  engine: z.enum(['wasm', 'openblas']),
  engineDescription: z.string(),
  trials: z.union([z.literal('auto'), z.int().min(1)]),
  pointKeys: z.array(z.array(z.string())).optional(),
  shown: z.array(z.string()),
  margin: z.number(),
  looksBefore: z.int().min(0).optional(),
  versions: z.record(z.string(), z.string()),
});

/** And of one that has ended. */
const OF_ENDED = z.object({ counts: z.array(z.array(z.int().min(0))) });

/**
 * When the first trial of a record was made, at the latest; of one that does not say, by its name
 * and by how long it took.
 */
export function beganAt(folder: string, { begun, created, seconds = 0 }: Header & Partial<Manifest>): Date {
  if (begun !== undefined) return new Date(begun);
  const [, day, ...time] = /^(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(basename(folder)) ?? [];
  const named = day === undefined ? Infinity : Date.parse(`${day}T${time.join(':')}Z`);
  return new Date(Math.min(named, Date.parse(created) - 1000 * seconds));
}

function stamp(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
