import { exp, log } from '../numeric/special.ts';
import type { Network } from './network.ts';

export interface ContextOptions {
  vocabulary: number;
  /** Of the windows that the network takes: the longest context. */
  length: number;
  check?: () => void;
}

/** Stretches of a sequence, and tokens in each that are predicted. */
const BLOCKS = 16;
const TARGETS = 48;
/** Fewer stretches tell nothing of their scatter. */
const FEWEST = 5;

/** Windows that these losses take, at most. */
export function contextWindows(length: number): number {
  return BLOCKS * (length + TARGETS - 1);
}

/**
 * What one and the same tokens cost a network, in nats, given 1, 2, … `length` tokens before them:
 * means over each of some stretches of the sequence, stretches × length. Every context has a window
 * of its own that ends where the token begins, so that differences between contexts are of the
 * same tokens. Undefined for a sequence too short for that.
 */
export function contextLosses(
  network: Network,
  ids: Int32Array,
  { vocabulary, length, check }: ContextOptions,
): Float64Array[] | undefined {
  const { heap } = network.engine;
  const windows = length + TARGETS - 1;
  const stretch = length + TARGETS;
  const blocks = Math.min(BLOCKS, Math.floor(ids.length / stretch));
  if (blocks < FEWEST) return undefined;
  return Array.from({ length: blocks }, (_, b) => {
    check?.();
    const from = Math.floor((b * (ids.length - stretch)) / (blocks - 1));
    return heap.scope(() => {
      const inputs = heap.matrix(windows, length, 'f32');
      for (let w = 0; w < windows; w++)
        for (let t = 0; t < length; t++) inputs.values[w * length + t] = ids[Math.min(from + w + t, ids.length - 1)];
      const logits = network.predict(inputs, 32).values;
      // The token at from + length + j, by the window that begins n before it.
      return Float64Array.from({ length }, (_, k) => {
        let sum = 0;
        for (let j = 0; j < TARGETS; j++) {
          const n = k + 1;
          const at = ((length + j - n) * length + n - 1) * vocabulary;
          sum += cost(logits, at, vocabulary, ids[from + length + j]);
        }
        return sum / TARGETS;
      });
    });
  });
}

/** −ln of the softmax of these logits at one token. */
function cost(logits: ArrayLike<number>, at: number, vocabulary: number, token: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < vocabulary; v++) most = Math.max(most, logits[at + v]);
  let sum = 0;
  for (let v = 0; v < vocabulary; v++) sum += exp(logits[at + v] - most);
  return most + log(sum) - logits[at + token];
}
