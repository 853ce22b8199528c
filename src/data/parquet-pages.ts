import { gunzipSync } from 'fflate';
import { decompress as unpackZstd } from 'fzstd';
import type { ColumnMetaData, Compressors, DecodedArray, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';

// The pages of a column. hyparquet reads their headers, unpacks them and decodes their values; runs
// of levels and of places in a dictionary are read here, since it takes the length of a run on
// trust, which in a damaged file may be billions.

/** What hyparquet decodes the values of a column by. */
export type ColumnDecoder = Parameters<typeof convert>[1];

/** One column in one group of rows. */
export interface Chunk {
  /** Of the whole file. */
  bytes: Uint8Array;
  metadata: ColumnMetaData;
  rows: number;
  decoder: ColumnDecoder;
}

/** The most values of a page, and for each of its bytes. */
const MOST = { constant: 2 ** 21, byte: 64 };

/** Zstandard and gzip, into a buffer that is as large as the page says. */
export const compressors: Compressors = {
  GZIP: (input, size) => gunzipSync(input, { out: new Uint8Array(size) }),
  ZSTD: (input, size) => unpackZstd(input, new Uint8Array(size)),
};

/**
 * Gives each value to `put`, with its row and its place in the row's list; null where it is
 * missing. Throws `Error` for what does not fit together.
 */
export function readChunk(
  { bytes, metadata, rows, decoder }: Chunk,
  put: (row: number, place: number, value: unknown) => void,
  { width }: { width: number },
): void {
  const start = Number(metadata.dictionary_page_offset || metadata.data_page_offset);
  const length = Number(metadata.total_compressed_size);
  if (!(start >= 0 && length >= 0 && start + length <= bytes.length)) throw new Error('a column lies beyond its end');
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, length);
  const reader = { view, offset: 0 };
  let dictionary: DecodedArray | undefined;
  let [row, place] = [-1, 0];
  const end = () => {
    if (row >= 0 && place !== width) throw new Error(`a row has a list of ${place}, and others have one of ${width}`);
  };
  while (reader.offset < length && !(row === rows - 1 && place === width)) {
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    if (!(size >= 0 && reader.offset + size <= length)) throw new Error('a page goes beyond its column');
    const packed = new Uint8Array(view.buffer, view.byteOffset + reader.offset, size);
    reader.offset += size;
    if (header.type === 'INDEX_PAGE') continue;
    if (header.type === 'DICTIONARY_PAGE') dictionary = dictionaryOf(packed, header, decoder);
    else {
      const { repetition, present, values } = pageOf(packed, header, decoder, dictionary);
      let next = 0;
      for (let i = 0; i < repetition.length; i++) {
        if (repetition[i] === 0) {
          end();
          [row, place] = [row + 1, 0];
        }
        if (row >= rows || place >= width || row < 0) throw new Error('there are more values than rows');
        put(row, place++, present[i] ? values[next++] : null);
      }
    }
  }
  end();
  if (row !== rows - 1) throw new Error(`a column has ${row + 1} of ${rows} rows`);
}

function dictionaryOf(packed: Uint8Array, header: PageHeader, decoder: ColumnDecoder): DecodedArray {
  const count = header.dictionary_page_header?.num_values ?? -1;
  const page = unpacked(packed, header.uncompressed_page_size, decoder);
  refuse(count, page);
  const reader = { view: viewOf(page), offset: 0 };
  return convert(readPlain(reader, decoder.type!, count, decoder.element.type_length), decoder);
}

interface Page {
  /** 0 where a row begins. */
  repetition: Uint32Array;
  /** Whether there is a value. */
  present: Uint8Array;
  values: DecodedArray;
}

function pageOf(packed: Uint8Array, header: PageHeader, decoder: ColumnDecoder, dictionary?: DecodedArray): Page {
  const { schemaPath } = decoder;
  const first = header.data_page_header;
  const second = header.data_page_header_v2;
  const kind = first ?? second;
  if (!kind || kind.encoding === undefined) throw new Error(`a page of the kind ${header.type ?? 'unknown'}`);
  const count = kind.num_values;
  const [repetitions, definitions] = [getMaxRepetitionLevel(schemaPath), getMaxDefinitionLevel(schemaPath)];
  const widths = [repetitions, definitions].map(bitWidth);
  let page: Uint8Array;
  let at = 0;
  let levels: (Uint32Array | undefined)[];
  if (first) {
    page = unpacked(packed, header.uncompressed_page_size, decoder);
    refuse(count, page);
    const view = viewOf(page);
    levels = widths.map((width) => {
      if (width === 0) return undefined;
      const length = view.getUint32(at, true);
      const runs = hybrid(page.subarray(at + 4, at + 4 + length), width, count);
      at += 4 + length;
      return runs;
    });
  } else {
    const lengths = [second!.repetition_levels_byte_length, second!.definition_levels_byte_length];
    const [before, after] = [lengths[0], lengths[0] + lengths[1]];
    if (!(before >= 0 && after >= before && after <= packed.length)) throw new Error('levels go beyond their page');
    const isPacked = second!.is_compressed !== false;
    const rest = packed.subarray(after);
    page = isPacked ? unpacked(rest, header.uncompressed_page_size - after, decoder) : rest;
    refuse(count, packed.length > page.length ? packed : page);
    levels = [packed.subarray(0, before), packed.subarray(before, after)].map((bytes, i) =>
      widths[i] === 0 ? undefined : hybrid(bytes, widths[i], count),
    );
  }
  const [repetition = new Uint32Array(count), definition] = levels;
  const present = Uint8Array.from({ length: count }, (_, i) => (!definition || definition[i] === definitions ? 1 : 0));
  const there = present.reduce((sum, one) => sum + one, 0);
  return { repetition, present, values: valuesOf(page.subarray(at), kind.encoding, there, decoder, dictionary) };
}

