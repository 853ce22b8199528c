import { BadInput } from '../numeric/errors.ts';
import { rewriting } from './csv-numbers.ts';
import type { Dataset } from './dataset.ts';
import { isRepeated, textIn } from './lookup.ts';

/** Which columns are read as what, counted from 0. */
export interface Columns {
  /** Absent where there is none. */
  label?: number;
  features: number[];
  /** Columns that are no features, in words, with the reason. */
  leftOut: string[];
  asides: string[];
}

/** Names that a label often has. */
const LABEL_NAME = /^(class|classes|label|labels|target|targets|y)$/i;
/** Names that only an index has, as pandas, R and readr write them. */
const INDEX_NAME = /^(unnamed(: ?\d+(\.\d+)*)?|index|level_\d|\.\.\.1|row[ _.-]?names?|rn)$/i;
/** Names that an index may have. */
const ID_NAME =
  /^(id|ids|idx|row|rows|row[ _.-]?(id|ids|idx|index|no|nr|num|number)s?|obs|observation|record|case|sample|instance|serial|s\.?no\.?|no\.?|nr\.?|#)$|(^|[ _.-])(id|idx|index)$/i;
/** The same in camel case: `PassengerId`, but not `acid`. */
const CAMEL_ID = /[a-z](Id|ID|Index)$/;
/** Names that a program gives to a first column that has none. */
const FIRST_NAME = /^(X|V1|x1|Var ?1|Column ?1|field_?1)$/i;

/** Fewer rows may be in order by chance. */
const LEAST_ROWS = 8;

/** Which columns the user says are what, and whether a label is needed. */
export interface ColumnOptions {
  label?: string;
  without?: string;
  /** The inputs alone are learned: a label is only what is called so. */
  inputsOnly?: boolean;
}

/**
 * The label (the last column, unless the user says another) and the features: all other columns but
 * those that the user leaves out and those that name or count the rows. Throws `BadInput`.
 */
export function chooseColumns(data: Dataset, options: ColumnOptions): Columns {
  const { columns, name, header } = data;
  const { label, without, inputsOnly = false } = options;
  if (columns < 2)
    throw new BadInput(
      `${name} has 1 column; it needs at least ${inputsOnly ? 'two input columns' : 'one input column and the label'}${data.lines ? delimiterIn(data) : `; where this file holds the labels, give both: data=images,${name}`}`,
    );
  const chosen = labelOf(data, options);
  const dropped =
    without === undefined || isNone(data, without)
      ? []
      : parts(data, without).map((one) => columnOf(data, 'without', one));
  const isDropped = new Set(dropped);
  if (chosen !== undefined && isDropped.has(chosen))
    throw new BadInput(`without leaves out ${title(data, chosen)}, which is the label; choose another with label=…`);
  const leftOut = dropped.map((j) => title(data, j));
  const others = Array.from({ length: columns }, (_, j) => j).filter((j) => j !== chosen && !isDropped.has(j));
  const features = others.filter((j) => {
    const why = isNone(data, without) ? undefined : rowNames(data, j, others);
    if (why) leftOut.push(`${title(data, j)} (${why})`);
    return !why;
  });
  if (label === undefined && chosen !== undefined && header && others.length > 0) {
    const why = rowNames(data, chosen, [...others, chosen]);
    if (why)
      throw new BadInput(
        `${name}: the last column, ${title(data, chosen)}, would be the label, but holds ${why}; say which is the label, as in label=${names(data, others.at(-1)!)}`,
      );
  }
  if (features.length === 0) {
    const why = leftOut.length > 0 ? `; left out: ${leftOut.join(', ')}` : '';
    throw new BadInput(
      `${name} has no input column${chosen === undefined ? '' : ` beside the label ${title(data, chosen)}`}${why}; ${keepRemedy(data, others)}`,
    );
  }
  if (without === undefined) refuseLikelyId(data, features);
  refuseText(data, features);
  const isGuess = inputsOnly && label === undefined && chosen !== undefined && !header && data.labelFrom === undefined;
  const better = header?.findIndex((one, j) => j !== chosen && LABEL_NAME.test(one)) ?? -1;
  const asides =
    label === undefined && chosen !== undefined && better >= 0
      ? [`a column that is not the last is called ${header![better]}: label=${names(data, better)} makes it the label`]
      : isGuess
        ? ['if the last column is no label, label=none makes it an input']
        : [];
  return { label: chosen, features, leftOut, asides };
}

/**
 * The label’s column. Where the inputs alone are learned it is one that is called a label, or, in a
 * table without names, a last one that may be of classes; else there is none.
 */
function labelOf(data: Dataset, { label, inputsOnly }: ColumnOptions): number | undefined {
  const { columns, name, header } = data;
  if (label === 'none' && !header?.includes('none')) {
    if (inputsOnly) return undefined;
    throw new BadInput(`label is none, but a label is learned here: name its column, or leave label out for the last`);
  }
  if (label !== undefined) return columnOf(data, 'label', label);
  if (inputsOnly) {
    if (data.labelFrom !== undefined) return columns - 1;
    const called = header?.findLastIndex((one) => LABEL_NAME.test(one)) ?? -1;
    if (called >= 0) return called;
    return !header && !data.unlabelled && areClasses(data, columns - 1) ? columns - 1 : undefined;
  }
  if (data.unlabelled)
    throw new BadInput(
      `${name} holds ${data.unlabelled} and no labels; give its label file too, data=${name},labels, or write both to one file with numpy.savez(file, X=…, y=…)`,
    );
  return columns - 1;
}

/** So many different whole numbers may be classes. */
export const FEW_CLASSES = 20;

function areClasses({ values, rows, columns, texts }: Dataset, j: number): boolean {
  if (texts?.some(({ column }) => column === j)) return true;
  const found = new Set<number>();
  for (let i = 0; i < rows && found.size <= FEW_CLASSES; i++) {
    const value = values[i * columns + j];
    if (!Number.isInteger(value)) return false;
    found.add(value);
  }
  return found.size > 1 && found.size <= Math.min(FEW_CLASSES, rows / 4);
}

/** A column in words, on one line. */
export function title({ header, columns, labelFrom }: Dataset, j: number): string {
  if (labelFrom !== undefined && j === columns - 1) return labelFrom;
  const name = short(header?.[j]?.replace(/\s+/g, ' ') ?? '');
  if (!name) return `column ${j + 1}`;
  return isRepeated(header!, header![j]) ? `${name} (column ${j + 1})` : name;
}

/** A column as a setting names it: by its name, where that is clear. */
export function names({ header }: Dataset, j: number): string {
  const name = header?.[j];
  const isClear = name && !/[,\s"'\\$]/.test(name) && !isRepeated(header, name);
  return isClear ? name : String(j + 1);
}

/** Names with commas between; one name may itself hold a comma. */
function parts({ header }: Dataset, text: string): string[] {
  return header?.includes(text)
    ? [text]
    : text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
}

/** A name wins over a number. */
export function columnOf(data: Dataset, key: string, text: string): number {
  const { header = [], columns, name } = data;
  for (const same of [(one: string) => one === text, (one: string) => one.toLowerCase() === text.toLowerCase()]) {
    const found = header.flatMap((one, j) => (same(one) ? [j] : []));
    if (found.length === 1) return found[0];
    if (found.length > 1)
      throw new BadInput(
        `${key} is '${text}', but columns ${found.map((j) => j + 1).join(', ')} of ${name} are called so; give the number, as in ${key}=${found[0] + 1}`,
      );
  }
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= columns) return number - 1;
  const known = header.length > 0 ? `one of ${shortened(header.filter(Boolean))}, or ` : '';
  throw new BadInput(
    `${key} is '${text}', but must be a column of ${name}: ${known}a number from 1 to ${columns}${header.length > 0 ? '' : ', since it has no header'}; try ${key}=${names(data, columns - 1)}`,
  );
}

function shortened(all: string[]): string {
  return all.length <= 12 ? all.join(', ') : `${all.slice(0, 11).join(', ')}, … (${all.length} in all)`;
}

/**
 * Why a column is no feature: it names or counts the rows. As a feature it would swamp the others.
 * Without a header that is only clear of a first column that counts without a gap, in any order.
 */
function rowNames(data: Dataset, j: number, features: readonly number[]): string | undefined {
  const { header, labelFrom, unlabelled, rows } = data;
  const isFirst = j === features[0] && j === 0;
  if (!header) {
    const mayBe = isFirst && labelFrom === undefined && unlabelled === undefined && features.length > 1;
    return mayBe && rows >= LEAST_ROWS && counts(data, j) ? 'it counts the rows' : undefined;
  }
  const name = header[j];
  // A MultiIndex of pandas has several columns without a name.
  if (name === '') return isFirst || !header.some((one, k) => k <= j && one !== '') ? 'names of rows' : undefined;
  const isWhole = holdsWhole(data, j);
  if (INDEX_NAME.test(name)) return isWhole ? 'row numbers' : isText(data, j) ? 'names of rows' : undefined;
  if (ID_NAME.test(name) || CAMEL_ID.test(name))
    return (isWhole || isText(data, j)) && areDistinct(data, j) ? 'distinct in each row' : undefined;
  const mayCount = isFirst && FIRST_NAME.test(name) && features.length > 1;
  return mayCount && rows >= LEAST_ROWS && counts(data, j) ? 'it counts the rows' : undefined;
}

/** What a table of one column may be apart by, and how to say it. */
function delimiterIn(data: Dataset): string {
  const words = textIn(data, 0)?.words ?? [];
  const sign = [':', '~', '^', '/', '&', '*', '!'].find(
    (one) => words.length > 0 && words.every((word) => word.includes(one)),
  );
  return sign === undefined ? '' : `; if "${sign}" is between its cells, write sep=${sign} in a row above all others`;
}

/** `none`, where that is no column: every column is data. */
function isNone({ header }: Dataset, without: string | undefined): boolean {
  return without === 'none' && !header?.includes('none');
}

/**
 * A first column without a name that holds another whole number in each row, with gaps, may name
 * the rows or be data: the user has to say. Where another one does as well, that is how these data
 * are.
 */
function refuseLikelyId(data: Dataset, features: readonly number[]): void {
  const { header, labelFrom, unlabelled, rows, name } = data;
  const [first, ...others] = features;
  if (header || labelFrom !== undefined || unlabelled !== undefined || first !== 0) return;
  if (rows < LEAST_ROWS || others.length === 0) return;
  const mayBe = (j: number) => holdsWhole(data, j) && areDistinct(data, j) && isNowhereNegative(data, j);
  if (mayBe(first) && !others.some(mayBe))
    throw new BadInput(
      `${name}: column 1 has no name and holds another whole number in each of ${rows} rows, which may be names of rows; leave it out with without=1, or say that it is data with without=none`,
    );
}

function isNowhereNegative({ values, rows, columns }: Dataset, j: number): boolean {
  for (let i = 0; i < rows; i++) if (!(values[i * columns + j] >= 0)) return false;
  return true;
}

function keepRemedy(data: Dataset, others: number[]): string {
  if (others.length === 0) return 'leave fewer columns out';
  return `say that ${title(data, others[0])} is data with without=none, or give it another name`;
}

function refuseText(data: Dataset, features: number[]): void {
  const isFeature = new Set(features);
  const texts = (data.texts ?? []).filter(({ column }) => isFeature.has(column));
  if (texts.length === 0) return;
  const { column, codes, words } = texts[0];
  const row = codes.findIndex((code) => code >= 0);
  const line = data.lines?.[row] ?? row + 1;
  const isOnlyFirst = (text: (typeof texts)[number]) => text.codes.every((code, i) => (i === 0) === code >= 0);
  const isHeader = data.header && data.texts!.length > 1 && data.texts!.every(isOnlyFirst);
  const called = data.header?.[column] ? ` (${data.header[column]})` : '';
  const whole = texts.filter((text) => text.codes.filter((code) => code >= 0).length > data.rows / 2);
  const rewritten = texts.map((text) => rewriting(text.words)).find(Boolean);
  const list = (all: typeof texts) => all.map((one) => names(data, one.column)).join(',');
  // One column of few words is the label, as a rule.
  const isLabel = texts.length === 1 && whole.length === 1 && words.length <= Math.min(20, data.rows / 4);
  const remedy = isHeader
    ? `only one header row is allowed: remove row ${line}`
    : rewritten
      ? `${rewritten}${texts.length === features.length ? '' : `, or leave the ${texts.length === 1 ? 'column' : 'columns with text'} out with without=${list(texts)}`}`
      : isLabel
        ? `make it the label with label=${list(texts)}, or leave it out with without=${list(texts)}`
        : whole.length === texts.length
          ? `${texts.length === features.length ? 'replace the text by numbers' : `leave the text out with without=${list(texts)}, or replace it by numbers`}`
          : `mend the cell, or leave the ${texts.length === 1 ? 'column' : 'columns with text'} out with without=${list(texts)}`;
  throw new BadInput(
    `${data.name}: row ${line}, column ${column + 1}${called}: found ${JSON.stringify(short(words[codes[row]]))}, ` +
      `but every cell of an input must be a finite number such as 12, 0.5 or -3e-4; ${remedy}`,
  );
}

function short(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}

function isText(data: Dataset, j: number): boolean {
  return textIn(data, j)?.codes.every((code) => code >= 0) ?? false;
}

function holdsWhole({ values, rows, columns }: Dataset, j: number): boolean {
  for (let i = 0; i < rows; i++) if (!Number.isInteger(values[i * columns + j])) return false;
  return true;
}

function areDistinct(data: Dataset, j: number): boolean {
  const { values, rows, columns } = data;
  const text = textIn(data, j);
  const seen = new Set<number>();
  for (let i = 0; i < rows; i++) seen.add(text ? text.codes[i] : values[i * columns + j]);
  return seen.size === rows;
}

/** Whole numbers without a gap, each once, in any order. */
function counts(data: Dataset, j: number): boolean {
  if (!holdsWhole(data, j)) return false;
  const { values, rows, columns } = data;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < rows; i++) {
    low = Math.min(low, values[i * columns + j]);
    high = Math.max(high, values[i * columns + j]);
  }
  return high - low === rows - 1 && areDistinct(data, j);
}
