import { type UnzipFileInfo, unzipSync } from 'fflate';
import { BadInput } from '../numeric/errors.ts';
import { crc32 } from './crc32.ts';
import { isNpy, parseNpy } from './npy.ts';
import { MAX_BYTES, megabytes, type Table, withLabels } from './table.ts';

/** Names of features and labels, as people write them, in small letters and without punctuation. */
const FEATURES = ['x', 'data', 'features', 'inputs', 'input', 'images', 'samples'];
const LABELS = ['y', 'labels', 'label', 'targets', 'target', 'outputs', 'output', 'classes', 'class'];

/** More than any data set has arrays; a hostile directory may claim billions. */
const MAX_ENTRIES = 1000;

/** Deflate cannot do better, so an entry that declares more is lying. */
const MAX_EXPANSION = 1032;

/** Whether `bytes` begin as a zip archive does, one without entries included. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The numbers of a NumPy .npz file: its only array, or features with labels appended as the last
 * column. These are arrays called so (`X` and `y`, `inputs` and `targets`), the training part where
 * there is one (`x_train`, `y_train`), or two arrays of any name of which one is a vector
 * (`arr_0`, `arr_1`). Capital letters and punctuation make no difference. Only the arrays used are
 * unpacked.
 *
 * Throws `BadInput` for other sets of arrays (naming those found), for damaged archives, and before
 * unpacking when the arrays declare more than `limit` bytes.
 */
export function parseNpz(bytes: Uint8Array, name: string, limit: number = MAX_BYTES): Table {
  const entries = listEntries(bytes, name);
  const arrays = entries.filter((entry) => entry.name.endsWith('.npy'));
  const chosen = choose(arrays, name, entries);
  const contents = unpack(bytes, chosen, name, limit);
  const tables = chosen.map((entry, i) => {
    const title = `${name}, array ${arrayName(entry)}`;
    if (!isNpy(contents[i])) throw new BadInput(`${title}: does not begin as .npy does; ${SAVE_AGAIN}`);
    return parseNpy(contents[i], title);
  });
  const left = arrays.filter((entry) => !chosen.includes(entry));
  const asides = left.length > 0 ? { asides: [`not used: the arrays ${list(left.map(arrayName))}`] } : {};
  if (tables.length === 1) return { ...tables[0], ...asides };
  // Of two arrays without known names, the vector is the labels.
  const turn = areNamed(chosen) || tables[1].columns === 1 ? 0 : 1;
  const [features, labels] = [tables[turn], tables[1 - turn]];
  if (!areNamed(chosen) && labels.columns !== 1) throw unknownArrays(name, arrays);
  const [from, of] = [chosen[turn], chosen[1 - turn]].map(arrayName);
  const whole = withLabels(features, labels, `the array ${of}`, name);
  return { ...whole, asides: [`features from the array ${from}`, ...(asides.asides ?? [])] };
}

const SAVE_AGAIN = 'save it again with numpy.savez';

interface ZipEntry extends UnzipFileInfo {
  crc: number;
}

function listEntries(bytes: Uint8Array, name: string): ZipEntry[] {
  const infos: UnzipFileInfo[] = [];
  const seen = new Set<string>();
  guard(name, () =>
    unzipSync(bytes, {
      filter: (info) => {
        if (infos.length === MAX_ENTRIES) {
          throw new BadInput(`${name}: more than ${MAX_ENTRIES} entries; save only the arrays needed`);
        }
        if (seen.has(info.name)) {
          throw new BadInput(`${name}: ${JSON.stringify(info.name)} is there twice; ${SAVE_AGAIN}`);
        }
        seen.add(info.name);
        infos.push(info);
        return false;
      },
    }),
  );
  const crcs = guard(name, () => listChecksums(bytes, infos.length));
  return infos.map((info, i) => ({ ...info, crc: crcs[i] }));
}

/**
 * The checksums in the central directory, in its order, which is the order of fflate's filter
 * (fflate keeps them to itself).
 */
