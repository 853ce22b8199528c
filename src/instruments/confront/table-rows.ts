import type { Dataset } from '../../data/dataset.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Parameters } from '../../plan/plan.ts';
import { summarize } from '../../statistics/moments.ts';
import { count, plain } from '../../statistics/sentences.ts';
import type { AnySystem, Observable } from '../../systems/contract.ts';
import { didYouMean } from '../../systems/suggest.ts';
import { Cells, parameterIn } from './cells.ts';
import { type Columns, columnsOf, coordinatesOf } from './columns.ts';
import type { Measured, Measurement } from './measured.ts';
import type { OwnAsked } from './parameters.ts';

type Read = Pick<Measured, 'measurements' | 'errors' | 'readings'>;

/** Trials of a standard error that nobody counted. */
export const MANY = 1e6;

/** One cell of an observable, with what stands beside it. */
interface Entry extends Omit<Measurement, 'measured'> {
  value: number;
  standardError?: number;
  trials?: number;
  trial?: number | string;
}

/** The measurements of a user's table. Throws `BadInput`. */
export function tableMeasurements(system: AnySystem, table: Dataset, asked: OwnAsked): Read {
  const columns = columnsOf(system, table, asked.columns);
  const cells = new Cells(table);
  const skipped: number[] = [];
  const entries = Array.from({ length: table.rows }, (_, row) => row).flatMap((row) =>
    entriesOf(system, table, cells, columns, row, asked, skipped),
  );
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { observable, coordinate, second, given } = entry;
    const key = JSON.stringify([observable, coordinate, second, given]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  if (asked.within === undefined) refuseCopies([...groups.values()], table);
  const measurements = [...groups.values()].map((group) => measurementOf(group, table, asked));
  const hasErrors = measurements.some(({ measured }) => Number.isFinite((measured as Summarised).standardError));
  const isAssumed = measurements.some(({ measured }) => measured!.trials === MANY);
  return {
    measurements,
    errors: !hasErrors ? 'none' : isAssumed ? 'assumed' : 'known',
    readings: [sentence(table, cells, columns, measurements.length, skipped.length)],
  };
}

type Summarised = { standardError: number };

function entriesOf(
  system: AnySystem,
  table: Dataset,
  cells: Cells,
  columns: Columns,
  row: number,
  asked: OwnAsked,
  skipped: number[],
): Entry[] {
  const line = cells.line(row);
  const given = givenOf(table, cells, columns, row);
  const trial = columns.trial === undefined ? undefined : cells.value(row, columns.trial);
  const trials = columns.trials === undefined ? asked.trials : countOf(table, cells, row, columns.trials);
  const isLong = columns.which !== undefined && columns.value !== undefined;
  const named: [string, string, number][] = isLong
    ? [[observableNamed(system, table, cells, row, columns.which!), 'value', columns.value!]]
    : [...columns.observables].map(([name, column]) => [name, name, column]);
  return named.flatMap(([observable, errorKey, column]): Entry[] => {
    const value = cells.number(row, column);
    if (!Number.isFinite(value)) {
      refuseWord(table, cells, row, column);
      if (asked.gaps === 'refuse')
        throw new BadInput(
          `${table.name}: row ${line}, column ${cells.title(column)}: found ${found(value)}, but a number is needed; gaps=skip leaves such cells out`,
        );
      skipped.push(line);
      return [];
    }
    refuseUnits(system, table, cells, row, column, observable, value);
    const place = placeOf(system, table, cells, columns, row, observable);
    const spread = errorOf(table, cells, row, columns.spreads.get(errorKey));
    if (spread !== undefined && trials === undefined)
      throw new BadInput(
        `${table.name}: column ${cells.title(columns.spreads.get(errorKey)!)} is a standard deviation, and its mean is of how many trials? Say trials=5, or give a column of them`,
      );
    const error =
      errorOf(table, cells, row, columns.errors.get(errorKey)) ??
      (spread !== undefined ? spread / Math.sqrt(trials!) : undefined);
    return [
      {
        line,
        given,
        observable,
        ...place,
        value,
        ...(error !== undefined && { standardError: error }),
        ...(trials !== undefined && { trials }),
        ...(trial !== undefined && { trial }),
      },
    ];
  });
}

function found(value: number): string {
  return Number.isNaN(value) ? 'no number (empty, or NaN)' : String(value);
}

/** A word where a number belongs is never a gap. */
function refuseWord(table: Dataset, cells: Cells, row: number, column: number): void {
  const word = cells.text(row, column);
  if (word !== undefined)
    throw new BadInput(
      `${table.name}: row ${cells.line(row)}, column ${cells.title(column)}: found '${word}', but a number is needed; if the column is something else, say columns=none:${table.header?.[column] ?? column + 1}`,
    );
}

/** Of each parameter that has a column. */
function givenOf(table: Dataset, cells: Cells, { parameters }: Columns, row: number): Parameters {
  return Object.fromEntries(
    [...parameters].map(([name, column]) => {
      const value = cells.value(row, column);
      if (value === undefined)
        throw new BadInput(
          `${table.name}: row ${cells.line(row)}, column ${cells.title(column)}: found nothing, but every row needs its ${name}; fill it in, or remove the row`,
        );
      return [name, parameterIn(name, value)];
    }),
  );
}

function countOf(table: Dataset, cells: Cells, row: number, column: number): number {
  const trials = cells.number(row, column);
  if (!(Number.isInteger(trials) && trials >= 1))
    throw new BadInput(
      `${table.name}: row ${cells.line(row)}, column ${cells.title(column)}: found ${found(trials)}, but a number of trials is a whole number from 1; if it is something else, say columns=none:${table.header?.[column] ?? column + 1}`,
    );
  return trials;
}

function errorOf(table: Dataset, cells: Cells, row: number, column: number | undefined): number | undefined {
  if (column === undefined) return undefined;
  const error = cells.number(row, column);
  if (!(error > 0 && error < Number.POSITIVE_INFINITY))
    throw new BadInput(
      `${table.name}: row ${cells.line(row)}, column ${cells.title(column)}: found ${found(error)}, but a standard error is positive and finite; where none is known leave the column out, columns=none:${table.header?.[column] ?? column + 1}`,
    );
  return error;
}

function observableNamed(system: AnySystem, table: Dataset, cells: Cells, row: number, column: number): string {
  const name = String(cells.value(row, column));
  const known = Object.keys(system.observables);
  if (known.includes(name)) return name;
  throw new BadInput(
    `${table.name}: row ${cells.line(row)}, column ${cells.title(column)}: ${system.id} has no observable '${name}'${didYouMean(name, known)}; its observables are ${known.join(', ')}`,
  );
}

function placeOf(
  system: AnySystem,
  table: Dataset,
  cells: Cells,
  { coordinates, parameters }: Columns,
  row: number,
  observable: string,
): Pick<Measurement, 'coordinate' | 'second'> {
  const values = coordinatesOf(system, observable).map((name) => {
    const column = coordinates.get(name);
    if (column === undefined)
      throw new BadInput(
        `${table.name}: ${observable} is a curve over ${name}, but no column is called so; say which it is, as in columns=${name}:${table.header?.find((_, i) => ![...parameters.values()].includes(i)) ?? 1}`,
      );
    const value = cells.number(row, column);
    refuseWord(table, cells, row, column);
    if (!Number.isFinite(value))
      throw new BadInput(
        `${table.name}: row ${cells.line(row)}, column ${cells.title(column)}: found ${found(value)}, but ${observable} needs its ${name} there`,
      );
    return value;
  });
  return { ...(values.length > 0 && { coordinate: values[0] }), ...(values.length > 1 && { second: values[1] }) };
}

/** Percent where a share is meant, and what cannot be negative. */
function refuseUnits(
  system: AnySystem,
  table: Dataset,
  cells: Cells,
  row: number,
  column: number,
  name: string,
  value: number,
): void {
  const {
    most,
    scale,
  }: Pick<Observable<unknown>, 'most' | 'scale'> = system.observables[name] ?? system.derived![name];
  const where = `${table.name}: row ${cells.line(row)}, column ${cells.title(column)}: found ${plain(value, 6)}`;
  if (most !== undefined && value > 1.5 * most)
    throw new BadInput(
      `${where}, but ${name} is at most ${most}${most === 1 && value <= 100 ? '; if these are per cent, divide the column by 100' : ''}`,
    );
  if (scale === 'log' && value < 0)
    throw new BadInput(`${where}, but ${name} is positive; is it a logarithm? Give the number itself`);
}

/** Trials that all have the very same number: of their scatter they tell nothing. */
function areCopies(group: readonly Entry[]): boolean {
  return (
    group.length > 1 &&
    group.every(({ value, standardError }) => value === group[0].value && standardError === undefined)
  );
}

/** Where trials never differ they are one training written several times: no errors are known. */
function refuseCopies(groups: readonly Entry[][], table: Dataset): void {
  for (const name of new Set(groups.map(([{ observable }]) => observable))) {
    const own = groups.filter(([{ observable }]) => observable === name);
    const lines = own[0].map(({ line }) => line);
    if (own.every(areCopies))
      throw new BadInput(
        `${table.name}: the trials of ${name} are all alike at every setting (rows ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''}: ${plain(own[0][0].value, 6)}), so they tell no error; give trials of different seeds, or within=0.05 to compare by a margin alone`,
      );
  }
}

/** Trials of one setting, or a mean with what is known of its error. */
function measurementOf(group: Entry[], table: Dataset, { repeated }: OwnAsked): Measurement {
  const [{ value, standardError, trials, trial, ...first }] = group;
  const lines = group.map(({ line }) => line);
  if (group.length === 1) {
    const isTrial = trial !== undefined || trials === undefined;
    const known = standardError === undefined ? (isTrial ? 1 : trials) : (trials ?? MANY);
    if (standardError !== undefined && known === 1)
      throw new BadInput(
        `${table.name}: row ${first.line}: has a standard error of 1 trial, which cannot be; check the number of trials`,
      );
    return {
      ...first,
      measured: { mean: value, standardError: standardError ?? Number.POSITIVE_INFINITY, trials: known },
    };
  }
  if (trial === undefined && repeated === 'refuse')
    throw new BadInput(
      `${table.name}: rows ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''} are the same setting of ${first.observable}; if they are trials of it say repeated=trials, or add a column seed; if they differ in something else, is it a parameter of the system?`,
    );
  for (const [i, one] of trial === undefined ? [] : group.entries()) {
    const before = group.findIndex((other) => other.trial === one.trial);
    if (before < i)
      throw new BadInput(
        `${table.name}: row ${one.line}: trial ${one.trial} of this setting is there twice (rows ${lines[before]} and ${one.line}); remove one of them`,
      );
  }
  if (group.some((one) => one.standardError !== undefined))
    throw new BadInput(
      `${table.name}: rows ${lines.slice(0, 5).join(', ')} are trials of one setting, and have standard errors of their own; give single trials, or one row with their mean`,
    );
  if (areCopies(group))
    return { ...first, measured: { mean: value, standardError: Number.POSITIVE_INFINITY, trials: 1 } };
  const measured = summarize(group.map((one) => one.value));
  if (trial === undefined) return { ...first, measured };
  return { ...first, measured, byTrial: new Map(group.map((one) => [one.trial!, one.value])) };
}

function sentence(table: Dataset, cells: Cells, columns: Columns, measurements: number, skipped: number): string {
  const all: [string, number][] = [
    ...columns.parameters,
    ...columns.coordinates,
    ...columns.observables,
    ...[...columns.errors].map(([name, i]): [string, number] => [
      `standard error${name === 'value' ? '' : ` of ${name}`}`,
      i,
    ]),
    ...[...columns.spreads].map(([name, i]): [string, number] => [
      `standard deviation${name === 'value' ? '' : ` of ${name}`}`,
      i,
    ]),
    ...(['trials', 'trial', 'which', 'value'] as const).flatMap((role): [string, number][] =>
      columns[role] === undefined ? [] : [[role === 'which' ? 'observable' : role, columns[role]]],
    ),
  ];
  const taken = all.map(([name, i]) => (cells.title(i) === `'${name}'` ? name : `${name} from ${cells.title(i)}`));
  return [
    `${table.name}: ${count(table.rows, 'row')}, ${count(measurements, 'measurement')}; ${taken.join(', ')}`,
    ...(columns.ignored.length > 0 ? [`not used: ${columns.ignored.map((i) => cells.title(i)).join(', ')}`] : []),
    ...(skipped > 0 ? [`${count(skipped, 'cell')} without a number left out`] : []),
  ].join('; ');
}
