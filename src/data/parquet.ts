import type { FileMetaData, SchemaTree } from 'hyparquet';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { BadInput, OrreryError } from '../numeric/errors.ts';
import { type Chunk, type ColumnDecoder, compressors, readChunk } from './parquet-pages.ts';
import { allocate, type Cells, type Table, type TextColumn } from './table.ts';

/** Numbers from which on a table of single precision is kept so. */
const LARGE = 1e6;

/**
 * The numbers and texts of a Parquet file, as pandas, polars, Arrow and DuckDB write it: columns of
 * one value a row, and lists of one length (embeddings), which become as many columns. Booleans are
 * 0 and 1, dates text; what else there is, maps and records, is left out, and so is the index of
 * pandas. Packed by Snappy, gzip, zstd or not.
 *
 * Throws `BadInput` for lists of several lengths, for files that are encrypted, packed otherwise or
 * damaged, and for more numbers than the bytes can hold.
 */
export function parseParquet(bytes: Uint8Array, name: string): Table {
  try {
    return tableOf(bytes, parquetMetadata(bytes, { geoparquet: false }), name);
  } catch (error) {
    if (error instanceof OrreryError) throw error;
    throw new BadInput(
      `${name}: this Parquet file does not read (${String((error as Error).message).slice(0, 100)}); it is cut off or damaged, or of a newer kind: write it again, or as CSV`,
    );
  }
}

function tableOf(bytes: Uint8Array, metadata: FileMetaData, name: string): Table {
  const groups = metadata.row_groups;
  const counts = groups.map(({ num_rows }) => Number(num_rows));
  const rows = counts.reduce((a, b) => a + b, 0);
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0))
    throw new Error('its number of rows is no number');
  if (rows === 0) throw new BadInput(`${name}: there is no row in it, but at least one is needed; write it again`);
  const root = parquetSchema(metadata);
  const kinds = root.children.map((child) => ({ name: child.element.name, leaf: leafOf(child) }));
  const used = kinds.filter(({ name: title, leaf }) => leaf && !PANDAS_INDEX.test(title));
  if (used.length === 0)
    throw new BadInput(`${name}: there is no column of numbers or texts in it; write the table with plain columns`);
  const chunksOf = (leaf: SchemaTree[]): Chunk[] =>
    groups.map(({ columns }, g) => {
      const path = leaf.map(({ element }) => element.name).join('.');
      const found = columns.find(({ meta_data }) => meta_data?.path_in_schema.join('.') === path);
      if (!found?.meta_data) {
        const isSecret = columns.some(({ crypto_metadata }) => crypto_metadata !== undefined);
        if (isSecret) throw new BadInput(`${name}: the column ${path} is encrypted; write the file without encryption`);
        throw new Error(`the column ${path} is missing in a part of the rows`);
      }
      return {
        bytes,
        metadata: found.meta_data,
        rows: counts[g],
        decoder: decoderOf(found.meta_data, [root, ...leaf]),
      };
    });
  const columns = used.map(({ name: title, leaf }) => {
    const chunks = chunksOf(leaf!);
    return { title, leaf: leaf!, chunks, width: leaf!.length === 1 ? 1 : listWidth(chunks, rows, title, name) };
  });
  const width = columns.reduce((sum, one) => sum + one.width, 0);
  refuseBomb(rows * width, bytes, name);
  const values = room(
    rows,
    width,
    columns.map(({ leaf }) => leaf.at(-1)!),
    name,
  );
  const texts: TextColumn[] = [];
  let place = 0;
  for (const column of columns) {
    let first = 0;
    const text = { column: place, words: [], codes: undefined } as Words;
    const cells: Cellar = { values, stride: width, column: place, width: column.width, text, rows };
    for (const chunk of column.chunks) {
      readChunk(chunk, (row, k, value) => put(cells, first + row, k, value), column);
      first += chunk.rows;
    }
    if (text.codes) texts.push({ column: place, words: text.words, codes: text.codes });
    place += column.width;
  }
  const left = kinds.filter((one) => !used.includes(one)).map((one) => one.name);
  return {
    ...{ rows, columns: width, values },
    header: columns.flatMap(({ title, leaf, width: many }) =>
      leaf.length === 1 ? [title] : Array.from({ length: many }, (_, k) => `${title}_${k}`),
    ),
    ...(texts.length > 0 && { texts }),
    ...(left.length > 0 && { asides: [`not used: ${left.slice(0, 4).join(', ')}${left.length > 4 ? ', …' : ''}`] }),
  };
}

