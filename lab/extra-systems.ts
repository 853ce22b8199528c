import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { readHeader } from '../scripts/registry.mjs';

const NAME = '#extra-systems';
const RESOLVED = `\0${NAME}`;
const EXPORTED = fileURLToPath(new URL('../src/systems/exported.ts', import.meta.url));

/**
 * Makes the module `#extra-systems` of systems outside the package: folders with a `system.ts`, or
 * modules. Their headers are read when the page is built, the rest is loaded by a visitor who asks
 * for it. Throws where there is no system.
 */
export function extraSystems(paths: string[], root: string): Plugin {
  const modules = paths.map((path) => moduleOf(resolve(root, path)));
  return {
    name: 'orrery:extra-systems',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      for (const module of modules) this.addWatchFile(module);
      return [
        `import { exportedSystem } from ${JSON.stringify(EXPORTED)};`,
        `export const extraSystems = [${modules.map((module) => entryOf(module, relative(root, module))).join(',')}];`,
      ].join('\n');
    },
  };
}

function entryOf(module: string, shown: string): string {
  const notes = join(dirname(module), 'notes.md');
  const readNotes = existsSync(notes) ? `(await import(${JSON.stringify(`${notes}?raw`)})).default` : "''";
  return `{
    ...${JSON.stringify(readHeader(module))},
    load: async () => exportedSystem(await import(${JSON.stringify(module)}), ${JSON.stringify(shown)}),
    notes: async () => ${readNotes},
  }`;
}

function moduleOf(path: string): string {
  if (!existsSync(path)) throw new Error(`there is no system at ${path}`);
  if (!statSync(path).isDirectory()) return path;
  const module = ['system.ts', 'system.js', 'system.mjs']
    .map((name) => join(path, name))
    .find((one) => existsSync(one));
  if (!module) throw new Error(`${path} has no system.ts`);
  return module;
}
