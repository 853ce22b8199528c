import { readTable } from '../../data/read-table.ts';
import type { Cell } from '../../judge/summary.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Parameters } from '../../plan/plan.ts';
import type { AnySystem } from '../../systems/contract.ts';
import type { InputFile } from '../contract.ts';
import type { OwnAsked } from './parameters.ts';
import { isRecord, recordMeasurements } from './record-points.ts';
import { tableMeasurements } from './table-rows.ts';

/** One number of one observable that somebody measured. */
export interface Measurement {
  /** Its row of the file, or that of its first trial. */
  line: number;
  /** What the row says of the system's parameters. */
  given: Parameters;
  observable: string;
  coordinate?: number;
  second?: number;
  measured?: Cell['measured'];
  /** The single trials, where the table has them. */
  byTrial?: ReadonlyMap<number | string, number>;
  /** Why it is not judged, as a record says it. */
  reason?: string;
  /** The trials of a record have no such number. */
  missing?: true;
  /** It belongs to a whole curve: an exponent. */
  ofCurve?: true;
}

/** What a file holds of a system. */
export interface Measured {
  name: string;
  origin: string;
  sha256: string;
  measurements: Measurement[];
  /**
   * Of a record: its settings, what it showed, its margin, and how often it looked at its trials.
   */
  record?: { settings: Parameters; shown?: string[]; margin?: number; looks: number };
  /**
   * Whether standard errors are known with the trials that they are of, are taken as of many, or
   * are not there.
   */
  errors: 'known' | 'assumed' | 'none';
  readings: string[];
}

/**
 * Reads CSV, TSV, JSON lines and other tables, or the points of a record. Throws `BadInput` naming
 * column, row and remedy.
 */
export async function readMeasured(file: InputFile, system: AnySystem, asked: OwnAsked): Promise<Measured> {
  const table = await readTable(await file.bytes(), file.name, file.origin);
  const read = isRecord(table)
    ? await recordMeasurements(file, system, table)
    : tableMeasurements(system, table, asked);
  if (read.measurements.length === 0)
    throw new BadInput(`${table.name}: holds no measurement of ${system.id}; is it the right file?`);
  return { name: table.name, origin: file.origin, sha256: table.sha256, ...read };
}