function listChecksums(bytes: Uint8Array, count: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end--;
  let at = view.getUint32(end + 16, true);
  if (end >= 20 && view.getUint32(end - 20, true) === 0x07064b50) {
    const end64 = view.getUint32(end - 12, true);
    if (view.getUint32(end64, true) === 0x06064b50) at = view.getUint32(end64 + 48, true);
  }
  const crcs: number[] = [];
  for (let i = 0; i < count; i++) {
    crcs.push(view.getUint32(at + 16, true));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return crcs;
}

/** The entry to read, or that of the features and that of the labels. */
function choose(arrays: ZipEntry[], name: string, entries: ZipEntry[]): ZipEntry[] {
  if (arrays.length === 1) return arrays;
  if (arrays.length === 0) {
    const names = entries.map((entry) => entry.name);
    if (names.includes('[Content_Types].xml') || names.includes('content.xml'))
      throw new BadInput(`${name}: this is a workbook of a spreadsheet or a document; save its sheet as CSV`);
    if (entries.length > 0)
      throw new BadInput(
        `${name}: this is a zip archive of ${list(names)}; unzip it, and give the file of them that is CSV, .npy, .npz, IDX or CIFAR-10's .bin, or one of these with .gz`,
      );
    throw new BadInput(
      `${name}: found an empty archive, but at least one .npy array is needed; write it with numpy.savez`,
    );
  }
  const named = (part: string) => {
    const [features, labels] = [FEATURES, LABELS].map((names) =>
      arrays.filter((entry) => names.some((one) => [`${part}${one}`, `${one}${part}`].includes(plainName(entry)))),
    );
    return features.length === 1 && labels.length === 1 ? [features[0], labels[0]] : undefined;
  };
  const found = named('') ?? named('train') ?? named('tr');
  if (found) return found;
  if (arrays.length === 2) return arrays;
  throw unknownArrays(name, arrays);
}

/** Whether features and labels were chosen by their names. */
function areNamed([features, labels]: ZipEntry[]): boolean {
  const has = (entry: ZipEntry, names: string[]) =>
    names.includes(plainName(entry).replace(/^tr(ain)?|tr(ain)?$/g, ''));
  return has(features, FEATURES) && has(labels, LABELS);
}

function plainName(entry: ZipEntry): string {
  return arrayName(entry)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

function unknownArrays(name: string, arrays: ZipEntry[]): BadInput {
  return new BadInput(
    `${name}: found the arrays ${list(arrays.map(arrayName))}, but a single array, or one of ${FEATURES.join(', ')} ` +
      `with one of ${LABELS.join(', ')} (or the same with train_) is needed; write those to use with numpy.savez(file, X=…, y=…)`,
  );
}

function unpack(bytes: Uint8Array, chosen: ZipEntry[], name: string, limit: number): Uint8Array[] {
  const total = chosen.reduce((sum, entry) => sum + entry.originalSize, 0);
  if (total > limit) {
    throw new BadInput(`${name}: unpacks to ${megabytes(total)}, but ${megabytes(limit)} is the most; keep fewer rows`);
  }
  for (const { size, originalSize } of chosen) {
    if (size > bytes.length || originalSize > size * MAX_EXPANSION) throw damaged(name);
  }
  const names = new Set(chosen.map((entry) => entry.name));
  const files = guard(name, () => unzipSync(bytes, { filter: (info) => names.has(info.name) }));
  return chosen.map((entry) => {
    const content = files[entry.name];
    if (content?.length !== entry.originalSize || crc32(content) !== entry.crc) throw damaged(name);
    return content;
  });
}

/**
 * fflate meets damaged archives with errors of its own and with RangeErrors of the typed arrays it
 * indexes.
 */
function guard<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof BadInput ? error : damaged(name);
  }
}

function damaged(name: string): BadInput {
  return new BadInput(
    `${name}: the zip archive is damaged, cut off or encrypted; copy the file again, or ${SAVE_AGAIN}`,
  );
}

function arrayName(entry: UnzipFileInfo): string {
  return entry.name.replace(/\.npy$/, '');
}

function list(names: string[]): string {
  const shown = names.slice(0, 12).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name));
  return shown.join(', ') + (names.length > shown.length ? `, … (${names.length} in all)` : '');
}
