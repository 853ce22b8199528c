import { contentMark } from '../../data/checksum.ts';
import type { Dataset } from '../../data/dataset.ts';
import { parseDataset } from '../../data/parse.ts';
import { isJson, parseRecords } from '../../data/records.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Column } from '../../scaling-laws/forms/form.ts';
import { count, plain } from '../../statistics/sentences.ts';
import type { InputFile } from '../contract.ts';

/** The training runs of a table, in order of compute. */
export interface Runs {
  /** What the table holds of each, in the order of the runs. */
  columns: Partial<Record<Column, Float64Array>>;
  loss: Float64Array;
  /** What runs are sorted by: operations, or what stands for them. */
  cost: Float64Array;
  /** Of each run, its row of the file. */
  lines: number[];
  /** By what name the file has each. */
  names: Partial<Record<Column | 'loss', string>>;
  readings: string[];
  sha256: string;
  origin: string;
}

export interface ColumnChoices {
  lossColumn?: string;
  parametersColumn?: string;
  tokensColumn?: string;
  uniqueColumn?: string;
  computeColumn?: string;
  missing: 'refuse' | 'drop';
  duplicates: 'refuse' | 'keep' | 'drop';
  operations: number;
}

type Wanted = Column | 'loss';

const WORDS: Record<Wanted, { noun: string; option: keyof ColumnChoices }> = {
  loss: { noun: 'the loss', option: 'lossColumn' },
  N: { noun: 'parameters', option: 'parametersColumn' },
  D: { noun: 'tokens', option: 'tokensColumn' },
  U: { noun: 'unique tokens', option: 'uniqueColumn' },
  C: { noun: 'compute', option: 'computeColumn' },
};

/**
 * Names of columns by which each is found, from the surest to the vaguest: the first pattern that a
 * column matches decides, and two columns that match it alike are for the user to choose from.
 * Names lose their case, spaces, and what an export puts before them (`config.`, `summary/`).
 */
const NAMES: Record<Wanted, readonly RegExp[]> = {
  loss: [
    /^(final_?)?(val(id(ation)?)?|eval|test)_?loss$/,
    /^loss$/,
    /^l$/,
    /^final_?loss$/,
    /^(train(ing)?_?)loss$/,
    /loss/,
  ],
  N: [
    /^(n_?|num_?|number_?of_?)?param(eter)?s?(_?count)?$/,
    /^n$/,
    /^(model_?)?size$/,
    /^(non_?embedding|active|total)_?param(eter)?s/,
    /^param(eter)?s_/,
    /param/,
  ],
  D: [
    /^(n_?|num_?|train(ing)?_?|total_?|number_?of_?)*(tokens?|samples?|examples?|images?)(_?seen)?$/,
    /^d$/,
    /^data(_?size)?$/,
    /^tokens_/,
  ],
  U: [/^(n_?|num_?)?(unique|distinct)_?(tokens?|samples?|examples?|data)$/, /^u$/],
  C: [/^(train(ing)?_?|total_?)?(flops?|compute|operations)$/, /^c$/, /flop|compute/],
};

const FEWEST = 4;
/** Counts of one column that differ by more are in different units: no ladder spans so much. */
const MIXED = 1e9;
/** And none steps from one size to one so many times as large. */
const GAP = 1e3;

/**
 * Reads CSV, TSV, JSON lines and other tables. Throws `BadInput`, naming column, row and remedy.
 */
export async function readRuns(file: InputFile, choices: ColumnChoices): Promise<Runs> {
  const table = await readTable(file);
  const chosen = chooseColumns(table, choices);
  const { kept, dropped } = keptRows(table, chosen, choices);
  const cell = (row: number, column: number) => table.values[row * table.columns + column];
  const line = (row: number) => (table.lines ? table.lines[row] : row + 1);
  for (const [name, column] of chosen) {
    for (const row of kept) {
      const value = cell(row, column);
      if (!(value > 0 && value < Number.POSITIVE_INFINITY))
        throw new BadInput(
          `${table.name}: row ${line(row)}, column ${titleOf(table, column)}: found ${value}, but ${WORDS[name].noun} must be positive and finite${name === 'loss' ? ' (ln L is fitted)' : ''}; remove this run`,
        );
    }
    refuseCounting(table, name, column, kept);
    refuseMixedUnits(table, name, column, kept, line);
  }
  const single = withoutDuplicates(table, chosen, kept, choices.duplicates, line);
  if (single.length < FEWEST)
    throw new BadInput(
      `${table.name}: ${count(single.length, 'run')} ${single.length === 1 ? 'is' : 'are'} left, but a law needs at least ${FEWEST}, better some dozens; add runs`,
    );
  const at = (name: Wanted) => Float64Array.from(single, (row) => cell(row, chosen.get(name)!));
  const losses = at('loss');
  if (losses.every((one) => one === losses[0]))
    throw new BadInput(
      `${table.name}: the loss is ${losses[0]} in all runs, and there is nothing to fit; is ${titleOf(table, chosen.get('loss')!)} the right column? Name another with lossColumn`,
    );
  const cost = costOf(chosen, at, choices.operations);
  const order = Array.from(single, (_, i) => i).sort((a, b) => cost[a] - cost[b] || a - b);
  const sorted = (values: Float64Array) => Float64Array.from(order, (i) => values[i]);
  const columns = Object.fromEntries(
    [...chosen.keys()].flatMap((name) => (name === 'loss' ? [] : [[name, sorted(at(name))]])),
  ) as Runs['columns'];
  return {
    columns,
    loss: sorted(losses),
    cost: sorted(cost),
    lines: order.map((i) => line(single[i])),
    names: Object.fromEntries([...chosen].map(([name, column]) => [name, titleOf(table, column)])),
    readings: readingsOf(table, chosen, single.length, dropped, kept.length - single.length),
    sha256: table.sha256,
    origin: file.origin,
  };
}

