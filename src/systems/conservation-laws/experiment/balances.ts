import type { Network } from '../../../networks/network.ts';
import type { ConservationProblem } from '../problem.ts';

/**
 * What the parameters of a network are now: every balance, and every sum that a softmax ignores.
 */
export function readBalances(
  network: Network,
  { parameters, blocks }: ConservationProblem,
): { balances: Float64Array; translations: Float64Array } {
  const arrays = network.parameters.map(({ value }) => value.values as Float64Array);
  const { network: kind, hidden: h, loss, inputs, outputs, depth } = parameters;
  const balances: number[] = [];
  const translations: number[] = [];
  if (kind === 'attention') {
    const [weights, biases, out] = arrays;
    const row = (i: number) => [...weights.subarray(i * inputs, (i + 1) * inputs), biases[i]];
    const column = (j: number) => Array.from({ length: outputs }, (_, o) => out[o * h + j]);
    for (let i = 0; i < h; i++)
      for (let j = 0; j < h; j++) {
        balances.push(inner(row(i), row(j)) - inner(row(h + i), row(h + j)));
        balances.push(inner(row(2 * h + i), row(2 * h + j)) - inner(column(i), column(j)));
      }
    translations.push(...biases.subarray(h, 2 * h));
  } else {
    const perLayer = (arrays.length - (kind === 'linear' ? 1 : 2)) / depth;
    for (let l = 0; l < depth; l++) {
      const [weights, biases, gains, shifts] = arrays.slice(l * perLayer, (l + 1) * perLayer);
      const next = arrays[(l + 1) * perLayer];
      const fanIn = l === 0 ? inputs : h;
      const fanOut = next.length / h;
      const row = (i: number) => weights.subarray(i * fanIn, (i + 1) * fanIn);
      const column = (j: number) => Float64Array.from({ length: fanOut }, (_, o) => next[o * h + j]);
      if (kind === 'layer-norm') {
        balances.push(inner(weights, weights) + inner(biases, biases));
        translations.push(...columnSums(weights, fanIn), ...columnSums(biases, 1));
      }
      for (let i = 0; i < h; i++)
        if (kind === 'linear')
          for (let j = 0; j < h; j++) balances.push(inner(row(i), row(j)) - inner(column(i), column(j)));
        else {
          const ingoing = kind === 'relu' ? inner(row(i), row(i)) + biases[i] ** 2 : gains[i] ** 2 + shifts[i] ** 2;
          balances.push(ingoing - inner(column(i), column(i)));
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

/** Of a row-major matrix; of a vector, taken as a column, its sum. */
function columnSums(values: Float64Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  values.forEach((value, i) => {
    sums[i % columns] += value;
  });
  return sums;
}

function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
