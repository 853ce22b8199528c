import { NoSolution } from '../../../numeric/errors.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import { brent } from '../../../numeric/roots.ts';
import type { BinaryTeacher } from './binary-labels.ts';
import { capacity, overAlignedFields, positiveSquare } from './separability.ts';

/**
 * The largest k with y x·w ≥ k for all samples and a unit vector w, and w’s cosine to the teacher.
 */
export interface LargestMargin {
  margin: number;
  cosine: number;
}

/**
 * For equal directions: k = max_s k(s) with α E(k − s y u/√ρ − √(1 − s²) Z)₊² = 1 − s². The cosine
 * is where a maximum lies, and known to the root of rounding. Throws `NoSolution` where data are
 * not separable. Source: Gardner 1988; Montanari, Ruan, Sohn & Yan 2019 (1911.01544).
 */
export function largestMargin(teacher: BinaryTeacher, alpha: number): LargestMargin {
  const most = capacity(teacher).alpha;
  if (!(alpha < most)) throw new NoSolution(`α = ${alpha} samples a direction are not separable: α_c = ${most}`);
  const marginAt = (s: number) => {
    const side = Math.sqrt(1 - s * s);
    const excess = (k: number) => {
      let sum = 0;
      overAlignedFields(teacher, 1, [k / s].filter(Number.isFinite), (u, weight) => {
        sum += weight * positiveSquare((k - s * u) / side);
      });
      // (k − su − side·Z)₊² = side² (a + Z)₊².
      return alpha * sum - 1;
    };
    let [low, high] = [-1, 1];
    while (excess(low) > 0) low *= 2;
    while (excess(high) < 0) high *= 2;
    return brent(excess, low, high, 1e-14);
  };
  const { at, value } = leastOnRange((s) => -marginAt(s), [0, 1 - 1e-9], 24);
  return { margin: -value, cosine: at };
}