async function readTable(file: InputFile): Promise<Dataset> {
  const bytes = await file.bytes();
  // Long enough for a mark of byte order and blank lines.
  if (!isJson(new TextDecoder().decode(bytes.subarray(0, 1000)))) return parseDataset(bytes, file.name, file.origin);
  const table = parseRecords(new TextDecoder().decode(bytes), file.name);
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name: file.name, origin: file.origin, sha256, mark: contentMark(table), ...table };
}

function titleOf({ header }: Dataset, column: number): string {
  const name = header?.[column];
  return name ? name : `number ${column + 1}`;
}

/** No name that is known is longer, and what is looked for in it would take its length squared. */
const LONGEST_NAME = 200;

function bare(name: string): string {
  return name
    .trim()
    .slice(0, LONGEST_NAME)
    .toLowerCase()
    .replace(/^.*[./:]\s*/, (prefix) => (/(val|eval|test|valid|validation)[./:]\s*$/.test(prefix) ? 'val_' : ''))
    .replace(/[\s-]+/g, '_')
    .replace(/\(.*\)$/, '')
    .replace(/_+$/, '');
}

function chooseColumns(table: Dataset, choices: ColumnChoices): Map<Wanted, number> {
  const { header, name } = table;
  const taken = new Map<Wanted, number>();
  for (const wanted of Object.keys(WORDS) as Wanted[]) {
    const said = choices[WORDS[wanted].option] as string | undefined;
    if (said !== undefined) taken.set(wanted, columnCalled(table, said, WORDS[wanted].option));
  }
  const used = new Set(taken.values());
  // Unique tokens before tokens, whose patterns would match them too.
  for (const wanted of ['loss', 'U', 'N', 'D', 'C'] as const) {
    if (taken.has(wanted) || !header) continue;
    for (const pattern of NAMES[wanted]) {
      const found = header.flatMap((title, i) => (!used.has(i) && pattern.test(bare(title)) ? [i] : []));
      if (found.length > 1)
        throw new BadInput(
          `${name}: ${found.map((i) => `'${header[i]}'`).join(' and ')} may each be ${WORDS[wanted].noun}; say which, as in ${WORDS[wanted].option}=${header[found[0]]}`,
        );
      if (found.length === 1) {
        taken.set(wanted, found[0]);
        used.add(found[0]);
        break;
      }
    }
  }
  const there = header
    ? `its columns are ${header.map((title) => `'${title}'`).join(', ')}`
    : 'its columns have no names';
  const free = header?.find((title, i) => title !== '' && ![...taken.values()].includes(i));
  const example = (wanted: Wanted) => `${WORDS[wanted].option}=${free ?? '1'}`;
  if (!taken.has('loss'))
    throw new BadInput(`${name}: no column is called loss; ${there}; say which it is, as in ${example('loss')}`);
  if (!(['N', 'D', 'C'] as const).some((one) => taken.has(one)))
    throw new BadInput(
      `${name}: no column is called parameters, tokens or flops; ${there}; say which they are, as in ${example('N')}`,
    );
  for (const [wanted, column] of taken) {
    const text = table.texts?.find((one) => one.column === column);
    const row = text?.codes.findIndex((code) => code >= 0) ?? -1;
    if (text && row >= 0)
      throw new BadInput(
        `${name}: row ${table.lines?.[row] ?? row + 1}, column ${titleOf(table, column)}: found '${text.words[text.codes[row]]}', but ${WORDS[wanted].noun} must be a number${/^[\d.]+\s*[kmbtg]$/i.test(text.words[text.codes[row]]) ? '; write 7e9, not 7B' : ''}; mend the cell, or name another column with ${WORDS[wanted].option}`,
      );
  }
  return taken;
}

function columnCalled({ header, columns, name }: Dataset, said: string, option: string): number {
  const exact = header?.indexOf(said) ?? -1;
  if (exact >= 0) return exact;
  const number = Number(said);
  if (Number.isInteger(number) && number >= 1 && number <= columns) return number - 1;
  const there = header ? header.map((title) => `'${title}'`).join(', ') : `1 to ${columns}`;
  throw new BadInput(`${name}: ${option} is '${said}', but there is no such column; there are ${there}`);
}

