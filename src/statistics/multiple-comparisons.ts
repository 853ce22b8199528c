import { OutOfRange } from '../numeric/errors.ts';

/**
 * Adjusted p values, in the order given: rejecting where the adjusted value is at most alpha keeps
 * the family's error rate. All throw OutOfRange for a p value outside [0, 1].
 */

/** Familywise error under any dependence; the plainest. */
export function bonferroni(pValues: ArrayLike<number>): Float64Array {
  return Float64Array.from(checked(pValues), (p) => Math.min(1, p * pValues.length));
}

/**
 * Familywise error under any dependence, and never less powerful than Bonferroni (Holm 1979).
 * `family` counts the comparisons when only some of their p values are given, the others being no
 * smaller.
 */
export function holm(pValues: ArrayLike<number>, family = pValues.length): Float64Array {
  const p = checked(pValues);
  const adjusted = new Float64Array(p.length);
  let largest = 0;
  ascending(p).forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, p[index]! * (family - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/** False discovery rate under independence or positive dependence (Benjamini & Hochberg 1995). */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const p = checked(pValues);
  const adjusted = new Float64Array(p.length);
  let smallest = 1;
  const order = ascending(p);
  for (let rank = p.length; rank >= 1; rank--) {
    const index = order[rank - 1]!;
    smallest = Math.min(smallest, p[index]! * (p.length / rank));
    adjusted[index] = smallest;
  }
  return adjusted;
}

function checked(pValues: ArrayLike<number>): Float64Array {
  return Float64Array.from(pValues, (p) => {
    if (!(p >= 0 && p <= 1)) throw new OutOfRange('p value', p, 'between 0 and 1');
    return p;
  });
}

function ascending(p: Float64Array): number[] {
  return Array.from(p.keys()).sort((i, j) => p[i]! - p[j]!);
}
