import type { Dataset } from '../../data/dataset.ts';
import { readTable } from '../../data/read-table.ts';
import { BadInput } from '../../numeric/errors.ts';
import { count } from '../../statistics/sentences.ts';
import type { InputFile } from '../contract.ts';
import { type Ends, orderLayers } from './order.ts';

/** What was logged of one layer at one step, by width. */
export interface LoggedGroup {
  x: number;
  values: number[];
  /** Of each value, where they are logged. */
  seeds: number[];
}

export interface LoggedLayer {
  name: string;
  /** By step: a group for each width, in ascending order. */
  size: Map<number, LoggedGroup[]>;
  /** Of the difference from step 0, where the log has it. */
  change: Map<number, LoggedGroup[]>;
}

/** A coordinate check as it was logged, layers from inputs to outputs. */
export interface CoordinateLog {
  layers: LoggedLayer[];
  widths: number[];
  steps: number[];
  /** The fewest seeds of any width. */
  seeds: number;
  hasChanges: boolean;
  /** Every width has the same seeds, in the same order. */
  isPaired: boolean;
  readings: string[];
  origin: string;
  sha256: string;
}

export interface LogChoices extends Ends {
  widthColumn?: string;
  stepColumn?: string;
  layerColumn?: string;
  valueColumn?: string;
  changeColumn?: string;
  seedColumn?: string;
}

type Wanted = 'width' | 'step' | 'layer' | 'value' | 'change' | 'seed';

const NAMES: Record<Wanted, RegExp> = {
  width: /^(width|n|d_?model|n_?embd|hidden_?size)$/i,
  step: /^(step|t|iter(ation)?|global_?step)$/i,
  layer: /^(layer|module|name)s?$/i,
  value: /^(value|size|l1|rms|activation|abs_?mean|mean_?abs)$/i,
  change: /^(change|delta|diff(erence)?)$/i,
  seed: /^(seed|run|trial)$/i,
};

const NEEDED =
  'a log has the columns width, step, layer and value (and change: the root mean square of the difference from step 0; and seed), or one column for each layer beside width and step';

