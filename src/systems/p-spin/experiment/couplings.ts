import type { Engine } from '../../../numeric/engine.ts';
import { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { ascendingTuples, countOf, rankOf } from './tuples.ts';

/**
 * A symmetric tensor of p indices: the mean over all orders of the indices of G, whose N^p entries
 * are independent and normal, of variance 1. A row for each ascending tuple of p − 1 indices, a
 * column for each value of the last; float32, on the heap.
 *
 * An entry whose indices stand in k different orders is a mean of k numbers of G: it is drawn once,
 * with variance 1/k.
 */
export function drawCouplings(p: number, N: number, random: Random, engine: Engine): Matrix {
  const { heap } = engine;
  const tensor = heap.matrix(countOf(N, p - 1), N, 'f32');
  const S = tensor.values;
  ascendingTuples(N, p - 1, (indices, row) => {
    const last = indices[p - 2];
    // The last index from the largest on is drawn; below it, the row where the two have changed
    // places has the entry already.
    random.fillNormal(new Matrix(heap, tensor.address + 4 * (row * N + last), N - last, 1, 'f32'));
    S[row * N + last] *= 1 / Math.sqrt(ordersOf(indices, last));
    const spread = 1 / Math.sqrt(ordersOf(indices, N));
    for (let i = last + 1; i < N; i++) S[row * N + i] *= spread;
    for (let i = 0; i < last; i++) S[row * N + i] = S[rankWithLastReplaced(indices, i) * N + last];
  });
  return tensor;
}

/** The rank of the ascending tuple with its last index replaced by a smaller one. */
function rankWithLastReplaced(indices: Int32Array, by: number): number {
  const { length } = indices;
  const last = indices[length - 1];
  let at = length - 1;
  for (; at > 0 && indices[at - 1] > by; at--) indices[at] = indices[at - 1];
  indices[at] = by;
  const rank = rankOf(indices);
  for (; at < length - 1; at++) indices[at] = indices[at + 1];
  indices[length - 1] = last;
  return rank;
}

/** In how many different orders an ascending tuple and one more index, not below it, can stand. */
function ordersOf(indices: Int32Array, more: number): number {
  let orders = 1;
  let alike = 0;
  for (let i = 0; i <= indices.length; i++) {
    const index = i < indices.length ? indices[i] : more;
    alike = i > 0 && indices[i - 1] === index ? alike + 1 : 1;
    orders *= (i + 1) / alike;
  }
  return orders;
}
