import type { Table } from './table.ts';

/** A table that came from a file, with enough to find and check it again. */
export interface Dataset extends Table {
  /** The file's name, for titles. */
  name: string;
  /** Where it came from: a path, or the name of bundled data. */
  origin: string;
  /** SHA-256 of the file's bytes as hexadecimal. */
  sha256: string;
  /**
   * `contentMark` of the table as it was read. Where it is absent or does not fit what is there
   * now, `sha256` is of something else: see `checkedDataset`.
   */
  mark?: string;
}
