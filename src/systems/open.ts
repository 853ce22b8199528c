import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from './contract.ts';
import { exportedSystem } from './exported.ts';
import { systemHeaders } from './headers.ts';
import { checksumOf } from './modules.ts';
import { findSystem, notesOf } from './registry.ts';

/**
 * A registered system by its id, or one outside this package by its path: a module (TypeScript as
 * it is, or JavaScript) that exports one `defineSystem(…)`, or a folder with such a `system.ts`.
 * Node alone. Throws `BadInput`.
 */
export async function openSystem(reference: string): Promise<AnySystem> {
  if (isPath(reference)) return loadSystem(resolve(reference));
  const isRegistered = systemHeaders.some(({ id }) => id === reference);
  if (!isRegistered && existsSync(reference))
    throw new BadInput(
      `there is no system '${reference}' in this package; for the one in the folder write ./${reference}`,
    );
  return findSystem(reference);
}

/** The notes of a system, which of one outside this package stand beside it; empty without any. */
export async function notesFor({ id, origin }: AnySystem): Promise<string> {
  if (!origin) return notesOf(id);
  const file = join(dirname(origin.file), 'notes.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** A path has a separator or the ending of a module, or begins with a dot: ids do not. */
export function isPath(reference: string): boolean {
  return /[/\\]|^\.|\.(ts|mts|js|mjs)$/.test(reference);
}

const loaded = new Map<string, Promise<AnySystem>>();

/** The modules of the systems from outside this package that were opened so far. */
export function systemsOutside(): string[] {
  return [...loaded.keys()];
}

function loadSystem(path: string): Promise<AnySystem> {
  const file = moduleOf(path);
  const known = loaded.get(file) ?? importSystem(file);
  loaded.set(file, known);
  return known;
}

/** Where a folder may declare its system, the first that is there. */
const NAMES = ['system.ts', 'system.js', 'system.mjs', 'index.ts', 'index.js'];

function moduleOf(path: string): string {
  if (!existsSync(path))
    throw new BadInput(`there is no system at ${path}; orrery new <folder> writes one to start from`);
  if (!statSync(path).isDirectory()) return path;
  const found = NAMES.map((name) => join(path, name)).find((file) => existsSync(file));
  if (!found) throw new BadInput(`${path} has no system.ts or system.js: a system's folder declares it there`);
  return found;
}

async function importSystem(file: string): Promise<AnySystem> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(import.meta.url, { virtualModules: ownModules(), interopDefault: false });
  let module: Record<string, unknown>;
  try {
    module = await jiti.import(file);
  } catch (error) {
    throw new BadInput(`${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { ...exportedSystem(module, file), origin: { file, sha256: checksumOf(file) } };
}

/**
 * What a system imports by name, each loaded when it is first asked for: this very package, so that
 * both speak of the same errors and engines whether it is installed beside the system or not, and
 * its zod, which knows the schemas.
 */
function ownModules(): Record<string, unknown> {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  // By address: the package's entries stand above the systems, which import nothing from there.
  const own = (path: string) => () => import(new URL(`../${path}${ending}`, import.meta.url).href);
  const modules: Record<string, () => Promise<unknown>> = {
    'orrery-lab': own('index'),
    zod: () => import('zod'),
    ...Object.fromEntries(ENTRIES.map((name) => [`orrery-lab/${name}`, own(`entries/${name}`)])),
    ...Object.fromEntries(
      systemHeaders.map(({ id }) => [`orrery-lab/theory/${id}`, own(`systems/${id}/theory/index`)]),
    ),
  };
  return Object.defineProperties(
    {},
    Object.fromEntries(Object.entries(modules).map(([name, get]) => [name, { get, enumerable: true }])),
  );
}

const ENTRIES = ['numeric', 'networks', 'statistics', 'figures', 'instruments', 'node'];
