import { Gunzip } from 'fflate';
import { BadInput } from '../numeric/errors.ts';
import { crc32 } from './crc32.ts';
import { MAX_BYTES, megabytes } from './table.ts';

/** Deflate expands at most 1032-fold, so one step of this size never makes more than 68 MB. */
const STEP = 2 ** 16;

/** Whether `bytes` begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The bytes packed in a gzip file of one or more members, their checksums verified. Throws
 * `BadInput` for damaged or truncated bytes and for more than `limit` bytes of output, which it
 * notices while unpacking: the size that a gzip file declares is not to be trusted.
 */
export function gunzip(bytes: Uint8Array, name: string, limit: number = MAX_BYTES): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let memberSize = 0;
  let crc = 0;
  const stream = new Gunzip((part) => {
    size += part.length;
    memberSize += part.length;
    if (size > limit) {
      throw new BadInput(`${name}: unpacks to more than ${megabytes(limit)}, the most allowed; keep fewer rows`);
    }
    crc = crc32(part, crc);
    parts.push(part);
  });
  const closeMember = (end: number): void => {
    const trailer = new DataView(bytes.buffer, bytes.byteOffset + end - 8, 8);
    if (trailer.getUint32(0, true) !== crc || trailer.getUint32(4, true) !== memberSize % 2 ** 32) throw damaged(name);
    crc = 0;
    memberSize = 0;
  };
  // Called with the offset at which each member after the first begins, so where the one before it
  // ends.
  stream.onmember = closeMember;
  try {
    for (let start = 0; start < bytes.length; start += STEP) {
      stream.push(bytes.subarray(start, start + STEP), start + STEP >= bytes.length);
    }
    closeMember(bytes.length);
  } catch (error) {
    // Apart from its own errors, fflate meets damaged bytes with RangeErrors of the typed arrays it
    // indexes.
    throw error instanceof BadInput ? error : damaged(name);
  }
  return concatenate(parts, size);
}

function damaged(name: string): BadInput {
  return new BadInput(
    `${name}: the gzip data is damaged or cut off (its checksum does not match); download or copy the file again, or check it with gzip -t`,
  );
}

function concatenate(parts: Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