/** Reads a log. Throws `BadInput` naming file, row, column and what resolves it. */
export async function readLog(file: InputFile, choices: LogChoices, check: () => void): Promise<CoordinateLog> {
  const table = await readTable(await file.bytes(), file.name, file.origin);
  const taken = columnsOf(table, choices);
  const [width, step] = (['width', 'step'] as const).map((name) => {
    const column = taken.get(name);
    if (column === undefined)
      throw new BadInput(
        `${file.name}: no column is called ${name}; ${there(table)}; ${NEEDED}; name it with ${name}Column=…`,
      );
    return column;
  });
  const seedColumn = taken.get('seed');
  const logged = new Map<string, LoggedLayer>();
  const trainings = new Map<string, Set<string>>();
  const cellAt = (row: number, column: number, noun: string) => {
    const value = table.values[row * table.columns + column];
    if (!Number.isNaN(value)) return value;
    const text = table.texts?.find((one) => one.column === column);
    const word = text && text.codes[row] >= 0 ? `'${text.words[text.codes[row]]}'` : 'no number';
    throw new BadInput(
      `${where(table, row, column)}: found ${word}, but ${noun} must be a number; a training that diverged is left out with its width, or logged at a smaller rate`,
    );
  };
  const put = (row: number, name: string, part: 'size' | 'change', value: number) => {
    const [x, t] = [cellAt(row, width, 'the width'), cellAt(row, step, 'the step')];
    if (!(Number.isInteger(x) && x >= 1))
      throw new BadInput(`${where(table, row, width)}: found ${x}, but a width is a whole number from 1`);
    if (!(Number.isInteger(t) && t >= 0))
      throw new BadInput(`${where(table, row, step)}: found ${t}, but steps are whole numbers from 0`);
    const layer: LoggedLayer = logged.get(name) ?? { name, size: new Map(), change: new Map() };
    logged.set(name, layer);
    const groups: LoggedGroup[] = layer[part].get(t) ?? [];
    layer[part].set(t, groups);
    const known = groups.find((one) => one.x === x);
    const group: LoggedGroup = known ?? { x, values: [], seeds: [] };
    if (!known) groups.push(group);
    const seed = seedColumn === undefined ? group.values.length : cellAt(row, seedColumn, 'the seed');
    const training = JSON.stringify([x, t, seedColumn === undefined ? 0 : seed]);
    if (!trainings.has(training)) trainings.set(training, new Set());
    trainings.get(training)!.add(name);
    if (group.seeds.includes(seed))
      throw new BadInput(
        `${file.name}: row ${lineOf(table, row)} repeats layer '${name}' of width ${x}, seed ${seed}, at step ${t}; give each training a seed of its own`,
      );
    group.values.push(value);
    group.seeds.push(seed);
  };
  const positive = (row: number, column: number, noun: string) => {
    const value = cellAt(row, column, noun);
    if (!(value >= 0 && value < Infinity))
      throw new BadInput(`${where(table, row, column)}: found ${value}, but ${noun} is a mean of sizes, from 0`);
    return value;
  };
  const layerColumn = taken.get('layer');
  const used = new Set([...taken.values()]);
  const others = layerColumn === undefined ? range(table.columns).filter((i) => !used.has(i)) : [];
  const wide = others.filter((i) => !isOfTraining(table, i));
  const unused = others.filter((i) => !wide.includes(i));
  if (layerColumn === undefined && wide.length === 0)
    throw new BadInput(`${file.name}: no column is a layer; ${there(table)}; ${NEEDED}`);
  const [value, change] = [taken.get('value'), taken.get('change')];
  if (layerColumn !== undefined && value === undefined && change === undefined)
    throw new BadInput(
      `${file.name}: no column is called value; ${there(table)}; ${NEEDED}; name it with valueColumn=…`,
    );
  for (let row = 0; row < table.rows; row++) {
    check();
    for (const column of wide) put(row, titleOf(table, column), 'size', positive(row, column, 'the size of a layer'));
    if (layerColumn === undefined) continue;
    const name = nameAt(table, row, layerColumn);
    if (value !== undefined) put(row, name, 'size', positive(row, value, 'the size of a layer'));
    if (change !== undefined && cellAt(row, step, 'the step') > 0)
      put(row, name, 'change', positive(row, change, 'a change'));
  }
  const order = orderLayers(
    [...trainings.values()].map((names) => [...names]),
    choices,
    file.name,
  );
  const layers = order.names.map((name) => logged.get(name)!);
  const all = layers.flatMap(({ size, change }) => [...size.values(), ...change.values()]);
  for (const groups of all) {
    groups.sort((a, b) => a.x - b.x);
    for (const group of groups) sortBySeed(group);
  }
  const widths = [...new Set(all.flat().map(({ x }) => x))].sort((a, b) => a - b);
  const steps = [...new Set(layers.flatMap((one) => [...one.size.keys(), ...one.change.keys()]))].sort((a, b) => a - b);
  refuseGaps(layers, widths, steps, file.name);
  const seeds = all.flat().reduce((least, { values }) => Math.min(least, values.length), Infinity);
  const isPaired =
    seedColumn !== undefined && all.every((groups) => groups.every((one) => `${one.seeds}` === `${groups[0].seeds}`));
  const hasChanges = layers.some(({ change }) => change.size > 0);
  const readings = [
    `${file.name}: ${count(layers.length, 'layer')}, widths ${widths.join(', ')}, ${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}, ${count(seeds, 'seed')}; ${[...taken].map(([name, column]) => `${name} from ${titleOf(table, column)}`).join(', ')}${wide.length > 0 ? `; layers from ${wide.map((i) => titleOf(table, i)).join(', ')}` : ''}${unused.length > 0 ? `; not used: ${unused.map((i) => titleOf(table, i)).join(', ')}` : ''}`,
    `${file.name}: layers ${order.by}: ${order.names.map((name) => `'${name}'`).join(', ')}`,
  ];
  return { layers, widths, steps, seeds, hasChanges, isPaired, readings, origin: file.origin, sha256: table.sha256 };
}

