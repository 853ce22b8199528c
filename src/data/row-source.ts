import { BadInput } from '../numeric/errors.ts';
import { squared } from '../numeric/special.ts';
import type { Dataset } from './dataset.ts';
import { choose, place, type ReadingOptions } from './reading.ts';

/**
 * A table as inputs and labels, read row by row without a copy of the whole. Columns that are
 * constant give no input.
 */
export interface RowSource {
  rows: number;
  features: number;
  outputs: number;
  /** The classes, where the label is read as such: one output each. */
  classes?: string[];
  /** Columns that are constant, and were left out. */
  constant: number;
  /** Rows that repeat one before them, label and all. */
  repeated: number;
  /** Writes one row's inputs, centred and scaled, into `target` from `at` on. */
  inputs(row: number, target: Float64Array | Float32Array, at: number): void;
  /** Writes its labels, centred over all rows. */
  labels(row: number, target: Float64Array | Float32Array, at: number): void;
}

/**
 * Inputs are centred over all rows, and scaled to variance 1 each where `standardize`, else by one
 * factor to a mean variance of 1. Throws `BadInput` as `readingOf`, for inputs or labels that are
 * all equal, and for values whose square is beyond double precision.
 */
export function rowSource(data: Dataset, options: ReadingOptions, standardize: boolean): RowSource {
  const { rows: chosen, features: places, classOf, classes, ...choice } = choose(data, options);
  // There is one, since `options` do not say that inputs are enough.
  const label = choice.label!;
  const { values, columns } = data;
  const n = chosen.length;
  const outputs = classes?.length ?? 1;
  const { means, variances } = momentsOf(data, chosen, places);
  const kept = [...places.keys()].filter((k) => variances[k] > 0);
  if (kept.length === 0)
    throw new BadInput(
      `the inputs of ${data.name} are all constant, so there is nothing to learn from them; choose other columns or rows`,
    );
  const mean = kept.reduce((sum, k) => sum + variances[k], 0) / kept.length;
  const from = Int32Array.from(kept, (k) => places[k]);
  const origin = Float64Array.from(kept, (k) => means[k]);
  const factor = Float64Array.from(kept, (k) => 1 / Math.sqrt(standardize ? variances[k] : mean));
  const centre = labelMeans(data, chosen, label, classOf, outputs);
  return {
    ...{ rows: n, features: kept.length, outputs, constant: places.length - kept.length },
    ...(classes && { classes }),
    repeated: repeatedRows(data, chosen, [...from, label]),
    inputs(row, target, at) {
      const start = chosen[row] * columns;
      for (let k = 0; k < from.length; k++) target[at + k] = (values[start + from[k]] - origin[k]) * factor[k];
    },
    labels(row, target, at) {
      for (let c = 0; c < outputs; c++) target[at + c] = -centre[c];
      if (classOf) target[at + classOf[row]] += 1;
      else target[at] += values[chosen[row] * columns + label];
    },
  };
}

function momentsOf(data: Dataset, chosen: Uint32Array, places: number[]) {
  const { values, columns } = data;
  const n = chosen.length;
  const first = Float64Array.from(places, (j) => values[chosen[0] * columns + j]);
  const [sums, squares] = [new Float64Array(places.length), new Float64Array(places.length)];
  for (const row of chosen)
    for (let k = 0; k < places.length; k++) {
      const value = values[row * columns + places[k]];
      refuseHuge(value, data, row, places[k]);
      sums[k] += value - first[k];
      squares[k] += squared(value - first[k]);
    }
  return {
    means: first.map((one, k) => one + sums[k] / n),
    variances: squares.map((square, k) => Math.max(0, (square - squared(sums[k]) / n) / n)),
  };
}

function refuseHuge(value: number, data: Dataset, row: number, column: number): void {
  if (Math.abs(value) > 1e100)
    throw new BadInput(
      `${place(data, row, column)}: found ${value}, whose square is beyond double precision; give values below 1e100`,
    );
}

function labelMeans(
  data: Dataset,
  chosen: Uint32Array,
  label: number,
  classOf: Int32Array | undefined,
  outputs: number,
): Float64Array {
  const { values, columns, name } = data;
  const means = new Float64Array(outputs);
  const at = (row: number) => values[chosen[row] * columns + label];
  for (let i = 0; i < chosen.length; i++) {
    if (!classOf) refuseHuge(at(i), data, chosen[i], label);
    means[classOf ? classOf[i] : 0] += (classOf ? 1 : at(i)) / chosen.length;
  }
  const isConstant = classOf ? outputs === 1 : chosen.every((_, i) => at(i) === at(0));
  if (isConstant)
    throw new BadInput(
      `the labels of ${name} are all equal, so there is nothing to learn; choose another column with label=…, or other rows`,
    );
  return means;
}

/** By a hash of the cells: enough to say how many there are. */
function repeatedRows({ values, columns, texts }: Dataset, chosen: Uint32Array, used: number[]): number {
  const coded = new Map(texts?.map(({ column, codes }) => [column, codes]));
  const cell = new Float64Array(1);
  const bits = new Uint32Array(cell.buffer);
  const seen = new Set<number>();
  for (const row of chosen) {
    let [low, high] = [0x811c9dc5, 0x1234567];
    for (const j of used) {
      const code = coded.get(j)?.[row] ?? -1;
      cell[0] = code >= 0 ? code : values[row * columns + j];
      low = Math.imul(low ^ bits[0], 0x01000193) ^ (low >>> 15);
      high = Math.imul(high ^ bits[1] ^ low, 0x85ebca6b) ^ (high >>> 13);
    }
    seen.add((low >>> 0) * 2 ** 21 + ((high >>> 0) & 0x1fffff));
  }
  return chosen.length - seen.size;
}