/** As pandas writes the names of rows. */
const PANDAS_INDEX = /^__index_level_\d+__$/;

/**
 * The way from a column to its values: itself, or a list and the numbers in it. Undefined for
 * others.
 */
function leafOf(child: SchemaTree): SchemaTree[] | undefined {
  if (child.children.length === 0) return child.element.repetition_type === 'REPEATED' ? undefined : [child];
  const way = [child];
  while (way.at(-1)!.children.length === 1) way.push(way.at(-1)!.children[0]);
  const last = way.at(-1)!;
  const repeated = way.filter(({ element }) => element.repetition_type === 'REPEATED');
  const isNumeric = last.element.type !== undefined && !/BYTE_ARRAY|INT96/.test(last.element.type);
  return last.children.length === 0 && repeated.length === 1 && way.length <= 3 && isNumeric ? way : undefined;
}

function decoderOf(metadata: Chunk['metadata'], path: SchemaTree[]): ColumnDecoder {
  return {
    ...{ pathInSchema: metadata.path_in_schema, type: metadata.type, element: path.at(-1)!.element },
    ...{ schemaPath: path, codec: metadata.codec, parsers: DEFAULT_PARSERS, compressors },
  };
}

/** As many in each row, as far as their number tells. */
function listWidth(chunks: Chunk[], rows: number, title: string, name: string): number {
  const entries = chunks.reduce((sum, { metadata }) => sum + Number(metadata.num_values), 0);
  const width = entries / rows;
  const isEven = chunks.every((chunk) => Number(chunk.metadata.num_values) === width * chunk.rows);
  if (Number.isSafeInteger(width) && width > 0 && isEven) return width;
  throw new BadInput(
    `${name}: the column ${title} holds lists of different lengths (${entries} numbers in ${rows} rows), but each row needs as many; drop those that are empty or shorter, and write it again`,
  );
}

/** Runs of equal numbers take few bytes, but no table is made of them alone. */
const NUMBERS = { constant: 6e6, byte: 64 };

function refuseBomb(numbers: number, bytes: Uint8Array, name: string): void {
  if (numbers > NUMBERS.constant + NUMBERS.byte * bytes.length)
    throw new BadInput(
      `${name}: its ${bytes.length} bytes say that they hold ${numbers} numbers, more than tables of any use do; it is damaged, or write it as .npy`,
    );
}

/** Where each column fits single precision, and there are many: half of the memory. */
function room(rows: number, columns: number, leaves: SchemaTree[], name: string): Cells {
  const isSingle = leaves.every(({ element: { type } }) => type === 'FLOAT' || type === 'BOOLEAN');
  return isSingle && rows * columns >= LARGE
    ? allocate(rows, columns, name, Float32Array)
    : allocate(rows, columns, name);
}

interface Words {
  words: string[];
  codes: Int32Array | undefined;
  known?: Map<string, number>;
}

/** Where a column's values go. */
interface Cellar {
  values: Cells;
  stride: number;
  column: number;
  width: number;
  text: Words;
  rows: number;
}

function put({ values, stride, column, text, rows }: Cellar, row: number, k: number, value: unknown): void {
  const at = row * stride + column + k;
  if (typeof value === 'number') values[at] = value;
  else if (typeof value === 'bigint') values[at] = Number(value);
  else if (typeof value === 'boolean') values[at] = value ? 1 : 0;
  else {
    values[at] = Number.NaN;
    const word = wordOf(value);
    if (word === undefined || k > 0) return;
    text.codes ??= new Int32Array(rows).fill(-1);
    text.known ??= new Map();
    const code = text.known.get(word) ?? text.words.push(word) - 1;
    text.known.set(word, code);
    text.codes[row] = code;
  }
}

/** Undefined for what is missing. */
function wordOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  return value === null || value === undefined ? undefined : JSON.stringify(value);
}
