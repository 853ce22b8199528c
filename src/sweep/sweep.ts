import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Engine } from '../numeric/engine.ts';
import { BadInput } from '../numeric/errors.ts';
import type { Settings } from '../plan/settings.ts';
import { type Header, headerOf } from '../record/header.ts';
import { newFolder } from '../record/record.ts';
import { replaceFile } from '../record/replace-file.ts';
import { openData } from '../run/open-data.ts';
import { versions } from '../run/version.ts';
import type { AnySystem } from '../systems/contract.ts';
import { openSystem } from '../systems/open.ts';
import { Grid } from './grid.ts';

/** What was asked of a sweep: enough for anybody who sees its folder to do a part of it. */
export interface SweepHeader extends Omit<Header, 'schema' | 'scales' | 'pointKeys' | 'trials' | 'engine'> {
  engine: Engine['name'];
  schema: typeof SWEEP_SCHEMA;
  /** Trials at every point. */
  trials: number;
  /** The swept parameters, that along which curves run last. */
  axes: { name: string; values: unknown[] }[];
  /** Places on the grid. */
  places: number;
}

export const SWEEP_SCHEMA = 'orrery-sweep/1';

/** A sweep under way: its folder, what was asked, and the grid. */
export interface Sweep {
  folder: string;
  header: SweepHeader;
  grid: Grid;
}

/** Tasks of one point: its theory, then its trials. */
export function slotsOf({ trials }: Pick<SweepHeader, 'trials'>): number {
  return trials + 1;
}

/** Where a task of this number stands, and its trial: −1 for the theory. */
export function placeOf(task: number, header: Pick<SweepHeader, 'trials'>): { at: number; trial: number } {
  const slots = slotsOf(header);
  return { at: Math.floor(task / slots), trial: (task % slots) - 1 };
}

/** Tasks that a sweep may have: a tally of them takes a byte each, and a table eighteen. */
const MOST_TASKS = 1e8;

/** A new folder under `out` with what is asked. Throws `BadInput` where it is too much. */
export function createSweep(
  grid: Grid,
  settings: Settings,
  asked: Pick<SweepHeader, 'trials' | 'seed' | 'engine' | 'engineDescription' | 'shown' | 'margin'>,
  out: string,
): Sweep {
  const tasks = grid.size * slotsOf(asked);
  if (tasks > MOST_TASKS)
    throw new BadInput(
      `${grid.size} points with ${asked.trials} trials each are ${tasks} tasks, and ${MOST_TASKS} is the most; give fewer points or --trials`,
    );
  const header = sweepHeader(grid, settings, asked);
  const folder = newFolder(out, `sweep-${grid.system.id}`);
  mkdirSync(journalsOf(folder));
  writeHeader(folder, header);
  return { folder, header, grid };
}

/** What these settings ask. */
export function sweepHeader(
  grid: Grid,
  settings: Settings,
  asked: Pick<SweepHeader, 'trials' | 'seed' | 'engine' | 'engineDescription' | 'shown' | 'margin'>,
): SweepHeader {
  let curve = grid.curve(0);
  for (let c = 1; c < grid.curves && !curve; c++) curve = grid.curve(c);
  const { schema: _, scales: __, pointKeys: ___, ...rest } = headerOf(curve!.plan, settings, [1], asked);
  return {
    schema: SWEEP_SCHEMA,
    ...rest,
    trials: asked.trials,
    engine: asked.engine,
    axes: grid.swept.map(({ name, values }) => ({ name, values })),
    places: grid.size,
  };
}

export function writeHeader(folder: string, header: SweepHeader): void {
  replaceFile(join(folder, HEADER), `${JSON.stringify(header, null, 2)}\n`);
}

const HEADER = 'sweep.json';

export function journalsOf(folder: string): string {
  return join(folder, 'journals');
}

/**
 * A journal of this sweep; its name says under what its trials are made, as far as their points do
 * not.
 */
export function journalPath({ folder, header }: Pick<Sweep, 'folder' | 'header'>, label: string): string {
  return join(journalsOf(folder), `${identityOf(header)}-${label}.jsonl`);
}

/** Eight digits for what makes trials others at the same points. */
export function identityOf({ system, origin, seed, engine, versions: { orrery } }: SweepHeader): string {
  const what = JSON.stringify([system, origin?.sha256, seed, engine, orrery]);
  return createHash('sha256').update(what).digest('hex').slice(0, 8);
}

