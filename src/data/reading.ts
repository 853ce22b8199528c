import { BadInput } from '../numeric/errors.ts';
import { remember } from '../numeric/remember.ts';
import { squared } from '../numeric/special.ts';
import { count } from '../statistics/sentences.ts';
import { type Columns, chooseColumns, FEW_CLASSES, names, title } from './columns.ts';
import { rewriting } from './csv-numbers.ts';
import type { Dataset } from './dataset.ts';

/** How a table is read as inputs and labels, as a user says it. */
export interface ReadingOptions {
  /**
   * The label's column, by name or counted from 1; the last one unless given, or, where
   * `inputsOnly`, what is called a label.
   */
  label?: string;
  /** Labels are not needed: the inputs alone are learned. */
  inputsOnly?: boolean;
  /** `auto` takes text, and whole numbers of which there are few, for classes. */
  labels: 'auto' | 'number' | 'classes';
  /** Columns to leave out, by names or numbers with commas between. */
  without?: string;
  /** `first:last`, counted from 1 below the header. */
  rows?: string;
  /** What becomes of rows in which a cell is missing. */
  missing: 'refuse' | 'drop';
}

/** What of a file was taken for what: said by every run, and kept in its record. */
export interface Reading {
  /** All of it in a line. */
  sentence: string;
  /** Whether the columns have names, and which row they are from. */
  header: string;
  /** Absent where there is none. */
  label?: string;
  /** The classes in the order of their outputs, where the label is read as classes. */
  classes?: string[];
  features: string[];
  rows: number;
  /** Columns that are no features, with the reason. */
  leftOut: string[];
  /** Rows in which a cell was missing. */
  dropped: number;
  /** What else was seen. */
  asides: string[];
  /** What becomes of the inputs. */
  scaling: string;
}

/** A reading, with the places in the table that it takes. */
export interface Choice extends Columns {
  /** Row numbers of the table. */
  rows: Uint32Array;
  /**
   * Of each row taken, the number of its class among `classes`; absent where labels are numbers.
   */
  classOf?: Int32Array;
  classes?: string[];
  reading: Omit<Reading, 'sentence' | 'scaling'>;
}

/**
 * What `data` is read as. Throws `BadInput`, naming the file and the cell or the column, for what
 * cannot be read so.
 */
export function readingOf(data: Dataset, options: ReadingOptions, scaling: string): Reading {
  const { reading } = choose(data, options);
  return { sentence: sentenceOf(data, reading, scaling), ...reading, scaling };
}

/** How many rows and input columns would be read. */
export function sizeOf(data: Dataset, options: ReadingOptions): { rows: number; columns: number } {
  const { rows, features } = choose(data, options);
  return { rows: rows.length, columns: features.length };
}

/** Throws as `readingOf`. */
export function choose(data: Dataset, options: ReadingOptions): Choice {
  return remembered({ data, options });
}

/**
 * By the fields that say how to read: `options` may have others, and the table itself among them.
 */
const remembered = remember(
  makeChoice,
  ({ data: { sha256, name }, options: { label, labels, without, rows, missing, inputsOnly } }) =>
    JSON.stringify([sha256, name, label, labels, without, rows, missing, inputsOnly]),
);

function makeChoice({ data, options }: { data: Dataset; options: ReadingOptions }): Choice {
  const columns = chooseColumns(data, options);
  const asked = askedRows(data, options.rows);
  const rows = rowsWithValues(data, columns, asked, options.missing);
  const classes =
    columns.label === undefined ? withoutLabel(data, options) : classesOf(data, columns.label, rows, options.labels);
  const dropped = asked.length - rows.length;
  if (rows.length < 3)
    throw new BadInput(
      `${data.name} has ${count(rows.length, 'row')}${rows.length < data.rows ? ' left' : ''} to read; at least 3 are needed to learn from some and test on others`,
    );
  return {
    ...columns,
    rows,
    ...classes,
    reading: {
      header: headerOf(data),
      ...(columns.label !== undefined && { label: title(data, columns.label) }),
      ...(classes && { classes: classes.classes }),
      features: columns.features.map((j) => title(data, j)),
      rows: rows.length,
      leftOut: columns.leftOut,
      dropped,
      asides: [
        ...(data.asides ?? []),
        ...columns.asides,
        ...(classes ? singlesIn(classes) : []),
        ...oneHotIn(data, columns, rows),
        ...seenIn(data, columns, rows),
      ],
    },
  };
}

