import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { bundledNames } from '../data/open.ts';
import { figureToPng, figureToSvg } from '../figures/node.ts';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { presetOf } from '../plan/preset.ts';
import { readingsOf } from '../plan/readings.ts';
import type { Settings } from '../plan/settings.ts';
import type { RunResult } from '../run/conduct.ts';
import { versions } from '../run/version.ts';
import type { Reading, Source } from '../systems/contract.ts';
import { inWords } from '../systems/given.ts';
import { inertParameters } from '../systems/shared/inert.ts';
import { figureOf } from './figure-of.ts';
import { exhibitsJson, jsonParameter, resultJson } from './json.ts';
import { makeFolder } from './make-folder.ts';
import { pointRows, toCsv, toParquet } from './points.ts';

/**
 * The manifest of a record: enough to run it again and to check that it is the same run. Records of
 * schema 1 are read too: their trials were named by their place in the plan, so that no version
 * since can make them again to the bit.
 */
export interface Manifest {
  schema: (typeof SCHEMAS)[number];
  system: string;
  /**
   * The module of a system outside this package, and the checksum of all that it imports from
   * beside it.
   */
  origin?: { file: string; sha256: string };
  created: string;
  /** The published figure that it is, where its settings are those of a preset. */
  preset?: string;
  /** As the user gave them; `data` as a path or a bundled name. */
  settings: Settings;
  scales: number[];
  parameters: Record<string, unknown>;
  /** SHA-256 of each file that was read. */
  data: Record<string, { origin: string; sha256: string }>;
  /** What these files were taken for. */
  readings?: Reading[];
  seed: string;
  engine: string;
  engineDescription: string;
  trials: number | 'auto';
  /** Trials done, and failed ones among them, at each point of each curve. */
  counts: number[][];
  /** What each point of each curve is: the key that its trials are drawn by. */
  pointKeys?: string[][];
  shown: readonly string[];
  margin: number;
  jobs: number;
  verdict: RunResult['verdict'];
  /** What the sizes' multiples say, with --scale. */
  scaling?: unknown;
  interrupted: boolean;
  seconds: number;
  versions: Record<string, string>;
  platform: { os: string; arch: string };
  sources: Source[];
}

const SCHEMAS = ['orrery-record/1', 'orrery-record/2'] as const;

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
  const wanted = join(out, `${stamp(new Date())}-${name}`);
  let folder = wanted;
  for (let i = 2; existsSync(folder); i++) folder = `${wanted}-${i}`;
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Writes manifest, points, result and figure into `folder`, a new one under `out` unless it is
 * given, and returns its path. Throws `NotWritten`.
 */
export function writeRecord(
  result: RunResult,
  settings: Settings,
  scales: number[],
  out: string,
  { scaling, folder }: { scaling?: unknown; folder?: string } = {},
): string {
  return writeInto(out, folder ?? (() => recordFolder(result.plan, out)), (made) =>
    writeFiles(result, settings, scales, scaling, made),
  );
}

