import { gunzip, isGzip } from '../data/gzip.ts';
import type { Bytes } from '../data/parse.ts';
import { OrreryError } from '../numeric/errors.ts';
import { createRandom, type Random } from '../numeric/random.ts';
import { checkRefusal } from './data-readers.ts';
import { below, joined, mutate, pick } from './mutate.ts';
import type { Reader } from './reader.ts';

/** Seconds of the processor that a file may take, and a megabyte of it; both unpacked. */
const PATIENCE = { constant: 1, megabyte: 0.5 };

/**
 * Bytes of memory for each byte of a file: single bytes become doubles, eight for one, and the
 * bytes, their text and a copy stand beside them for a while. And what small files may take.
 */
const MEMORY = { factor: 16, constant: 64e6 };

/** Of a reader, the file that `index` draws: the same bytes from the same seed. */
export function fileOf(reader: Reader, seed: string, index: number): Bytes {
  const random = createRandom(`fuzz ${seed}`).stream(reader.name, index);
  const { seeds, makers = [] } = reader;
  if (makers.length > 0 && below(random, 4) === 0) {
    const made = pick(random, makers)(random);
    return below(random, 3) === 0 ? mutate(made, seeds, random) : made;
  }
  return mutate(pick(random, seeds), seeds, random);
}

/** The options that a reader draws for the file of `index`. */
export function optionsOf(reader: Reader, seed: string, index: number): Random {
  return createRandom(`options ${seed}`).stream(reader.name, index);
}

/**
 * Gives a file to a reader; says what is wrong where the reader crashes, refuses in no words, takes
 * more than a second of the processor, or far more memory than the file is large.
 */
export async function faultOf(
  reader: Reader,
  bytes: Bytes,
  options: Random,
  clock = secondsOfWork,
): Promise<string | undefined> {
  const before = memory();
  const began = clock();
  let worth = 0;
  try {
    const read = await reader.read(bytes, options);
    worth = (read as { worth?: number } | undefined)?.worth ?? 0;
  } catch (error) {
    if (!(error instanceof OrreryError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      checkRefusal(error);
    } catch (why) {
      return (why as Error).message;
    }
  }
  const seconds = clock() - began;
  const grown = memory() - before;
  const size = unpackedSize(bytes);
  if (seconds > PATIENCE.constant + (PATIENCE.megabyte * size) / 1e6 + worth)
    return `took ${seconds.toFixed(1)} s for ${bytes.length} bytes`;
  if (grown > MEMORY.factor * size + MEMORY.constant + 1e8 * worth)
    return `took ${Math.round(grown / 1e6)} MB for ${bytes.length} bytes`;
  return undefined;
}

/** Of the processor, whatever else it is busy with: of a process in which nothing else works. */
function secondsOfWork(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function unpackedSize(bytes: Bytes): number {
  if (!isGzip(bytes)) return bytes.length;
  try {
    return gunzip(bytes, 'fuzz', 2 ** 25).length;
  } catch {
    return bytes.length;
  }
}

/**
 * Bytes of numbers and files. What else is on the heap is garbage for the most part, and whoever
 * runs this bounds it (`resourceLimits` of a thread).
 */
function memory(): number {
  return process.memoryUsage().arrayBuffers;
}

/**
 * A smaller file with the same fault, found by taking pieces out for some seconds. Only for faults
 * that show again and do not take long.
 */
export async function minimised(reader: Reader, bytes: Bytes, options: () => Random): Promise<Bytes> {
  const end = performance.now() + 3000;
  const kind = kindOf(await faultOf(reader, bytes, options()));
  let smallest = bytes;
  for (let piece = smallest.length >> 1; piece > 0; piece >>= 1)
    for (let at = 0; at < smallest.length && performance.now() < end; ) {
      const without = joined(smallest.subarray(0, at), smallest.subarray(at + piece));
      if (kindOf(await faultOf(reader, without, options())) === kind) smallest = without;
      else at += piece;
    }
  return smallest;
}

/** Faults of one kind differ in their numbers alone. */
function kindOf(fault: string | undefined): string | undefined {
  return fault?.split('\n', 2).join(' ').replace(/\d+/g, '#').slice(0, 120);
}
