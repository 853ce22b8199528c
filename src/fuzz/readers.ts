import { dataReaders } from './data-readers.ts';
import { instrumentReaders } from './instrument-readers.ts';
import type { Reader } from './reader.ts';
import { recordReaders } from './record-readers.ts';
import { settingsReaders } from './settings-readers.ts';

/**
 * All that reads what comes from outside, but for the page's address. `root` is the repository, as
 * a URL that ends with a slash; `scratch` an empty folder to write into.
 */
export async function allReaders(root: URL, scratch: string): Promise<Reader[]> {
  return [
    ...dataReaders(root),
    ...(await instrumentReaders(root)),
    ...(await recordReaders(root, scratch)),
    ...(await settingsReaders()),
  ];
}