function sortBySeed(group: LoggedGroup): void {
  const order = group.seeds.map((_, i) => i).sort((a, b) => group.seeds[a] - group.seeds[b]);
  [group.values, group.seeds] = [order.map((i) => group.values[i]), order.map((i) => group.seeds[i])];
}

function refuseGaps(layers: LoggedLayer[], widths: number[], steps: number[], file: string): void {
  if (widths.length < 3 || widths[widths.length - 1] < 4 * widths[0])
    throw new BadInput(
      `${file}: found ${count(widths.length, 'width')} (${widths.join(', ')}), but a power of the width needs at least 3, the largest 4 times the smallest or more; log 5 that double`,
    );
  if (layers.length < 2)
    throw new BadInput(
      `${file}: ${count(layers.length, 'layer')} only; log the first layer, those from width to width, and the outputs`,
    );
  for (const { name, size, change } of layers)
    for (const part of [size, change])
      for (const step of steps) {
        const groups = part.get(step);
        if (part.size === 0 || (part === change && step === 0)) continue;
        const missing = widths.find((width) => !groups?.some(({ x }) => x === width));
        if (missing !== undefined)
          throw new BadInput(
            `${file}: layer '${name}' has no row for width ${missing} at step ${step}; log every layer at every width and step, or leave this ${groups ? 'width' : 'step'} out`,
          );
      }
}

function columnsOf(table: Dataset, choices: LogChoices): Map<Wanted, number> {
  const { header, name } = table;
  const taken = new Map<Wanted, number>();
  for (const wanted of Object.keys(NAMES) as Wanted[]) {
    const option = `${wanted}Column` as const;
    const said = choices[option];
    if (said !== undefined) {
      const column = header?.indexOf(said) ?? -1;
      if (column < 0)
        throw new BadInput(`${name}: ${option} is '${said}', but there is no such column; ${there(table)}`);
      taken.set(wanted, column);
      continue;
    }
    const found = (header ?? []).flatMap((title, i) => (NAMES[wanted].test(shortOf(title)) ? [i] : []));
    if (found.length > 1)
      throw new BadInput(
        `${name}: ${found.map((i) => `'${header![i]}'`).join(' and ')} may each be the ${wanted}; say which, as in ${option}=${header![found[0]]}`,
      );
    if (found.length === 1) taken.set(wanted, found[0]);
  }
  // The name of a run, in an export with a column for each layer.
  if (
    !choices.layerColumn &&
    !taken.has('value') &&
    !taken.has('change') &&
    /^name$/i.test(titleOf(table, taken.get('layer') ?? -1))
  )
    taken.delete('layer');
  return taken;
}

/** Without what Weights & Biases puts before a name: `config/width`, `summary.seed`, `_step`. */
function shortOf(title: string): string {
  return title.trim().replace(/^(config|summary)[./]|^_/i, '');
}

/** What an export says of a training beside its layers: words, its settings, its clock. */
function isOfTraining(table: Dataset, column: number): boolean {
  const isWords = table.texts?.find((one) => one.column === column)?.codes.every((code) => code >= 0);
  return isWords === true || /^(config|summary)[./]|^_/i.test(titleOf(table, column));
}

function there({ header }: Dataset): string {
  return header ? `its columns are ${header.map((title) => `'${title}'`).join(', ')}` : 'its columns have no names';
}

function where(table: Dataset, row: number, column: number): string {
  return `${table.name}: row ${lineOf(table, row)}, column ${titleOf(table, column)}`;
}

function lineOf({ lines }: Dataset, row: number): number {
  return lines?.[row] ?? row + 1;
}

function titleOf({ header }: Dataset, column: number): string {
  return header?.[column] || `number ${column + 1}`;
}

function nameAt({ values, columns, texts }: Dataset, row: number, column: number): string {
  const text = texts?.find((one) => one.column === column);
  return text && text.codes[row] >= 0 ? text.words[text.codes[row]] : String(values[row * columns + column]);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