/** The journals of this sweep, and none that were written before its settings were edited. */
export function ownJournals({ folder, header }: Pick<Sweep, 'folder' | 'header'>): string[] {
  const own = `${identityOf(header)}-`;
  return journalFiles(folder).filter((path) => basename(path).startsWith(own));
}

/** All files that tasks were written to, in the order of their names. */
export function journalFiles(folder: string): string[] {
  const journals = journalsOf(folder);
  if (!existsSync(journals)) return [];
  return readdirSync(journals)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(journals, name));
}

/**
 * Opens a sweep from its folder, with its system and files; `moved` says where these are now, which
 * the header then keeps. Throws `BadInput` where it is none, or where system, files or version are
 * not those that it was begun with.
 */
export async function openSweep(folder: string, moved: Settings = {}): Promise<Sweep> {
  const header = readSweepHeader(folder);
  const { orrery } = header.versions;
  if (orrery !== versions().orrery)
    throw new BadInput(
      `${folder} was begun by version ${orrery}, and this is ${versions().orrery}: trials of two versions are not mixed; begin the sweep anew`,
    );
  const system = await systemOf(folder, header);
  const files = Object.keys(header.data);
  for (const key of Object.keys(moved))
    if (!files.includes(key))
      throw new BadInput(`${key} is no file of this sweep; only where its files are now can be given`);
  const settings = await openData(system, { ...header.settings, ...moved }).catch((error) => {
    if (!(error instanceof BadInput) || files.length === 0 || Object.keys(moved).length > 0) throw error;
    throw new BadInput(
      `${error.message}\nIf the file has moved, say where it is: orrery sweep resume ${folder} ${files[0]}=path`,
    );
  });
  for (const [key, { origin, sha256 }] of Object.entries(header.data))
    if ((settings[key] as { sha256?: string } | undefined)?.sha256 !== sha256)
      throw new BadInput(`${moved[key] ?? origin} is not the file that ${folder} was begun with: its checksum differs`);
  if (Object.keys(moved).length > 0) {
    const paths = Object.fromEntries(Object.entries(moved).map(([key, path]) => [key, resolve(String(path))]));
    Object.assign(header, { settings: { ...header.settings, ...paths } });
    writeHeader(folder, header);
  }
  const grid = new Grid(system, settings);
  const found = JSON.stringify(grid.swept.map(({ name, values }) => ({ name, values })));
  if (found !== JSON.stringify(header.axes)) throw damaged(folder, 'its axes are not those of its settings');
  return { folder, header, grid };
}

export function isSweep(folder: string): boolean {
  return existsSync(join(folder, HEADER));
}

/** Throws `BadInput`. */
export function readSweepHeader(folder: string): SweepHeader {
  const file = join(folder, HEADER);
  if (!isSweep(folder))
    throw new BadInput(`${folder} is no sweep: it has no ${HEADER}; give a folder that \`orrery sweep\` made`);
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw damaged(folder, 'it is no JSON');
  }
  const { error } = NEEDED.safeParse(read);
  if (error) throw damaged(folder, `its ${error.issues[0].path.join('.') || 'content'} cannot be what it is`);
  return read as SweepHeader;
}

function damaged(folder: string, why: string): BadInput {
  return new BadInput(`${join(folder, HEADER)} is damaged: ${why}`);
}

async function systemOf(folder: string, { system, origin }: SweepHeader): Promise<AnySystem> {
  const found = await openSystem(origin?.file ?? system);
  if (found.origin?.sha256 !== origin?.sha256)
    throw new BadInput(`${origin?.file} was changed since ${folder} was begun: begin the sweep anew`);
  return found;
}

const NEEDED = z.looseObject({
  schema: z.literal(SWEEP_SCHEMA),
  system: z.string().min(1),
  origin: z.looseObject({ file: z.string(), sha256: z.string() }).optional(),
  settings: z.record(z.string(), z.unknown()),
  data: z.record(z.string(), z.looseObject({ origin: z.string(), sha256: z.string() })),
  seed: z.string(),
  engine: z.enum(['wasm', 'openblas']),
  trials: z.int().min(1),
  shown: z.array(z.string()),
  margin: z.number().positive(),
  axes: z.array(z.looseObject({ name: z.string(), values: z.array(z.unknown()) })),
  places: z.int().min(1),
  versions: z.record(z.string(), z.string()),
});