function valuesOf(
  bytes: Uint8Array,
  encoding: string,
  count: number,
  decoder: ColumnDecoder,
  dictionary: DecodedArray | undefined,
): DecodedArray {
  const { type, element } = decoder;
  if (count === 0) return [];
  const reader = { view: viewOf(bytes), offset: 0 };
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (!dictionary) throw new Error('a page has lost its dictionary');
    const places = bytes[0] === 0 ? new Uint32Array(count) : hybrid(bytes.subarray(1), bytes[0], count);
    return Array.from(places, (place) => {
      if (place >= dictionary.length) throw new Error('a value lies beyond its dictionary');
      return dictionary[place];
    });
  }
  if (encoding === 'RLE') {
    const length = reader.view.getUint32(0, true);
    return Array.from(hybrid(bytes.subarray(4, 4 + length), 1, count), (one) => one === 1);
  }
  return convert(plainOf(), decoder);

  function plainOf(): DecodedArray {
    if (encoding === 'PLAIN') return readPlain(reader, type!, count, element.type_length);
    if (encoding === 'BYTE_STREAM_SPLIT') return byteStreamSplit(reader, count, type!, element.type_length);
    const output = type === 'INT32' ? new Int32Array(count) : type === 'INT64' ? new BigInt64Array(count) : undefined;
    if (encoding === 'DELTA_BINARY_PACKED' && output) {
      refuseBlocks(bytes);
      deltaBinaryUnpack(reader, count, output);
      return output;
    }
    if (encoding !== 'DELTA_LENGTH_BYTE_ARRAY') throw new Error(`values are encoded as ${encoding}`);
    const list: Uint8Array[] = [];
    deltaLengthByteArray(reader, count, list);
    return list;
  }
}

/** More blocks than any writer makes, for whose widths room would be made first of all. */
function refuseBlocks(bytes: Uint8Array): void {
  const reader = { view: viewOf(bytes), offset: 0 };
  const [size, blocks] = [readVarInt(reader), readVarInt(reader)];
  if (!(size > 0 && blocks > 0 && blocks <= 1024)) throw new Error(`differences in ${blocks} blocks of ${size}`);
}

/** Of the length of a run: five bytes of seven bits. */
const MOST_UNITS = 128 * 128 * 128 * 128 * 128;

/**
 * Runs of one value and of packed bits (RLE / bit-packing hybrid), `count` values of `width` bits;
 * runs that go on beyond are cut off.
 */
function hybrid(bytes: Uint8Array, width: number, count: number): Uint32Array {
  const values = new Uint32Array(count);
  let [seen, at] = [0, 0];
  const byte = () => {
    if (at >= bytes.length) throw new Error('runs end too early');
    return bytes[at++];
  };
  if (width > 32) throw new Error(`values of ${width} bits`);
  while (seen < count) {
    let [header, unit, part] = [0, 1, 0];
    do {
      part = byte();
      header += (part & 0x7f) * unit;
      unit *= 128;
    } while (part & 0x80 && unit < MOST_UNITS);
    if (header % 2 === 0) {
      let value = 0;
      for (let i = 0, place = 1; i < Math.ceil(width / 8); i++, place *= 256) value += byte() * place;
      const end = Math.min(count, seen + header / 2);
      values.fill(value, seen, end);
      seen = end;
    } else {
      const many = Math.min(count - seen, ((header - 1) / 2) * 8);
      unpackBits(bytes.subarray(at), width, values.subarray(seen, seen + many));
      at += ((header - 1) / 2) * width;
      seen += many;
    }
  }
  return values;
}

function unpackBits(bytes: Uint8Array, width: number, values: Uint32Array): void {
  if (Math.ceil((values.length * width) / 8) > bytes.length) throw new Error('packed bits end too early');
  for (let i = 0; i < values.length; i++) {
    let [value, place] = [0, 1];
    for (let done = 0, bit = i * width; done < width; ) {
      const taken = Math.min(8 - (bit % 8), width - done);
      value += ((bytes[bit >>> 3] >>> (bit % 8)) & ((1 << taken) - 1)) * place;
      place *= 1 << taken;
      done += taken;
      bit += taken;
    }
    values[i] = value;
  }
}

function unpacked(packed: Uint8Array, size: number, { codec, compressors: all }: ColumnDecoder): Uint8Array {
  if (!(size >= 0 && size <= MOST.constant + 1032 * packed.length)) throw new Error(`a page of ${size} bytes`);
  if (codec !== 'UNCOMPRESSED' && codec !== 'SNAPPY' && !all?.[codec])
    throw new Error(`it is packed by ${codec}, and Snappy, gzip and zstd are known`);
  return decompressPage(packed, size, codec, all);
}

function refuse(count: number, page: Uint8Array): void {
  if (!(Number.isSafeInteger(count) && count >= 0 && count <= MOST.constant + MOST.byte * page.length))
    throw new Error(`a page of ${count} values`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function bitWidth(value: number): number {
  return 32 - Math.clz32(value);
}
