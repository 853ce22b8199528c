// Holds what a reader downloads to a budget: the page's first bytes, a worker's first script, the
// whole page, and the package. Run after `npm run build`; exits with 1 when one is over.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** In bytes of 1000 to the kB. To raise one is a decision: say in the commit what it buys. */
export const budgets = {
  'first bytes of the page, gzip': 166_000,
  'first script of a worker, gzip': 220_000,
  'an embedded figure without its workers, gzip': 141_000,
  'the whole page, unpacked': 8_000_000,
  'the package, packed': 9_500_000,
  'the package, unpacked': 18_000_000,
};

/** The sizes of a built page in `folder`. */
export function pageSizes(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const read = (name) => readFileSync(join(folder, 'assets', name), 'utf8');
  const entries = names(html, /assets\/([\w.-]+\.(?:js|css))"/g);
  const scripts = entries.filter((name) => name.endsWith('.js'));
  // What an entry imports as it starts is waited for: that belongs to the first bytes, and its
  // styles too.
  const started = scripts.flatMap((name) => names(read(name), /import\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g));
  const styles = scripts.flatMap((name) => names(read(name), /["'`]\.\/([\w.-]+\.css)["'`]/g));
  const first = new Set([...entries, ...styles, ...withImports([...scripts, ...started], read)]);
  const workers = scripts.flatMap((name) => names(read(name), /new URL\(\s*["'`](?:\.\/)?([\w.-]+\.js)["'`]/g));
  const embed = readFileSync(join(folder, 'embed.js'), 'utf8');
  const drawn = names(embed, /["'`]\.\/assets\/([\w.-]+\.(?:js|css))["'`]/g);
  const embedded = new Set([
    ...drawn.filter((name) => name.endsWith('.css')),
    ...withImports(
      drawn.filter((name) => name.endsWith('.js')),
      read,
    ),
  ]);
  const gzip = (list) => list.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
  return {
    'first bytes of the page, gzip': gzip([html, ...[...first].map(read)]),
    'first script of a worker, gzip': gzip([...withImports(workers, read)].map(read)),
    'an embedded figure without its workers, gzip': gzip([embed, ...[...embedded].map(read)]),
    'the whole page, unpacked': bytesBelow(folder),
  };
}

/** The sizes of what `npm pack --dry-run --json` says. */
export function packageSizes([{ size, unpackedSize }]) {
  return { 'the package, packed': size, 'the package, unpacked': unpackedSize };
}

/**
 * One line for each size; `over` holds those beyond their budget. A size without a budget, or one
 * that is missing, is over.
 */
export function compare(sizes, limits = budgets) {
  const rows = [...new Set([...Object.keys(limits), ...Object.keys(sizes)])].map((name) => ({
    name,
    size: sizes[name] ?? Number.NaN,
    limit: limits[name] ?? Number.NaN,
  }));
  const over = rows.filter(({ size, limit }) => !(size > 0 && size <= limit)).map(({ name }) => name);
  const kB = (bytes) => (Number.isNaN(bytes) ? '?' : `${Math.round(bytes / 1000)} kB`).padStart(9);
  const lines = rows.map(
    ({ name, size, limit }) => `${kB(size)} of ${kB(limit)}  ${name}${over.includes(name) ? '  TOO LARGE' : ''}`,
  );
  return { over, lines };
}

/** These scripts and what they import in turn, without waiting for anything to happen. */
function withImports(starts, read) {
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of names(read(name), /(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) visit(next);
  };
  for (const start of starts) visit(start);
  return seen;
}

function names(text, pattern) {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];
}

function bytesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
}

function main() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  // npm is a script of its own on Windows, which only a shell starts.
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
    maxBuffer: 2 ** 26,
  });
  const { over, lines } = compare({ ...pageSizes(join(root, 'dist-lab')), ...packageSizes(JSON.parse(packed)) });
  console.log(lines.join('\n'));
  if (over.length > 0) process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