function sentenceOf(data: Dataset, reading: Choice['reading'], scaling: string): string {
  const { header, label, classes, features, rows, leftOut, dropped, asides } = reading;
  const isLast = !data.labelFrom && label === title(data, data.columns - 1);
  const as = classes
    ? `as ${classes.length} class${classes.length === 1 ? '' : 'es'} (${shortList(classes, 4)}), one output each`
    : 'as a number';
  const parts = [
    header,
    label === undefined ? 'no label' : `label ${label}${isLast ? ' (the last column)' : ''} ${as}`,
    `${count(features.length, 'feature')} (${shortList(features, 4)})`,
    rows === data.rows ? count(rows, 'row') : `${rows} of ${count(data.rows, 'row')}`,
    leftOut.length > 0 ? `left out: ${shortList(leftOut, 6)}` : '',
    dropped > 0 ? `dropped: ${count(dropped, 'row')} with missing cells` : '',
    ...asides,
    scaling,
  ];
  return `${data.name}: ${parts.filter(Boolean).join('; ')}`;
}

export function headerOf({ header, headerLine, lines }: Dataset): string {
  if (!header) return lines ? 'no header' : 'no names of columns';
  return headerLine ? `header in row ${headerLine}` : lines ? 'header in a comment' : 'names of columns given';
}

function shortList(all: string[], most: number): string {
  return all.length <= most ? all.join(', ') : `${all.slice(0, most - 2).join(', ')}, …, ${all.at(-1)}`;
}

/** Places of the rows asked for. */
export function askedRows({ rows, name }: Dataset, text: string | undefined): Uint32Array {
  if (text === undefined) return Uint32Array.from({ length: rows }, (_, i) => i);
  const [, first, last] = /^\s*(\d+)\s*:\s*(\d+)\s*$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 1 && to >= from && to <= rows))
    throw new BadInput(
      `rows is '${text}', but must be first:last with both from 1 to ${rows}, the rows of ${name}; try rows=1:${Math.max(1, Math.floor(rows / 2))}`,
    );
  return Uint32Array.from({ length: to - from + 1 }, (_, i) => from - 1 + i);
}

/** The rows in which every cell that is used has a value. */
export function rowsWithValues(
  data: Dataset,
  { label, features }: Columns,
  rows: Uint32Array,
  missing: string,
): Uint32Array {
  const { values, columns } = data;
  const coded = data.texts?.find(({ column }) => column === label);
  const used = [...features, ...(coded || label === undefined ? [] : [label])];
  const fails = (i: number) => used.find((j) => !Number.isFinite(values[i * columns + j]));
  const hasClass = (i: number) => !coded || coded.codes[i] >= 0 || Number.isFinite(values[i * columns + coded.column]);
  const whole = rows.filter((i) => fails(i) === undefined && hasClass(i));
  if (whole.length === rows.length) return rows;
  const row = rows.find((i) => fails(i) !== undefined || !hasClass(i))!;
  const column = fails(row) ?? label!;
  const count = rows.length - whole.length;
  const isAll = whole.length === 0;
  if (missing === 'drop' && !isAll) return whole;
  const value = values[row * columns + column];
  const written = data.gaps?.[column];
  const found = Number.isNaN(value)
    ? `no value${written ? ` (written ${written})` : data.lines ? '' : ' (NaN)'}`
    : value;
  // `NA` and `none` may be classes among others.
  const mayBeClass = coded !== undefined && column === label && (Boolean(written) || !Number.isNaN(value));
  const bare = used.filter((j) => rows.every((i) => Number.isNaN(values[i * columns + j])));
  const remedy =
    bare.length > 0
      ? `${bare.length === 1 ? 'the column has' : `${bare.length} columns have`} no value in any row: ${
          bare.includes(label!)
            ? 'choose another label with label=…'
            : `leave ${bare.length === 1 ? 'it' : 'them'} out with without=${bare.map((j) => j + 1).join(',')}`
        }`
      : isAll
        ? 'every row has such a cell: leave out columns with without=…, or fill the values in'
        : `missing=drop leaves out the ${count === 1 ? 'row' : `${count} rows`} with such a cell, or fill the ${count === 1 ? 'value' : 'values'} in`;
  throw new BadInput(
    `${place(data, row, column)}: found ${found}, but every cell that is used must be a finite number; ${remedy}${mayBeClass ? ', or give the class another name, if it is one' : ''}`,
  );
}

