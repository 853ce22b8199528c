import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell } from '../judge/summary.ts';
import type { RunResult } from '../run/conduct.ts';
import { jsonParameter } from './json.ts';
import { labelOf } from './labels.ts';

/**
 * One predicted and measured number of a run, as the record's `points` files hold it. A missing
 * field is an empty cell.
 */
export interface PointRow {
  /** The `--scale` factor that the run was made at. */
  scale?: number;
  /** Index of the family's curve, from 0. */
  curve: number;
  /** The curve's label in the figure, e.g. `λ = 0.01`. Empty for a single curve. */
  label?: string;
  /** The swept parameters at this point, by name. Each becomes a column. */
  parameters: Record<string, number | string | boolean>;
  observable: string;
  /**
   * Where on the observable's own axis (step, eigenvalue, …), and on its second one; missing for a
   * number per setting.
   */
  coordinate?: number;
  second?: number;
  predicted?: number | null;
  /** The relative numerical error that the theory promises. */
  predictedError?: number | null;
  mean?: number | null;
  standardError?: number | null;
  /** Of the trials, by which the verdict allows for lopsided ones. */
  skewness?: number | null;
  median?: number | null;
  low?: number | null;
  high?: number | null;
  /** Trials that entered the mean. */
  trials?: number;
  verdict?: string;
  /** Why the verdict is what it is, or why there is none. */
  reason?: string;
}

export type ColumnType = 'DOUBLE' | 'INT32' | 'STRING';
export type Entry = number | string | null;

/** A column of the record's `points` files. `null` is a missing value. */
export interface Column {
  name: string;
  type: ColumnType;
  values: Entry[];
}

type Fixed = Exclude<keyof PointRow, 'parameters'>;

const before: [Fixed, ColumnType][] = [
  ['scale', 'DOUBLE'],
  ['curve', 'INT32'],
  ['label', 'STRING'],
];
const after: [Fixed, ColumnType][] = [
  ['observable', 'STRING'],
  ['coordinate', 'DOUBLE'],
  ['second', 'DOUBLE'],
  ['predicted', 'DOUBLE'],
  ['predictedError', 'DOUBLE'],
  ['mean', 'DOUBLE'],
  ['standardError', 'DOUBLE'],
  ['skewness', 'DOUBLE'],
  ['median', 'DOUBLE'],
  ['low', 'DOUBLE'],
  ['high', 'DOUBLE'],
  ['trials', 'INT32'],
  ['verdict', 'STRING'],
  ['reason', 'STRING'],
];
/** The columns that every record's points have. */
export const FIXED_COLUMNS: ReadonlySet<string> = new Set([...before, ...after].map(([name]) => name));

/**
 * The rows as typed columns, in the order of the files: `scale, curve, label`, the swept parameters
 * in order of first appearance (or as `sweeps` has them), then everything from `observable` to
 * `reason`. The fixed columns are always there, so that the files of different runs can be united.
 * A parameter is DOUBLE when all its values are numbers and STRING otherwise; one that is named
 * like a fixed column is prefixed with `parameter_`. NaN is not a value: it becomes a missing cell.
 * Infinities stay.
 */
export function toColumns(rows: readonly PointRow[], sweeps = sweepsOf(rows)): Column[] {
  const fixed = ([name, type]: [Fixed, ColumnType]): Column => ({
    name,
    type,
    values: rows.map((row) => entry(row[name])),
  });
  const parameters = sweeps.map(({ name, numeric }): Column => {
    const values = rows.map((row) => entry(Object.hasOwn(row.parameters, name) ? row.parameters[name] : undefined));
    return {
      name: FIXED_COLUMNS.has(name) ? `parameter_${name}` : name,
      type: numeric ? 'DOUBLE' : 'STRING',
      values: numeric ? values : values.map((value) => (value === null ? null : print(value))),
    };
  });
  return [...before.map(fixed), ...parameters, ...after.map(fixed)];
}

/** A swept parameter, and whether all its values are numbers. */
export interface SweptColumn {
  name: string;
  numeric: boolean;
}

