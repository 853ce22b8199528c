import type { Network } from '../../../networks/network.ts';
import { squared } from '../../../numeric/special.ts';
import type { ConservationProblem } from '../problem.ts';

/**
 * What the parameters of a network are now: every balance, and every sum that a softmax ignores.
 */
export function readBalances(
  network: Network,
  { parameters, blocks }: ConservationProblem,
): { balances: Float64Array; translations: Float64Array } {
  const arrays = network.parameters.map(({ value }) => value.values as Float64Array);
  const { network: kind, hidden: h, loss, inputs, depth } = parameters;
  const balances: number[] = [];
  const translations: number[] = [];
  if (kind === 'attention') {
    const [weights, biases, out] = arrays;
    const rows = rowsOf(weights, inputs).map((row, i) => Float64Array.of(...row, biases[i]));
    const columns = columnsOf(out, h);
    for (let i = 0; i < h; i++)
      for (let j = 0; j < h; j++) {
        balances.push(inner(rows[i], rows[j]) - inner(rows[h + i], rows[h + j]));
        balances.push(inner(rows[2 * h + i], rows[2 * h + j]) - inner(columns[i], columns[j]));
      }
    translations.push(...biases.subarray(h, 2 * h));
  } else {
    const perLayer = (arrays.length - (kind === 'linear' ? 1 : 2)) / depth;
    for (let l = 0; l < depth; l++) {
      const [weights, biases, gains, shifts] = arrays.slice(l * perLayer, (l + 1) * perLayer);
      const fanIn = l === 0 ? inputs : h;
      const rows = rowsOf(weights, fanIn);
      const columns = columnsOf(arrays[(l + 1) * perLayer], h);
      if (kind === 'layer-norm') {
        balances.push(inner(weights, weights) + inner(biases, biases));
        translations.push(...columnSums(weights, fanIn), ...columnSums(biases, 1));
      }
      for (let i = 0; i < h; i++)
        if (kind === 'linear')
          for (let j = 0; j < h; j++) balances.push(inner(rows[i], rows[j]) - inner(columns[i], columns[j]));
        else {
          const ingoing =
            kind === 'relu' ? inner(rows[i], rows[i]) + squared(biases[i]) : squared(gains[i]) + squared(shifts[i]);
          balances.push(ingoing - inner(columns[i], columns[i]));
        }
    }
  }
  if (loss === 'cross-entropy') {
    const last = blocks.findLastIndex(({ name }) => name === 'weights');
    const { columns } = blocks[last];
    translations.push(...columnSums(arrays[last], columns));
    if (last + 1 < arrays.length) translations.push(...columnSums(arrays[last + 1], 1));
  }
  return { balances: Float64Array.from(balances), translations: Float64Array.from(translations) };
}

function rowsOf(matrix: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: matrix.length / width }, (_, i) => matrix.subarray(i * width, (i + 1) * width));
}

function columnsOf(matrix: Float64Array, width: number): Float64Array[] {
  const columns = Array.from({ length: width }, () => new Float64Array(matrix.length / width));
  matrix.forEach((value, i) => {
    columns[i % width][Math.floor(i / width)] = value;
  });
  return columns;
}

/** Of a row-major matrix; of a vector, taken as a column, its sum. */
function columnSums(values: Float64Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  values.forEach((value, i) => {
    sums[i % columns] += value;
  });
  return sums;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