/** The cell, as a spreadsheet counts it. */
export function place(data: Dataset, row: number, column: number): string {
  const name = data.header?.[column];
  return `${data.name}: row ${data.lines?.[row] ?? row + 1}, column ${column + 1}${name ? ` (${name})` : ''}`;
}

/** Nothing may be said of how a label is read that is not there. */
function withoutLabel({ name }: Dataset, { labels }: ReadingOptions): undefined {
  if (labels !== 'auto')
    throw new BadInput(
      `labels is ${labels}, but no column of ${name} is the label: name it with label=…, or leave labels out`,
    );
}

/** Labels are classes where text is, or whole numbers of which there are few. */
function classesOf(
  data: Dataset,
  label: number,
  rows: Uint32Array,
  labels: ReadingOptions['labels'],
): Required<Pick<Choice, 'classes' | 'classOf'>> | undefined {
  const { values, columns, name } = data;
  const text = data.texts?.find(({ column }) => column === label);
  if (!text && labels === 'number') return undefined;
  const valueAt = (i: number) => values[i * columns + label];
  const wordAt = (i: number) => (text && text.codes[i] >= 0 ? text.words[text.codes[i]] : undefined);
  const found = new Set<string | number>();
  const most = Math.min(1000, rows.length / 2);
  const few = Math.min(FEW_CLASSES, rows.length / 4);
  for (const i of rows) {
    found.add(wordAt(i) ?? valueAt(i));
    if (labels === 'auto' && !text && (found.size > few || !Number.isInteger(valueAt(i)))) return undefined;
  }
  const isSet = found.size <= most;
  const rewritten = text && labels !== 'classes' ? rewriting(text.words) : undefined;
  if (rewritten) {
    const row = rows.find((i) => wordAt(i) !== undefined);
    if (row !== undefined)
      throw new BadInput(
        `${place(data, row, label)}: found ${JSON.stringify(wordAt(row))} in the label, which is no number; ${rewritten}${isSet ? ', or read it as classes with labels=classes' : ''}`,
      );
  }
  if (text && (labels === 'number' || !isSet)) {
    const row = rows.find((i) => wordAt(i) !== undefined);
    if (row !== undefined) {
      const remedy =
        isSet && labels === 'number'
          ? 'read it as classes with labels=classes, or choose another column with label=…'
          : `choose another column as the label and leave this one out, with label=${otherLabel(data, label)} without=${names(data, label)}, or mend the cell`;
      throw new BadInput(
        `${place(data, row, label)}: found ${JSON.stringify(wordAt(row))} in the label, ${isSet ? 'which is no number' : `one of ${found.size} different ones in ${rows.length} rows, which are no set of classes`}; ${remedy}`,
      );
    }
  }
  if (!isSet)
    throw new BadInput(
      `labels=classes finds ${found.size} different labels in the ${rows.length} rows of ${name}; that is no set of classes: use labels=number`,
    );
  const sorted = [...found].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : `${a}` < `${b}` ? -1 : 1,
  );
  const placeOf = new Map(sorted.map((one, k) => [one, k]));
  return {
    classes: sorted.map(String),
    classOf: Int32Array.from(rows, (i) => placeOf.get(wordAt(i) ?? valueAt(i))!),
  };
}