/**
 * Writes into a folder, which is made unless it is given, and returns its path; what there is of it
 * is removed where the disk does not take the rest. Throws `NotWritten`.
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
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
    const words: Record<string, string> = {
      ENOSPC: 'no space is left on the device',
      EDQUOT: 'the quota of the disk is used up',
      EACCES: 'no permission',
      ENOENT: 'it is not there any more',
      EROFS: 'it can only be read',
    };
    throw new NotWritten(
      `the record could not be written under ${out} (${words[code] ?? message}), and what there was of it was removed; make room, or choose another folder with --out`,
    );
  }
}

function writeFiles(result: RunResult, settings: Settings, scales: number[], scaling: unknown, folder: string): void {
  const { plan } = result;
  const preset = presetOf(plan);
  const inert = inertParameters(plan.system, plan.curves[0].points[0].parameters);
  const manifest: Manifest = {
    schema: 'orrery-record/2',
    system: plan.system.id,
    ...(plan.system.origin !== undefined && { origin: plan.system.origin }),
    created: new Date().toISOString(),
    ...(preset && { preset: preset.id }),
    settings: portable(settings),
    scales,
    parameters: Object.fromEntries(
      Object.entries(plan.fixed)
        .filter(([key]) => !(key in inert))
        .map(([key, value]) => [key, jsonParameter(value)]),
    ),
    data: datasets(result),
    ...(plan.system.reading && { readings: readingsOf(plan) }),
    seed: result.seed,
    engine: result.engine,
    engineDescription: result.engineDescription,
    trials: result.trials,
    counts: result.points.map((row) => row.map(({ trials, failures }) => trials + sum(Object.values(failures)))),
    pointKeys: plan.curves.map(({ points }) => points.map(({ key }) => key)),
    shown: result.shown,
    margin: result.margin,
    jobs: result.jobs,
    verdict: result.verdict,
    ...(scaling !== undefined && { scaling }),
    interrupted: result.interrupted,
    seconds: result.seconds,
    versions: versions(),
    platform: { os: process.platform, arch: process.arch },
    sources: plan.system.sources,
  };
  const rows = pointRows(result);
  writeFileSync(join(folder, 'points.csv'), toCsv(rows));
  writeFileSync(join(folder, 'points.parquet'), toParquet(rows));
  writeFileSync(join(folder, 'result.json'), `${JSON.stringify(resultJson(result), null, 1)}\n`);
  const exhibits = exhibitsJson(result);
  if (exhibits.length > 0) writeFileSync(join(folder, 'exhibits.json'), `${JSON.stringify(exhibits)}\n`);
  const svg = figureToSvg(figureOf(result));
  writeFileSync(join(folder, 'figure.svg'), svg);
  writeFileSync(join(folder, 'figure.png'), figureToPng(svg));
  // Last, so that a folder with a manifest is a whole record.
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Reads the manifest of a record. Throws `BadInput` where there is none, or a damaged one. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file) && basename(folder) === 'manifest.json' && existsSync(folder))
    throw new BadInput(`${folder} is a file of a record; give the folder that it stands in: ${dirname(folder)}`);
  if (!existsSync(file))
    throw new BadInput(`${folder} is no record: it has no manifest.json; give a folder that \`orrery run\` wrote`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    throw new BadInput(`${file} is not readable as JSON: the record is damaged`);
  }
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw damaged(folder, `it holds ${inWords(manifest)} and no settings`);
  const { schema } = manifest as Partial<Manifest>;
  if (schema === undefined) throw damaged(folder, 'its schema is missing');
  if (!SCHEMAS.includes(schema))
    throw new BadInput(`${file} has schema ${JSON.stringify(schema)}, but this version reads ${SCHEMAS.join(' and ')}`);
  const { error } = NEEDED.safeParse(manifest);
  if (error) {
    const field = String(error.issues[0].path[0]) as keyof Manifest;
    const value = (manifest as Manifest)[field];
    const verb = field.endsWith('s') ? 'are' : 'is';
    throw damaged(
      folder,
      `its ${field} ${verb} ${value === undefined ? 'missing' : `${inWords(value)}, which cannot be`}`,
    );
  }
  return manifest as Manifest;
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
  counts: z.array(z.array(z.int().min(0))),
  pointKeys: z.array(z.array(z.string())).optional(),
  shown: z.array(z.string()),
  margin: z.number(),
  versions: z.record(z.string(), z.string()),
});

function datasets({ plan }: RunResult): Manifest['data'] {
  const found: Manifest['data'] = {};
  for (const [key, value] of Object.entries(plan.curves[0].points[0].parameters)) {
    const described = jsonParameter(value) as { origin: string; sha256: string };
    if (described !== value) found[key] = described;
  }
  return found;
}

/** Files by their full path, so that the record can be verified from any folder. */
function portable(settings: Settings): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const dataset = jsonParameter(value) as { origin: string };
      return [key, dataset === value ? value : fullPath(dataset.origin)];
    }),
  );
}

/** Of one file, or of features and labels in two. */
function fullPath(origin: string): string {
  if (bundledNames.includes(origin)) return origin;
  const paths = existsSync(origin) ? [origin] : origin.split(',');
  return paths.every((path) => existsSync(path)) ? paths.map((path) => resolve(path)).join(',') : origin;
}

function stamp(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
