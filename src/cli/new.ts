import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BadInput } from '../numeric/errors.ts';
import { makeFolder } from '../record/make-folder.ts';
import { systemHeaders } from '../systems/headers.ts';

/** A right system to start from, which comes with the package and is one of its examples. */
const TEMPLATE = fileURLToPath(new URL('../../examples/shrunken-mean', import.meta.url));

/** Writes a folder with a system that runs, keeps every promise, and waits to become another. */
export function newSystem(folder: string): void {
  if (folder.trim() === '') throw new BadInput('the folder has no name; give one, as in orrery new my-system');
  const target = resolve(folder);
  const id = basename(target);
  checkId(id);
  if (existsSync(target))
    throw new BadInput(`${folder} is there already, and nothing is overwritten; choose another name`);
  try {
    copyRenamed(TEMPLATE, target, (text) =>
      text.replaceAll('shrunken-mean', id).replaceAll('shrunkenMean', camelCase(id)),
    );
  } catch (error) {
    throw new BadInput(`${folder} cannot be written: ${(error as Error).message}`);
  }
  const short = relative('.', target);
  const path = isAbsolute(short) || short.startsWith('..') ? short : `./${short}`;
  const word = /\s/.test(path) ? `"${path}"` : path;
  console.log(`${path} holds a small system that is right: a mean, shrunken towards zero. Make it yours.`);
  for (const [command, what] of [
    ['check', 'holds it to every promise of a system'],
    ['describe', 'shows what it declares'],
    ['run', 'predicts, measures and judges'],
  ])
    console.log(`  orrery ${command.padEnd(8)} ${word}   ${what}`);
}

function checkId(id: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
    throw new BadInput(
      `'${id}' cannot be a system's id: write small letters, digits and single hyphens, as in my-system`,
    );
  if (systemHeaders.some((header) => header.id === id))
    throw new BadInput(`there is a system '${id}' in this package already; choose another name`);
  if (RESERVED.has(camelCase(id))) throw new BadInput(`'${id}' is a word of the language; choose another name`);
}

/** Words that a module cannot export a constant by. */
const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected public return static super switch this throw ' +
    'true try typeof var void while with yield defineSystem measuredError parameters prepare squaredError trialSeconds usual'
  ).split(' '),
);

/** `my-system` → `mySystem`. */
function camelCase(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function copyRenamed(from: string, to: string, rename: (text: string) => string): void {
  makeFolder(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyRenamed(source, target, rename);
    else writeFileSync(target, rename(readFileSync(source, 'utf8')));
  }
}
