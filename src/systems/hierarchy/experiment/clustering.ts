import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import type { HierarchyParameters } from '../parameters.ts';
import { clusterPoints, type Points } from './k-means.ts';
import type { Data } from './rules.ts';

/** Directions kept beyond as many as there are symbols. */
const SPARE = 4;

/**
 * A learner that works level by level, and its share of right answers on the test data. At each
 * level it counts how often each tuple comes with each class at each place, takes tuples whose
 * counts are alike for synonyms, and writes one symbol for all of them; at the end it answers each
 * tuple that is left with its commonest class. Tuples that it has not seen get a symbol, or a
 * class, by chance.
 */
export function clusteringAccuracy(
  { symbols: v, classes, tuple: s, levels }: HierarchyParameters,
  train: Data,
  test: Data,
  engine: Engine,
  random: Random,
): number {
  let [known, asked]: [ArrayLike<number>, ArrayLike<number>] = [train.sentences, test.sentences];
  const chance = random.stream('unseen');
  for (let level = 1; level < levels; level++) {
    const codes = tupleCodes(known, v, s);
    const { names, rows } = countRows(codes, train, classes);
    const labels = clusterPoints(leadingDirections(rows, v + SPARE, engine), v, random.stream('restarts', level));
    const rename = (code: number) => {
      const row = names.get(code);
      return row === undefined ? Math.floor(chance.uniform() * v) : labels[row];
    };
    [known, asked] = [codes.map(rename), tupleCodes(asked, v, s).map(rename)];
  }
  const { names, rows } = countRows(tupleCodes(known, v, s), train, classes);
  let right = 0;
  tupleCodes(asked, v, s).forEach((code, i) => {
    const row = names.get(code);
    const answer = row === undefined ? Math.floor(chance.uniform() * classes) : largest(rows[row]);
    if (answer === test.classes[i]) right++;
  });
  return right / test.count;
}

/** Each s symbols as one number. */
function tupleCodes(symbols: ArrayLike<number>, v: number, s: number): Int32Array {
  const codes = new Int32Array(symbols.length / s);
  for (let i = 0; i < symbols.length; i++) codes[Math.floor(i / s)] = codes[Math.floor(i / s)] * v + symbols[i];
  return codes;
}

/** Which row each tuple that occurs has, and how often it comes at (place, class). */
function countRows(codes: Int32Array, { count, classes: labels }: Data, classes: number) {
  const places = codes.length / count;
  const names = new Map<number, number>();
  const rows: Float64Array[] = [];
  codes.forEach((code, i) => {
    let row = names.get(code);
    if (row === undefined) {
      row = rows.length;
      names.set(code, row);
      rows.push(new Float64Array(places * classes));
    }
    rows[row][(i % places) * classes + labels[Math.floor(i / places)]]++;
  });
  return { names, rows };
}

/** The rows less their mean, in their leading principal directions. */
function leadingDirections(rows: Float64Array[], most: number, engine: Engine): Points {
  const { heap } = engine;
  return heap.scope(() => {
    const [count, width] = [rows.length, rows[0].length];
    const centred = heap.matrix(count, width);
    for (let j = 0; j < width; j++) {
      const mean = rows.reduce((sum, row) => sum + row[j], 0) / count;
      rows.forEach((row, i) => {
        centred.values[i * width + j] = row[j] - mean;
      });
    }
    const gram = heap.matrix(count, count);
    engine.syrk({ a: centred, c: gram });
    const eigenvalues = engine.eigh(gram, { vectors: true });
    const size = Math.min(most, count);
    const values = Float64Array.from({ length: count * size }, (_, k) => {
      const mode = count - 1 - (k % size);
      return Math.sqrt(Math.max(0, eigenvalues[mode])) * gram.values[mode * count + Math.floor(k / size)];
    });
    return { count, size, values };
  });
}

function largest(counts: Float64Array): number {
  return counts.indexOf(Math.max(...counts));
}
