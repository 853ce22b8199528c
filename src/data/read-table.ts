import { contentMark } from './checksum.ts';
import type { Dataset } from './dataset.ts';
import { type Bytes, parseDataset } from './parse.ts';
import { isJson, parseRecords } from './records.ts';

/** The table in a file: JSON lines and other records, or whatever `parseDataset` reads. */
export async function readTable(bytes: Bytes, name: string, origin: string): Promise<Dataset> {
  // Long enough for a mark of byte order and blank lines.
  if (!isJson(new TextDecoder().decode(bytes.subarray(0, 1000)))) return parseDataset(bytes, name, origin);
  const table = parseRecords(new TextDecoder().decode(bytes), name);
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name, origin, sha256, mark: contentMark(table), ...table };
}
