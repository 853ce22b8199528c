import { BadInput } from '../numeric/errors.ts';
import { contentMark } from './checksum.ts';
import { isCifar, parseCifar } from './cifar.ts';
import { parseCsv } from './csv.ts';
import type { Dataset } from './dataset.ts';
import { gunzip, isGzip } from './gzip.ts';
import { isIdx, parseIdx } from './idx.ts';
import { isNpy, parseNpy } from './npy.ts';
import { isZip, parseNpz } from './npz.ts';
import { type Table, withLabels } from './table.ts';

/** A file's content: of its own buffer, since a shared one may change while it is read. */
export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The data set in a file's bytes: CSV, Parquet, .npy, .npz, IDX or CIFAR-10's binary version, any
 * of them packed with gzip. What the bytes are is seen from how they begin, except for CIFAR-10,
 * which has no header and must be named .bin; else the name's extension only serves to say what is
 * wrong. The checksum is of `bytes` as given, so packed. `origin` is where it came from, a path or
 * an address. Throws `BadInput`.
 */
export async function parseDataset(bytes: Bytes, name: string, origin: string = name): Promise<Dataset> {
  if (!((bytes as unknown) instanceof Uint8Array))
    throw new BadInput(
      `the bytes are ${kindOf(bytes)}, but must be a Uint8Array, a file's content; try parseDataset(new Uint8Array(buffer), 'mine.csv')`,
    );
  if (typeof name !== 'string' || typeof origin !== 'string')
    throw new BadInput(
      `the file's name is ${kindOf(typeof name === 'string' ? origin : name)}, but must be a text; try parseDataset(bytes, 'mine.csv')`,
    );
  const table = await parseTable(bytes, name);
  return { name, origin, sha256: await sha256(bytes), mark: contentMark(table), ...table };
}

function kindOf(value: unknown): string {
  return value === undefined || value === null ? String(value) : `of type ${typeof value}`;
}

/**
 * The data set whose features and labels are two files, as MNIST's are; the checksum is of the one
 * and then the other. Throws as `parseDataset`, and as `withLabels`.
 */
export async function parseDatasetInTwo(
  features: { bytes: Bytes; name: string },
  labels: { bytes: Bytes; name: string },
  origin: string,
): Promise<Dataset> {
  const table = withLabels(
    await parseTable(features.bytes, features.name),
    await parseTable(labels.bytes, labels.name),
    `the file ${labels.name}`,
    `${features.name} and ${labels.name}`,
  );
  const bytes = new Uint8Array(features.bytes.length + labels.bytes.length);
  bytes.set(features.bytes);
  bytes.set(labels.bytes, features.bytes.length);
  return { name: features.name, origin, sha256: await sha256(bytes), mark: contentMark(table), ...table };
}

async function parseTable(bytes: Uint8Array, name: string): Promise<Table> {
  const content = isGzip(bytes) ? gunzip(bytes, name) : bytes;
  if (content.length === 0) {
    throw new BadInput(`${name}: found an empty file, but at least one row of numbers is needed; save it again`);
  }
  if (isNpy(content)) return parseNpy(content, name);
  if (isZip(content)) return parseNpz(content, name);
  if (isIdx(content)) return parseIdx(content, name);
  if (isParquet(content)) return (await import('./parquet.ts')).parseParquet(content, name);
  if (isCifar(content, name)) return parseCifar(content, name);
  const other = describeForeign(content) ?? describeForeignText(content);
  if (other) {
    throw new BadInput(
      `${name}: this is ${other}, but CSV, Parquet, .npy, .npz, IDX, CIFAR-10's .bin, or one of these with .gz is needed`,
    );
  }
  const extension = /\.(npy|npz|parquet)(\.gz)?$/i.exec(name);
  if (extension) {
    throw new BadInput(
      `${name}: does not begin as .${extension[1].toLowerCase()} does; save it again${extension[1].toLowerCase() === 'parquet' ? '' : ' with numpy'}, or name it .csv if it is text`,
    );
  }
  return parseCsv(content, name);
}

/**
 * Told here, since what reads it is large and few tables are: a page fetches it when it needs it.
 */
function isParquet(bytes: Uint8Array): boolean {
  return [0x50, 0x41, 0x52, 0x31].every((byte, i) => bytes[i] === byte);
}

/** Formats that people have their data in, by how they begin, and the way from them. */
const FOREIGN: readonly [number[], string][] = [
  [[0x89, 0x48, 0x44, 0x46], 'HDF5 (write the array with numpy.save)'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image (stack the images to one array and write it with numpy.save)'],
  [[0xff, 0xd8, 0xff], 'a JPEG image (stack the images to one array and write it with numpy.save)'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'packed with zstd (unpack it with zstd -d)'],
  [[0xfd, 0x37, 0x7a, 0x58], 'packed with xz (unpack it with xz -d)'],
  [[0x42, 0x5a, 0x68], 'packed with bzip2 (unpack it with bzip2 -d)'],
  [[0x1f, 0x8b], 'packed with gzip twice (unpack it with gzip -d)'],
  [[0x80, 0x02], 'a Python pickle (write the array with numpy.save)'],
  [[0x80, 0x03], 'a Python pickle (write the array with numpy.save)'],
  [[0x80, 0x04], 'a Python pickle (write the array with numpy.save)'],
  [[0x80, 0x05], 'a Python pickle (write the array with numpy.save)'],
  [[0x4d, 0x41, 0x54, 0x4c, 0x41, 0x42], 'a MATLAB file (load it with scipy.io.loadmat and write it with numpy.save)'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (save its sheet as CSV)'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
];

function describeForeign(bytes: Uint8Array): string | undefined {
  return FOREIGN.find(([magic]) => magic.every((byte, i) => bytes[i] === byte))?.[1];
}

/** Formats of text that are no tables of cells. */
const FOREIGN_TEXT: readonly [RegExp, string][] = [
  [
    /^\s*[[{]/,
    'JSON (write it with pandas: read_json(file, lines=True).to_csv(file, index=False), without lines=True for one array)',
  ],
  [/^[ \t]*@relation\b/im, 'ARFF (remove everything up to and including the line @data; the rest is CSV)'],
  [/^\s*<(\?xml|!doctype|html|table)\b/i, 'a page or XML (download the file itself, or save the table as CSV)'],
  [
    /^\s*[+-]?[\d.]+([ \t]+\d+:[+-]?[\d.eE+-]+)+[ \t]*\r?(\n|$)/,
    'LIBSVM’s sparse format (load it with sklearn.datasets.load_svmlight_file and write it with numpy.savez(X=X.toarray(), y=y))',
  ],
];

function describeForeignText(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096));
  return FOREIGN_TEXT.find(([pattern]) => pattern.test(start))?.[1];
}

export async function sha256(bytes: Bytes): Promise<string> {
  // Browsers hide `subtle` from pages that came over plain http, except from localhost.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) {
    throw new BadInput(
      'the checksum of the data cannot be computed on this page; open it over https or from localhost',
    );
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
