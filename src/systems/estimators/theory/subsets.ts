// Moments over the subsets of n of M rows, each as likely as any other: exact, whatever the rows
// are.

/**
 * A symmetric function of two rows, taken apart over all pairs of different ones into its mean,
 * what each row adds to it, and the rest (Hoeffding): h_ij = mean + g_i + g_j + e_ij with Σ g = 0
 * and Σ_j e_ij = 0.
 */
export interface Pairs {
  rows: number;
  /** One for each function. */
  means: number[];
  /** g_i. */
  leans: Float64Array[];
  /** Σ_{i≠j} e_ij e′_ij of any two of the functions. */
  rests: number[][];
}

/**
 * Of `functions` functions of pairs of M ≥ 4 rows, which `kernel(i, j, into)` writes.
 */
export function pairsOf(
  rows: number,
  functions: number,
  kernel: (i: number, j: number, into: Float64Array) => void,
): Pairs {
  const all = Array.from({ length: functions }, (_, a) => a);
  const sums = all.map(() => new Float64Array(rows));
  const products = all.map(() => all.map(() => 0));
  const h = new Float64Array(functions);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      kernel(i, j, h);
      for (let a = 0; a < functions; a++) {
        sums[a][i] += h[a];
        sums[a][j] += h[a];
        for (let b = 0; b <= a; b++) products[a][b] += 2 * h[a] * h[b];
      }
    }
  const pairs = rows * (rows - 1);
  const means = sums.map((one) => total(one) / pairs);
  const leans = sums.map((one, a) => one.map((sum) => (sum - (rows - 1) * means[a]) / (rows - 2)));
  const rests = all.map((a) =>
    all.map((b) => {
      const whole = products[Math.max(a, b)][Math.min(a, b)];
      return whole - pairs * means[a] * means[b] - 2 * (rows - 2) * product(leans[a], leans[b]);
    }),
  );
  return { rows, means, leans, rests };
}

/** Σ_{i≠j} c h_ij + Σ_i l_i over the rows of a subset, h the function `of` of `Pairs`. */
export interface SubsetSum {
  of: number;
  factor: number;
  own?: Float64Array;
}

export function sumMean({ rows, means }: Pairs, { of, factor, own }: SubsetSum, n: number): number {
  return n * (n - 1) * factor * means[of] + (own ? (n * total(own)) / rows : 0);
}

/**
 * Cov of two such sums over a subset of n:
 *
 *     n(M − n)/M(M − 1) Σ (2(n − 1)c g_i + l_i − l̄)(…)′
 *       + 2cc′ n(n − 1)(M − n)(M − n − 1)/M(M − 1)(M − 2)(M − 3) Σ e_ij e′_ij.
 */
export function sumCovariance(pairs: Pairs, one: SubsetSum, other: SubsetSum, n: number): number {
  const M = pairs.rows;
  const lean = ({ of, factor, own }: SubsetSum) => {
    const mean = own ? total(own) / M : 0;
    return pairs.leans[of].map((g, i) => 2 * (n - 1) * factor * g + (own ? own[i] - mean : 0));
  };
  const ofRows = (n * (M - n)) / (M * (M - 1));
  const ofPairs = ((n * (n - 1)) / (M * (M - 1))) * (((M - n) * (M - n - 1)) / ((M - 2) * (M - 3)));
  return (
    ofRows * product(lean(one), lean(other)) + 2 * one.factor * other.factor * ofPairs * pairs.rests[one.of][other.of]
  );
}

/** Mean, variance and third cumulant of the mean over a subset of n of these M > 2 numbers. */
export function subsetMean(values: Float64Array, n: number): { mean: number; variance: number; third: number } {
  const M = values.length;
  const mean = total(values) / M;
  const central = values.map((one) => one - mean);
  const second = product(central, central) / M;
  const third = product(
    central.map((one) => one * one),
    central,
  );
  return {
    mean,
    variance: (second / n) * ((M - n) / (M - 1)),
    third: (third / M) * (((M - n) * (M - 2 * n)) / (n * n * (M - 1) * (M - 2))),
  };
}

/**
 * The probability that the o-th smallest of n ranks drawn from 1 … M is a, for a = o, o + 1, …:
 * C(a − 1, o − 1)C(M − a, n − o)/C(M, n). They sum to 1.
 */
export function rankWeights(M: number, n: number, o: number): Float64Array {
  const weights = new Float64Array(M - n + 1).fill(1);
  // From the largest on, both ways, so that none overflows.
  const ratio = (a: number) => (a / (a - o + 1)) * ((M - a - (n - o)) / (M - a));
  let top = 0;
  while (top + 1 < weights.length && ratio(o + top) > 1) top++;
  for (let at = top + 1; at < weights.length; at++) weights[at] = weights[at - 1] * ratio(o + at - 1);
  for (let at = top - 1; at >= 0; at--) weights[at] = weights[at + 1] / ratio(o + at);
  const sum = total(weights);
  return weights.map((one) => one / sum);
}

function total(values: Float64Array): number {
  return values.reduce((sum, one) => sum + one, 0);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