function keptRows(table: Dataset, chosen: Map<Wanted, number>, { missing }: ColumnChoices) {
  const kept: number[] = [];
  let dropped = 0;
  for (let row = 0; row < table.rows; row++) {
    const gap = [...chosen].find(([, column]) => Number.isNaN(table.values[row * table.columns + column]));
    if (!gap) kept.push(row);
    else if (missing === 'drop') dropped++;
    else
      throw new BadInput(
        `${table.name}: row ${table.lines?.[row] ?? row + 1}, column ${titleOf(table, gap[1])}: ${WORDS[gap[0]].noun} is missing; fill it in, or leave out such runs with missing=drop`,
      );
  }
  return { kept, dropped };
}

/** A column that counts the rows is no size. */
function refuseCounting(table: Dataset, name: Wanted, column: number, rows: number[]): void {
  const counts = rows.every(
    (row, i) => i === 0 || valueAt(table, row, column) === valueAt(table, rows[i - 1], column) + 1,
  );
  if (name !== 'loss' && counts && rows.length >= FEWEST)
    throw new BadInput(
      `${table.name}: column ${titleOf(table, column)} counts the rows, and is no ${WORDS[name].noun}; name the right column, as in ${WORDS[name].option}=…`,
    );
}

function valueAt({ values, columns }: Dataset, row: number, column: number): number {
  return values[row * columns + column];
}

function refuseMixedUnits(
  table: Dataset,
  name: Wanted,
  column: number,
  rows: number[],
  line: (row: number) => number,
): void {
  if (name === 'loss' || name === 'C') return;
  const value = (row: number) => table.values[row * table.columns + column];
  const least = rows.reduce((a, b) => (value(b) < value(a) ? b : a), rows[0]);
  const most = rows.reduce((a, b) => (value(b) > value(a) ? b : a), rows[0]);
  const sorted = [...rows].sort((a, b) => value(a) - value(b));
  const at = sorted.findIndex((row, i) => i > 0 && value(row) > GAP * value(sorted[i - 1]));
  if (at > 0)
    throw new BadInput(
      `${table.name}: column ${titleOf(table, column)} has nothing between ${plain(value(sorted[at - 1]), 4)} (row ${line(sorted[at - 1])}) and ${plain(value(sorted[at]), 4)} (row ${line(sorted[at])}): these seem to be in different units; write all of them in the same`,
    );
  if (value(most) > MIXED * value(least))
    throw new BadInput(
      `${table.name}: column ${titleOf(table, column)} has ${plain(value(least), 4)} in row ${line(least)} and ${plain(value(most), 4)} in row ${line(most)}: these seem to be in different units; write all of them in the same`,
    );
}

function withoutDuplicates(
  table: Dataset,
  chosen: Map<Wanted, number>,
  rows: number[],
  choice: ColumnChoices['duplicates'],
  line: (row: number) => number,
): number[] {
  if (choice === 'keep') return rows;
  const seen = new Map<string, number>();
  return rows.filter((row) => {
    const key = [...chosen.values()].map((column) => table.values[row * table.columns + column]).join(' ');
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row);
    else if (choice === 'refuse')
      throw new BadInput(
        `${table.name}: row ${line(row)} repeats row ${line(first)}, loss and all; leave out such runs with duplicates=drop, or count them twice with duplicates=keep`,
      );
    return first === undefined;
  });
}

function costOf(chosen: Map<Wanted, number>, at: (name: Wanted) => Float64Array, operations: number): Float64Array {
  if (chosen.has('C')) return at('C');
  if (chosen.has('N') && chosen.has('D')) {
    const [N, D] = [at('N'), at('D')];
    return N.map((size, i) => operations * size * D[i]);
  }
  return at(chosen.has('N') ? 'N' : 'D');
}

function readingsOf(
  table: Dataset,
  chosen: Map<Wanted, number>,
  runs: number,
  dropped: number,
  repeated: number,
): string[] {
  const taken = [...chosen].map(([name, column]) => `${WORDS[name].noun} from ${titleOf(table, column)}`).join(', ');
  const left = (table.header ?? []).flatMap((_, i) => ([...chosen.values()].includes(i) ? [] : [titleOf(table, i)]));
  const asides = [
    ...(dropped > 0 ? [`${count(dropped, 'run')} with a missing number left out`] : []),
    ...(repeated > 0 ? [`${count(repeated, 'duplicate')} left out`] : []),
    ...(left.length > 0 ? [`not used: ${left.slice(0, 8).join(', ')}${left.length > 8 ? ', …' : ''}`] : []),
    ...(table.asides ?? []),
  ];
  return [`${table.name}: ${count(runs, 'run')}; ${taken}${asides.map((aside) => `; ${aside}`).join('')}`];
}