function sweepsOf(rows: readonly PointRow[]): SweptColumn[] {
  const names = new Set(rows.flatMap(({ parameters }) => Object.keys(parameters)));
  const isNumeric = (value: unknown) => value === undefined || typeof value === 'number';
  return [...names].map((name) => ({ name, numeric: rows.every(({ parameters }) => isNumeric(parameters[name])) }));
}

/**
 * CSV after RFC 4180: a header, CRLF line ends, quotes where needed. Numbers are in the shortest
 * form that reads back to the same float64; infinities are `Infinity` and `-Infinity`; a missing
 * value is empty (and so is an empty string).
 */
export function toCsv(rows: PointRow[]): string {
  const columns = toColumns(rows);
  return `${csvHeader(columns)}${csvLines(columns)}`;
}

export function csvHeader(columns: readonly Column[]): string {
  return `${columns.map((column) => quote(column.name)).join(',')}\r\n`;
}

export function csvLines(columns: readonly Column[]): string {
  const lines = columns[0].values.map((_, i) => columns.map((column) => quote(print(column.values[i]))).join(','));
  return lines.map((line) => `${line}\r\n`).join('');
}

/**
 * Parquet with nullable DOUBLE, INT32 and STRING columns, in the order of {@link toColumns}. The
 * same rows give the same bytes.
 */
export function toParquet(rows: PointRow[]): Uint8Array {
  const columnData = toColumns(rows).map(({ name, type, values }) => ({ name, type, data: values, nullable: true }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'orrery' }));
}

/**
 * One row per number of the run, for the points files: those of each point, then those of its
 * curve.
 */
export function pointRows({ plan, points, curves }: Pick<RunResult, 'plan' | 'points' | 'curves'>): PointRow[] {
  const families = plan.families.map(({ name }) => name);
  return points.flatMap((row, curve) => {
    const { scale, members } = plan.curves[curve];
    const head = { scale, curve, label: labelOf(plan, curve) };
    const swept = [...(plan.axis ? [plan.axis.name] : []), ...families];
    const atPoints = row.flatMap(({ parameters, observables }) => {
      const place = { ...head, parameters: Object.fromEntries(swept.map((name) => [name, plain(parameters[name])])) };
      return Object.entries(observables).flatMap(([name, cells]) => cells.map((cell) => rowOf(place, name, cell)));
    });
    const place = { ...head, parameters: Object.fromEntries(families.map((name) => [name, plain(members[name])])) };
    const ofCurve = Object.entries(curves[curve].derived).map(([name, cell]) => rowOf(place, name, cell));
    return [...atPoints, ...ofCurve];
  });
}

function rowOf(
  place: Pick<PointRow, 'scale' | 'curve' | 'label' | 'parameters'>,
  observable: string,
  cell: Cell,
): PointRow {
  const { measured, coordinate, second } = cell;
  return {
    ...place,
    observable,
    ...(coordinate !== undefined && { coordinate }),
    ...(second !== undefined && { second }),
    predicted: cell.predicted ?? null,
    predictedError: cell.predictedError ?? null,
    ...(measured &&
      'mean' in measured && {
        mean: measured.mean,
        standardError: measured.standardError,
        ...(measured.skewness !== undefined && { skewness: measured.skewness }),
      }),
    ...(measured && 'median' in measured && { median: measured.median, low: measured.low, high: measured.high }),
    trials: measured?.trials ?? 0,
    verdict: cell.judgement?.verdict ?? 'not judged',
    ...(cell.reason !== undefined && { reason: cell.reason }),
  };
}

function entry(value: number | string | boolean | null | undefined): Entry {
  if (value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value))) return null;
  return typeof value === 'boolean' ? String(value) : value;
}

function print(value: Entry): string {
  if (value === null) return '';
  // String(-0) is "0", which would not read back to the same number
  return Object.is(value, -0) ? '-0' : String(value);
}

function quote(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function plain(value: unknown): number | string | boolean {
  return typeof value === 'number' || typeof value === 'boolean'
    ? value
    : typeof value === 'string'
      ? value
      : JSON.stringify(jsonParameter(value));
}
