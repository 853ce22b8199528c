import { BadInput } from '../numeric/errors.ts';
import { gunzip, isGzip } from './gzip.ts';

/** A text file as it was found: its bytes, unpacked, and what they say. */
export interface PlainText {
  bytes: Uint8Array;
  text: string;
  /** What was done to it on the way, a clause each. */
  steps: string[];
}

/**
 * A text in UTF-8, or in UTF-16 with its mark, packed by gzip or not, with one kind of line end.
 * Unlike a table a text is not guessed at: a wrong letter is a wrong token. Throws `BadInput`
 * naming the byte (from 1) for what is no text, or in another encoding.
 */
export function readPlainText(file: Uint8Array, name: string): PlainText {
  const steps: string[] = [];
  const bytes = isGzip(file) ? gunzip(file, name) : file;
  if (bytes !== file) steps.push('unpacked from gzip');
  if (bytes.length === 0) throw new BadInput(`${name} is empty; give a text`);
  const mark = markOf(bytes);
  if (mark) steps.push(`decoded from ${mark.toUpperCase()}`);
  const text = mark ? new TextDecoder(mark).decode(bytes) : decodeUtf8(bytes, name);
  const ends = text.includes('\r');
  if (ends) steps.push('line ends made one kind');
  return { bytes, text: ends ? text.replace(/\r\n?/g, '\n') : text, steps };
}

function markOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw new BadInput(
      `${name}: byte ${zero + 1} is zero, as in a binary file or in UTF-16 without its mark; give a text in UTF-8, or take the bytes as they are with tokens=bytes`,
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const at = firstInvalid(bytes);
    throw new BadInput(
      `${name}: byte ${at + 1} (${bytes[at].toString(16).padStart(2, '0')} in hexadecimal) is not UTF-8; save the text as UTF-8 (iconv -f WINDOWS-1252 -t UTF-8, if that is what it is), or take the bytes as they are with tokens=bytes`,
    );
  }
}

/** Where a text stops being UTF-8: the end of the longest beginning that decodes, by halving. */
function firstInvalid(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodeUpTo(bytes, middle) !== undefined) good = middle;
    else bad = middle;
  }
  // A character that is begun and not ended decodes to nothing, and begins where the others end.
  return new TextEncoder().encode(decodeUpTo(bytes, good)).length;
}

function decodeUpTo(bytes: Uint8Array, end: number): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, end), { stream: true });
  } catch {
    return undefined;
  }
}
