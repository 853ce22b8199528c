import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

// The modules of a system outside this package, as far as its imports show them.

/**
 * The module and all that it imports by relative paths, with the files that each of them imports.
 */
export function importsFrom(file: string): Map<string, string[]> {
  const imports = new Map<string, string[]>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (imports.has(next)) continue;
    const here = dirname(next);
    const text = readFileSync(next, 'utf8');
    const found = [...text.matchAll(RELATIVE_IMPORT)].flatMap(([, path]) => fileOf(join(here, path)) ?? []);
    imports.set(next, found);
    open.push(...found);
  }
  return imports;
}

/**
 * SHA-256 of a system's module and all that it imports by relative paths: it changes when any of
 * them does.
 */
export function checksumOf(file: string): string {
  const hash = createHash('sha256');
  const paths = [...importsFrom(file).keys()].map((path) => [relative(dirname(file), path).split(sep).join('/'), path]);
  // Named from the module on, so that a folder may move as a whole.
  for (const [name, path] of paths.sort()) hash.update(`${name}\n`).update(readFileSync(path)).update('\n');
  return hash.digest('hex');
}

const RELATIVE_IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/**
 * The file that a relative import means: as it is written, in TypeScript's stead as `.js`, or
 * without an ending.
 */
function fileOf(path: string): string | undefined {
  const candidates = [
    path,
    path.replace(/\.(m?)js$/, '.$1ts'),
    ...['.ts', '.js', '.mts', '.mjs', '.json'].map((ending) => path + ending),
    ...['index.ts', 'index.js'].map((name) => join(path, name)),
  ];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}
