/** A table of numbers that came from a file, with enough to find and check it again. */
export interface Dataset {
  /** The file's name, for titles. */
  name: string;
  /** Where it came from: a path, or the name of bundled data. */
  origin: string;
  /** SHA-256 of the file's bytes as hexadecimal. */
  sha256: string;
  rows: number;
  columns: number;
  /** Row-major, rows × columns, all finite. */
  values: Float64Array;
}
