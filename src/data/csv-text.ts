import { BadInput } from '../numeric/errors.ts';
import { megabytes } from './table.ts';

/**
 * The longest text that a JavaScript string holds in V8 (Node, Chromium); other browsers allow
 * more.
 */
const MAX_TEXT = 2 ** 29 - 24;

/**
 * A file as text with one kind of line end, in UTF-8, UTF-16 with its mark, or the code page of
 * Windows. Throws `BadInput` for what is no text, and for more of it than a string holds.
 */
export function textOf(source: string | Uint8Array, name: string): string {
  return normalise(typeof source === 'string' ? source : decode(source, name));
}

/**
 * One kind of line end, no byte order mark: files stitched together on several systems mix them.
 */
function normalise(text: string): string {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
}

function decode(bytes: Uint8Array, name: string): string {
  if (bytes.length > MAX_TEXT) {
    throw new BadInput(
      `${name}: ${megabytes(bytes.length)} of text, but at most ${megabytes(MAX_TEXT)} can be read; save the numbers as .npy instead`,
    );
  }
  const utf16 = encodingOfMark(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  const zero = bytes.subarray(0, 2 ** 16).indexOf(0);
  if (zero >= 0) {
    throw new BadInput(
      `${name}: found a zero at byte ${zero + 1}, so this is a binary file, but CSV text, .npy, .npz, or one of these with .gz is needed`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Excel on Windows saves CSV in the local code page. Digits are the same there, and only names
    // could come out wrong.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Excel's “Unicode text” is UTF-16 with a byte order mark. */
function encodingOfMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
