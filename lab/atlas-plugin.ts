import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAME = '#atlas';
const RESOLVED = `\0${NAME}`;

/**
 * Makes the module `#atlas`: the limits and the published figures of the systems of this package,
 * so that a page shows them before it loads a system. Throws where the library is not compiled.
 */
export function atlas(root: string): Plugin {
  return {
    name: 'orrery:atlas',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      if (!existsSync(join(root, 'dist/systems/registry.js')))
        throw new Error('the page is made of the compiled library, which is not there: run node scripts/build.mjs');
      const json = execFileSync(process.execPath, [join(root, 'scripts/atlas.mjs')], {
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      });
      return `export const atlas = JSON.parse(${JSON.stringify(json.trim())});`;
    },
  };
}
