import { layOut, type Model } from '../../../networks/model.ts';
import type { Network } from '../../../networks/network.ts';
import { attention } from '../../../networks/operations/attention.ts';
import { lastToken } from '../../../networks/operations/last-token.ts';
import { linear } from '../../../networks/operations/linear.ts';
import { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';

export interface ContextShape {
  dimension: number;
  /** l, examples before the query. */
  length: number;
}

/**
 * A layer of attention whose tokens are (x_i, y_i), the last one (x, 0), with a row of weights each
 * for all of a token’s queries, keys and values: what the query’s token becomes is read out as one
 * number. Nothing keeps inputs and labels apart, and whether keys look at labels or values at
 * inputs is left to training. A row of the inputs is a whole context.
 */
export function contextNetwork({ dimension: d, length: l }: ContextShape, weights: 'linear' | 'softmax'): Model {
  const [token, tokens] = [d + 1, l + 1];
  const width = HEADS * token;
  const block = (name: string, rows: number, columns: number, fanIn: number) =>
    ({
      ...({ name, rows, columns, role: 'hidden', mean: 0, multiplier: 1, rates: { sgd: 1, adam: 1 } } as const),
      deviation: START / Math.sqrt(fanIn),
    }) as const;
  const { blocks, size } = layOut([
    block('queries, keys and values', 3 * width, token, token),
    block('read-out', 1, width, width),
  ]);
  // Sums over examples become means, as of unit inputs; or scores of 1 of unit keys.
  const scale = weights === 'linear' ? d / l : Math.sqrt(d);
  return {
    blocks,
    size,
    inputs: tokens * token,
    outputs: 1,
    rowsPerSample: 1,
    build(engine, [mixing, readOut], inputs) {
      const { heap, address, dtype, rows } = inputs.value;
      const each = { value: new Matrix(heap, address, rows * tokens, token, dtype) };
      const mixed = linear(engine, each, mixing);
      const attended = attention(mixed.output, { length: tokens, heads: HEADS, scale, weights });
      const last = lastToken(attended.output, tokens);
      const answer = linear(engine, last.output, readOut);
      const operations = [mixed, attended, last, answer];
      return { operations, outputs: answer.output, preActivations: [], features: [], rowsAreSamples: false };
    },
  };
}

const HEADS = 2;
/** Deviation of the weights at first, of what keeps the length of vectors: answers begin small. */
const START = 0.6;

/**
 * A random start without signs to unlearn: of two heads queries begin as the keys and as their
 * opposite, and the read-out as what values make of labels and as its opposite, so that like
 * examples count for the query. From any start some trainings stay long beside saddles where a
 * direction counts with the wrong sign.
 */
export function initialise(network: Network, random: Random): void {
  network.initialise(random);
  const [{ value: mixing }, { value: readOut }] = network.parameters;
  const [token, width] = [mixing.columns, readOut.columns];
  const signOf = (unit: number) => (Math.floor(unit / token) % 2 === 0 ? 1 : -1);
  for (let unit = 0; unit < width; unit++) {
    const [query, key, value] = [unit, width + unit, 2 * width + unit].map((row) => row * token);
    for (let j = 0; j < token; j++) mixing.values[query + j] = signOf(unit) * mixing.values[key + j];
    readOut.values[unit] = signOf(unit) * mixing.values[value + token - 1];
  }
}
