import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { BadInput } from '../numeric/errors.ts';
import type { Dataset } from './dataset.ts';
import { type Bytes, parseDataset, parseDatasetInTwo } from './parse.ts';
import { MAX_BYTES, megabytes } from './table.ts';

/**
 * The data that ship with the package, by name. Two levels up is the package's root, from
 * `src/data` and from `dist/data`.
 */
const BUNDLED: Readonly<Record<string, URL>> = {
  digits: new URL('../../data/digits.csv.gz', import.meta.url),
};

/** The names that `openDataset` knows without a file. */
export const bundledNames: readonly string[] = Object.keys(BUNDLED);

/** Where the bundled data of this name stand; undefined for other names. */
export function bundledFile(name: string): URL | undefined {
  return Object.hasOwn(BUNDLED, name) ? BUNDLED[name] : undefined;
}

/**
 * Reads the data set at a path, or the bundled one of that name (`./digits` is a file named like
 * bundled data). Features and labels in two files are given with a comma between; images in IDX
 * find their labels by name, where the same folder holds them. Throws `BadInput` for what cannot be
 * read: a missing file (naming similar ones), a directory, no permission, more than 1 GiB.
 */
export async function openDataset(pathOrName: string): Promise<Dataset> {
  const url = bundledFile(pathOrName);
  if (url) {
    return parseDataset(await readBytes(url, pathOrName), basename(url.pathname), pathOrName);
  }
  if (/^https?:\/\//i.test(pathOrName)) {
    throw new BadInput(`${pathOrName}: is an address, but a file is needed; download it first and give its path`);
  }
  const two = await inTwo(pathOrName);
  if (two) return openInTwo(...two);
  const data = await parseDataset(await readBytes(pathOrName, pathOrName), basename(pathOrName), pathOrName);
  const labels = data.unlabelled === undefined ? undefined : await labelsBeside(pathOrName);
  return labels === undefined ? data : openInTwo(pathOrName, labels);
}

/** Two paths in one, unless there is a file of that very name. */
async function inTwo(path: string): Promise<[string, string] | undefined> {
  const parts = path.split(',').map((part) => part.trim());
  if (parts.length !== 2 || parts.some((part) => part === '')) return undefined;
  return (await list(dirname(path))).includes(basename(path)) ? undefined : [parts[0], parts[1]];
}

async function openInTwo(features: string, labels: string): Promise<Dataset> {
  const [one, other] = await Promise.all([features, labels].map((path) => readBytes(path, path)));
  return parseDatasetInTwo(
    { bytes: one, name: basename(features) },
    { bytes: other, name: basename(labels) },
    `${features},${labels}`,
  );
}

/**
 * The file of labels that goes with images in IDX, as MNIST and its like name it
 * (`train-labels-idx1-ubyte` beside `train-images-idx3-ubyte`), packed or not; else the only one in
 * the folder that is called labels. Undefined where there is none, or one of several.
 */
async function labelsBeside(images: string): Promise<string | undefined> {
  const name = basename(images);
  if (!/images/i.test(name)) return undefined;
  const files = (await list(dirname(images))).filter((file) => /labels.*idx1/i.test(file));
  const bare = (file: string) => file.replace(/\.gz$/i, '');
  const wanted = bare(name)
    .replace(/images/i, 'labels')
    .replace(/idx\d/i, 'idx1');
  const found = files.filter((file) => bare(file) === wanted);
  const only = found.length > 0 ? found[0] : files.length === 1 ? files[0] : undefined;
  return only === undefined ? undefined : join(dirname(images), only);
}

/**
 * Opening a pipe for reading waits for its writer, unless told not to. (The flag is undefined on
 * Windows.)
 */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function readBytes(path: string | URL, name: string): Promise<Bytes> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, OPEN_FLAGS);
    const stat = await file.stat();
    if (stat.isDirectory()) throw await directoryError(name);
    if (!stat.isFile()) {
      throw new BadInput(
        `${name}: is a device or a pipe, but a regular file is needed; write the data to a file first`,
      );
    }
    if (stat.size > MAX_BYTES) {
      throw new BadInput(
        `${name}: is ${megabytes(stat.size)}, but at most ${megabytes(MAX_BYTES)} are read; keep fewer rows or save them as 4-byte floats in .npy`,
      );
    }
    return await file.readFile();
  } catch (error) {
    throw error instanceof BadInput ? error : await explain(error, name);
  } finally {
    await file?.close();
  }
}

async function explain(error: unknown, name: string): Promise<BadInput> {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new BadInput(`${name || 'the empty path'}: there is no such file; ${await suggest(name)}`);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new BadInput(`${name}: you are not allowed to read this file; change that with chmod u+r, or ask its owner`);
  }
  return new BadInput(`${JSON.stringify(name)}: cannot be read (${message}); check the path and the disk`);
}

async function directoryError(name: string): Promise<BadInput> {
  const inside = (await list(name)).filter((file) => DATA_FILE.test(file));
  const hint =
    inside.length === 0
      ? 'there are no data files (.csv, .npy, .npz, IDX, CIFAR-10 .bin) in it'
      : `it holds ${inside
          .slice(0, 5)
          .map((file) => join(name, file))
          .join(', ')}`;
  return new BadInput(`${name}: is a directory, but a file is needed; ${hint}`);
}

const DATA_FILE = /(\.(csv|tsv|txt|npy|npz|bin)|idx\d-ubyte)(\.gz)?$/i;

/** Names close to the one given, in its folder and among the bundled ones; else what there is. */
async function suggest(name: string): Promise<string> {
  const folder = dirname(name);
  const files = await list(folder);
  const wanted = basename(name).toLowerCase();
  const candidates = [
    ...bundledNames.map((bundled) => ({ shown: bundled, compared: bundled })),
    ...files.map((file) => ({ shown: folder === '.' ? file : join(folder, file), compared: file })),
  ];
  const similar = candidates
    .map(({ shown, compared }) => ({ shown, difference: difference(wanted, compared.toLowerCase()) }))
    .filter((candidate) => candidate.difference <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.difference - b.difference)
    .slice(0, 3);
  if (similar.length > 0) return `did you mean ${similar.map((candidate) => candidate.shown).join(' or ')}?`;
  const data = files.filter((file) => DATA_FILE.test(file)).slice(0, 5);
  const there = data.length > 0 ? `${folder === '.' ? 'the current folder' : folder} holds ${data.join(', ')}; ` : '';
  return `${there}bundled data: ${bundledNames.join(', ')}`;
}

/**
 * Edits between two names, those in the extensions not counted when the stems are alike:
 * `train.csv` is near `train.npy`.
 */
function difference(a: string, b: string): number {
  const stem = (name: string): string => name.replace(DATA_FILE, '');
  return Math.min(distance(a, b), distance(stem(a), stem(b)) + (stem(a) === stem(b) ? 0 : 1));
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
