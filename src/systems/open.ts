import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from './contract.ts';
import { exportedSystem } from './exported.ts';
import { findSystem } from './registry.ts';

/**
 * A registered system by its id, or one outside this package by its path: a module (TypeScript as it is, or JavaScript) that exports
 * one `defineSystem(…)`, or a folder with such a `system.ts`. Node alone. Throws `BadInput`.
 */
export async function openSystem(reference: string): Promise<AnySystem> {
  return isPath(reference) ? loadSystem(resolve(reference)) : findSystem(reference);
}

/** A path has a separator or the ending of a module: ids have neither. */
export function isPath(reference: string): boolean {
  return /[/\\]|^\.|\.(ts|mts|js|mjs)$/.test(reference);
}

const loaded = new Map<string, Promise<AnySystem>>();

function loadSystem(path: string): Promise<AnySystem> {
  const file = moduleOf(path);
  const known = loaded.get(file) ?? importSystem(file);
  loaded.set(file, known);
  return known;
}

function moduleOf(path: string): string {
  if (!existsSync(path))
    throw new BadInput(`there is no system at ${path}; orrery new <folder> writes one to start from`);
  if (!statSync(path).isDirectory()) return path;
  const names = ['system.ts', 'system.js', 'system.mjs', 'index.ts', 'index.js'];
  const found = names.map((name) => join(path, name)).find((file) => existsSync(file));
  if (!found)
    throw new BadInput(`${path} has no ${names.slice(0, 2).join(' or ')}: a system's folder declares it there`);
  return found;
}

async function importSystem(file: string): Promise<AnySystem> {
  const { createJiti } = await import('jiti');
  // The system must speak of the same errors and engines as whoever runs it: `orrery-lab` is this very package.
  const alias = Object.fromEntries(
    ['', '/theory', '/networks', '/statistics', '/figures', '/node'].map((part) => [
      `orrery-lab${part}`,
      fileURLToPath(new URL(`..${part === '' ? '/index' : `/entries${part}`}${ownEnding()}`, import.meta.url)),
    ]),
  );
  const jiti = createJiti(import.meta.url, { alias, interopDefault: false });
  let module: Record<string, unknown>;
  try {
    module = await jiti.import(file);
  } catch (error) {
    throw new BadInput(`${file} cannot be loaded: ${(error as Error).message}`);
  }
  return { ...exportedSystem(module, file), origin: file };
}

/** The compiled package is JavaScript; in tests it is its own sources. */
function ownEnding(): string {
  return import.meta.url.endsWith('.ts') ? '.ts' : '.js';
}
