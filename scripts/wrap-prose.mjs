// Wraps prose at 100 columns: comments in the code, paragraphs and list items of the documents. A
// paragraph without a longer line stays as it is. Code is unchanged token for token, and a document
// says the same HTML; both are checked before a file is written.
// `node scripts/wrap-prose.mjs [--check] [file …]`: with --check nothing is written, and a file
// that would change makes it exit with 1.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { wrapCode } from './wrap/code.mjs';
import { wrapMarkdown } from './wrap/markdown.mjs';

const CODE = ['src', 'lab', 'kernels', 'scripts', 'bench'];
const DOCUMENTS = ['docs', 'examples'];

/**
 * What `text` of a file of this name becomes; undefined for a file that is none of this script's
 * business.
 */
export function wrapped(name, text) {
  if (/\.generated\.ts$/.test(name)) return undefined;
  if (/\.(ts|mjs)$/.test(name)) return wrapCode(text, name);
  // A page that a script writes is wrapped by that script.
  if (name.endsWith('.md')) return /^\*This page is written by /m.test(text) ? undefined : wrapMarkdown(text);
  return undefined;
}

function main(words) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const named = words.filter((word) => !word.startsWith('--'));
  const files = named.length > 0 ? named : filesOf(root);
  const changed = files.filter((file) => {
    const text = readFileSync(file, 'utf8');
    const next = wrapped(file, text);
    if (next === undefined || next === text) return false;
    if (!words.includes('--check')) writeFileSync(file, next);
    return true;
  });
  for (const file of changed) console.log(relative(root, file));
  if (words.includes('--check') && changed.length > 0) {
    console.error('these have prose beyond 100 columns: npm run wrap');
    process.exit(1);
  }
}

function filesOf(root) {
  const below = (folder) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder), { recursive: true }) : [];
  const inFolder = (folder, pattern) =>
    below(folder)
      .filter((name) => pattern.test(name) && !name.includes('node_modules'))
      .map((name) => join(root, folder, name));
  return [
    ...readdirSync(root)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(root, name)),
    ...DOCUMENTS.flatMap((folder) => inFolder(folder, /\.(md|ts|mjs)$/)),
    ...CODE.flatMap((folder) => inFolder(folder, /\.(ts|mjs|md)$/)),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