/** Classes of one row: nothing can be learned of them and tested, and they may be slips. */
function singlesIn({ classes, classOf }: Required<Pick<Choice, 'classes' | 'classOf'>>): string[] {
  const counts = new Uint32Array(classes.length);
  for (const k of classOf) counts[k]++;
  const single = classes.filter((_, k) => counts[k] === 1);
  if (single.length === 0) return [];
  return [
    `${single.length === 1 ? 'class' : 'classes'} ${shortList(single, 4)} of a single row${single.length === 1 ? '' : ' each'}`,
  ];
}

/** More columns beside the label are not looked through. */
const MOST_CLASSES = 200;

/** Columns beside the label that are 0 or 1, and with it 1 in all: they give the label away. */
function oneHotIn(data: Dataset, { label, features }: Columns, rows: Uint32Array): string[] {
  const { values, columns, labelFrom } = data;
  if (labelFrom !== undefined || label === undefined) return [];
  const isFeature = new Set(features);
  const isBinary = (j: number) => {
    let ones = 0;
    for (const i of rows) {
      const value = values[i * columns + j];
      if (value === 1) ones++;
      else if (value !== 0) return false;
    }
    return ones > 0 && ones < rows.length;
  };
  const joins = (j: number) => isFeature.has(j) && isBinary(j);
  if (!isBinary(label)) return [];
  let [from, to] = [label, label];
  while (label - from < MOST_CLASSES && joins(from - 1)) from--;
  while (to - label < MOST_CLASSES && joins(to + 1)) to++;
  const areOne = (a: number, b: number) =>
    rows.every((i) => {
      let sum = 0;
      for (let j = a; j <= b; j++) sum += values[i * columns + j];
      return sum === 1;
    });
  // Each end fits one other at most, since no column is 0 throughout.
  for (let a = label; a >= from; a--)
    for (let b = Math.max(label, a + 1); b <= to; b++) {
      if (!areOne(a, b)) continue;
      const rest = Array.from({ length: b - a + 1 }, (_, k) => a + k).filter((j) => j !== label);
      const are = rest.length === 1 ? 'is' : 'are';
      return [
        `${shortList(
          rest.map((j) => title(data, j)),
          4,
        )} ${are} the rest of a one-hot label with ${title(data, label)} and ${rest.length === 1 ? 'gives' : 'give'} it away: ` +
          `without=${rest.map((j) => names(data, j)).join(',')} leaves ${rest.length === 1 ? 'it' : 'them'} out; for all classes, write them in one column`,
      ];
    }
  return [];
}

/** A column of numbers that the label could be instead. */
function otherLabel(data: Dataset, label: number): string {
  const texts = new Set(data.texts?.map(({ column }) => column));
  for (let j = data.columns - 1; j >= 0; j--) if (j !== label && !texts.has(j)) return names(data, j);
  return '…';
}

/** What one should know of the inputs: constant columns, and one that outweighs all others. */
function seenIn(data: Dataset, { features }: Columns, rows: Uint32Array): string[] {
  const { values, columns } = data;
  const first = features.map((j) => values[rows[0] * columns + j]);
  const [sums, squares] = [new Float64Array(features.length), new Float64Array(features.length)];
  for (const i of rows)
    for (let k = 0; k < features.length; k++) {
      const deviation = values[i * columns + features[k]] - first[k];
      sums[k] += deviation;
      squares[k] += deviation * deviation;
    }
  const variances = squares.map((square, k) => square - squared(sums[k]) / rows.length);
  const constant = squares.filter((square, k) => square === 0 && sums[k] === 0).length;
  const total = variances.reduce((sum, value) => sum + value, 0);
  const largest = variances.reduce((most, one, k) => (one > variances[most] ? k : most), 0);
  const share = variances[largest] / total;
  return [
    ...(constant > 0 ? [count(constant, 'constant feature')] : []),
    ...(features.length - constant > 1 && share > 0.95
      ? [
          `${(100 * share).toPrecision(share > 0.999 ? 5 : 3)} % of the inputs' variance is in ${title(data, features[largest])}`,
        ]
      : []),
  ];
}
