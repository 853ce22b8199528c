import { OutOfRange } from '../numeric/errors.ts';
import { inner } from '../numeric/small-systems.ts';
import { squared } from '../numeric/special.ts';

/**
 * Covariances of symbols at a distance, C_ab(t) = P(X_i = a, X_{i+t} = b) − P(a) P(b), by blocks of
 * the sequence: all that norms, their errors and resamples need are the inner products ⟨C_i, C_j⟩
 * of the blocks.
 */
export interface LaggedCovariance {
  distances: readonly number[];
  blocks: number;
  /** Of each distance, ⟨C_i(t), C_j(t)⟩ (Frobenius) as blocks × blocks. */
  products: Float64Array[];
}

export interface LaggedOptions {
  distances: readonly number[];
  blocks: number;
  /** Called often; may throw, to give up. */
  check?: () => void;
  /** From 0 to 1. */
  progress?: (fraction: number) => void;
}

/**
 * Of a sequence of whole numbers below `vocabulary`. A pair belongs to the block of its first
 * symbol; P(a) is that of the whole sequence. Throws `OutOfRange` for blocks shorter than twice the
 * longest distance.
 */
export function laggedCovariance(
  ids: Int32Array,
  vocabulary: number,
  { distances, blocks, check, progress }: LaggedOptions,
): LaggedCovariance {
  const size = Math.floor(ids.length / blocks);
  const longest = Math.max(...distances);
  if (!(size >= 2 * longest))
    throw new OutOfRange('the longest distance', longest, `at most half a block of ${size} symbols`);
  const shares = sharesOf(ids, vocabulary);
  const covariances = Array.from({ length: blocks }, () => new Float64Array(vocabulary * vocabulary));
  const products = distances.map((t, k) => {
    progress?.(k / distances.length);
    for (let block = 0; block < blocks; block++) {
      check?.();
      const end = Math.min((block + 1) * size, ids.length - t);
      covarianceAt(ids, t, [block * size, end], shares, covariances[block]);
    }
    return innerProducts(covariances, check);
  });
  return { distances, blocks, products };
}

function sharesOf(ids: Int32Array, vocabulary: number): Float64Array {
  const share = new Float64Array(vocabulary);
  for (const id of ids) share[id]++;
  return share.map((count) => count / ids.length);
}

/**
 * The mean of (e_{X_i} − P)(e_{X_{i+t}} − P)ᵀ over a block. That the block's own shares a and b
 * differ from P then enters in second order alone.
 */
function covarianceAt(
  ids: Int32Array,
  t: number,
  [begin, end]: readonly [number, number],
  shares: Float64Array,
  covariance: Float64Array,
): void {
  const vocabulary = shares.length;
  const first = sharesOf(ids.subarray(begin, end), vocabulary);
  const second = sharesOf(ids.subarray(begin + t, end + t), vocabulary);
  covariance.fill(0);
  const one = 1 / (end - begin);
  for (let i = begin; i < end; i++) covariance[ids[i] * vocabulary + ids[i + t]] += one;
  for (let a = 0; a < vocabulary; a++)
    for (let b = 0; b < vocabulary; b++)
      covariance[a * vocabulary + b] -= first[a] * shares[b] + shares[a] * (second[b] - shares[b]);
}

/** So many numbers of each block at a time stay in the cache. */
const TILE = 1024;

function innerProducts(rows: readonly Float64Array[], check?: () => void): Float64Array {
  const products = new Float64Array(squared(rows.length));
  for (let from = 0; from < rows[0].length; from += TILE) {
    check?.();
    const tiles = rows.map((row) => row.subarray(from, from + TILE));
    for (let i = 0; i < rows.length; i++)
      for (let j = 0; j <= i; j++) products[i * rows.length + j] += inner(tiles[i], tiles[j]);
  }
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < i; j++) products[j * rows.length + i] = products[i * rows.length + j];
  return products;
}

/**
 * ‖C(t)‖² (Frobenius) of blocks that count so many times each: the mean of ⟨C_i, C_j⟩ over pairs of
 * different blocks. Counting noise of different blocks is independent, and so no floor is left to
 * subtract. Left is what the sequence's own shares differ from their expectations by, in squares:
 * of the order of Σ_s C(s) over its length in C. It may come out negative where there is no signal.
 */
export function squaredNorm(products: Float64Array, counts: ArrayLike<number>): number {
  const blocks = counts.length;
  let [sum, weight] = [0, 0];
  for (let i = 0; i < blocks; i++)
    for (let j = 0; j < i; j++) {
      const both = counts[i] * counts[j];
      sum += both * products[i * blocks + j];
      weight += both;
    }
  return weight > 0 ? sum / weight : Number.NaN;
}

/** How often each of so many blocks is drawn, in as many draws with replacement. */
export function drawBlocks(blocks: number, uniform: () => number): Int32Array {
  const counts = new Int32Array(blocks);
  for (let i = 0; i < blocks; i++) counts[Math.floor(uniform() * blocks)]++;
  return counts;
}
