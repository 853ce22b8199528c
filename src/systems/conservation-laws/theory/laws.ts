/**
 * Noether's theorem for training: if θ → e^{εS}θ with a symmetric S leaves the loss alone, then
 * θᵀS∇L = 0 everywhere, and gradient flow conserves Q(θ) = θᵀSθ (Kunin et al. 2021, arXiv
 * 2012.04728; Marcotte et al. 2023, arXiv 2307.00144).
 *
 * A balance is one Q, or a whole matrix of them: a sum of terms ±WWᵀ (`rows`) or ±WᵀW (`columns`)
 * of blocks, of which all counts, the diagonal, or the trace.
 */
export interface Balance {
  counts: 'matrix' | 'diagonal' | 'trace';
  terms: Term[];
}

export interface Term {
  sign: 1 | -1;
  side: 'rows' | 'columns';
  /** Which block of parameters, counted from 0. */
  block: number;
  /** The first of the block's rows (or columns, of a 1 × n block) that are meant, and how many. */
  from?: number;
  count?: number;
}

/** The parameters of a network, block by block: rows × columns, row-major. */
export type Blocks = { rows: number; columns: number; value: Float64Array }[];

/**
 * The bilinear form Q(θ, φ) of all balances, one after the other: symmetric in both, and Q(θ) where
 * they are the same.
 */
export function balancesOf(balances: readonly Balance[], theta: Blocks, phi: Blocks = theta): Float64Array {
  return Float64Array.from(balances.flatMap((balance) => [...balanceOf(balance, theta, phi)]));
}

function balanceOf({ counts, terms }: Balance, theta: Blocks, phi: Blocks): Float64Array {
  let sum: Float64Array | undefined;
  let size = 0;
  for (const term of terms) {
    const [a, b] = [vectorsOf(term, theta), vectorsOf(term, phi)];
    size = a.length;
    sum ??= new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++)
        if (counts === 'matrix' || i === j) sum[i * size + j] += (term.sign * (dot(a[i], b[j]) + dot(b[i], a[j]))) / 2;
  }
  const all = sum!;
  if (counts === 'matrix') return all;
  const diagonal = Float64Array.from({ length: size }, (_, i) => all[i * size + i]);
  return counts === 'diagonal' ? diagonal : Float64Array.of(diagonal.reduce((total, one) => total + one, 0));
}

/** The rows or the columns of a block that a term speaks of. */
function vectorsOf({ side, block, from = 0, count }: Term, blocks: Blocks): Float64Array[] {
  const { rows, columns, value } = blocks[block];
  const row = (i: number) => value.subarray(i * columns, (i + 1) * columns);
  const column = (j: number) => Float64Array.from({ length: rows }, (_, i) => value[i * columns + j]);
  const total = count ?? (side === 'rows' ? rows : columns);
  return Array.from({ length: total }, (_, i) => (side === 'rows' ? row(from + i) : column(from + i)));
}

/** Of a matrix of balances, as of a vector: the root of the sum of squares. */
export function sizeOf(balances: Float64Array): number {
  return Math.sqrt(dot(balances, balances));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * What a loss does not see when it is added to some parameters alike: the sum of the rows of a
 * block (softmax), or some of its numbers themselves (biases of keys). Linear in the parameters, so
 * that a gradient has none of it.
 */
export type Translation = { block: number; of: 'column sums' | 'sum' } | { block: number; from: number; count: number };

export function translationsOf(translations: readonly Translation[], blocks: Blocks): Float64Array {
  const values = translations.flatMap((translation) => {
    const { rows, columns, value } = blocks[translation.block];
    if ('from' in translation) return [...value.subarray(translation.from, translation.from + translation.count)];
    if (translation.of === 'sum') return [value.reduce((sum, one) => sum + one, 0)];
    return Array.from({ length: columns }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += value[i * columns + j];
      return sum;
    });
  });
  return Float64Array.from(values);
}
