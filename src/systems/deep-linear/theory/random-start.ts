import { exp, log, squared } from '../../../numeric/special.ts';
import { type Course, twoLayerCourse } from './descent.ts';
import { flowParts, type ModeParts, timeToReach } from './flow.ts';

// Small Gaussian weights, variance ε² each. Mode k is a pair of vectors u = W₁v_k, v = W₂ᵀu_k of
// ℝ^h; its growing part P = |u + v|²/4 = (ε²/2) χ² decides when it is learned, and its mean over
// initialisations is an integral over the law of χ².
//
// A mode learned before takes one direction of the hidden space away from those still to come: it
// holds |ĉ·u| at zero along its own hidden direction ĉ. So χ² has h − Σ_j<k a_j/s_j degrees of
// freedom, h at first and h − k + 1 for mode k once the stronger ones are learned (the pivots of a
// Wishart matrix in Bartlett's decomposition).

export interface RandomStart {
  hidden: number;
  /** Mean initial strength a₀ = hε²/2 of each mode's growing part. */
  a0: number;
  /** Singular values of the teacher, descending. */
  s: Float64Array;
  eta: number;
  /** Ascending step counts; times are η times these. */
  at: Int32Array;
  dynamics: 'descent' | 'flow';
  /** Whether to go on until all modes are half learned; else half times may be NaN. */
  waits?: boolean;
}

export interface RandomCourse {
  /** Mean strength of each mode at each step. */
  strengths: Float64Array[];
  /** Mean of (s_k − a_k)². */
  squares: Float64Array[];
  halfTimes: Float64Array;
  /** Degrees of freedom that the learned modes leave at each step. */
  free: Float64Array;
}

/** What the integrals over χ² promise, relative. */
export const randomStartPromise = 1e-8;

/**
 * Means over small Gaussian initialisations, to leading order in a₀/s and for strengths that are
 * some way apart (then the stronger mode is learned before the weaker one grows). The decaying part
 * is of order a₀ and dies out at once: its mean stands for it.
 */
export function randomStartCourse(start: RandomStart): RandomCourse {
  const { hidden, a0, s, at } = start;
  const free = new Float64Array(at.length).fill(hidden);
  const halfTimes = new Float64Array(s.length);
  const strengths: Float64Array[] = [];
  const squares: Float64Array[] = [];
  s.forEach((strength, k) => {
    const law = chiSquareNodes(Math.max(1, hidden - k), hidden);
    const courses = Array.from(law, (chi2) =>
      courseOf({ growing: (a0 / hidden) * chi2, decaying: a0 }, strength, start),
    );
    const mean = new Float64Array(at.length);
    const square = new Float64Array(at.length);
    let weights = chiSquareWeights(law, free[0]);
    for (let i = 0; i < at.length; i++) {
      if (i > 0 && free[i] !== free[i - 1]) weights = chiSquareWeights(law, free[i]);
      for (let node = 0; node < law.length; node++) {
        const a = courses[node].strengths[i];
        mean[i] += weights[node] * a;
        square[i] += weights[node] * squared(strength - a);
      }
    }
    // The half time is set by the degrees of freedom around itself.
    const typical = mean.findIndex((a) => a >= strength / 2);
    weights = chiSquareWeights(law, free[typical < 0 ? at.length - 1 : typical]);
    for (let node = 0; node < law.length; node++)
      if (weights[node] > 0) halfTimes[k] += weights[node] * courses[node].halfTime;
    for (let i = 0; i < at.length; i++) free[i] = Math.max(1, free[i] - mean[i] / strength);
    strengths.push(mean);
    squares.push(square);
  });
  return { strengths, squares, halfTimes, free };
}

/**
 * Mean loss ½ Σ (s_k − a_k)² plus what lies off the diagonal in the teacher's basis. With b_k = E
 * a_k(1 − a_k/s_k), which is there while mode k is being learned, its hidden direction overlaps by
 * chance
 * - with that of mode j: two entries of mean square b_j b_k/h;
 * - with the weights of an input or output without a mode: one entry of mean square ε² b_k for
 *   each; and where neither has a mode the weights are as drawn, ε⁴ times the directions left, and
 *   fade at the slow rate 4ε²ν. (First order in the off-diagonal elements of the Wishart matrix G
 *   of the growing parts, in the small-start limit A⁻¹ = e^(−St) G⁻¹ e^(−St) + (1 − e^(−2St))/S of
 *   the Riccati solution.)
 */
export function randomStartLoss(
  { hidden, a0, s, at, eta, idleInputs, idleOutputs }: RandomStart & { idleInputs: number; idleOutputs: number },
  { strengths, squares, free }: RandomCourse,
): Float64Array {
  const variance = (2 * a0) / hidden;
  let faded = 0;
  return Float64Array.from(at, (_, i) => {
    if (i > 0) faded += 4 * variance * free[i] * eta * (at[i] - at[i - 1]);
    let loss = (idleInputs * idleOutputs * squared(variance) * free[i] * exp(-faded)) / 2;
    let between = 0;
    s.forEach((strength, k) => {
      const b = strength - strengths[k][i] - squares[k][i] / strength;
      loss += squares[k][i] / 2 + (b * between) / hidden + ((idleInputs + idleOutputs) * variance * b) / 2;
      between += b;
    });
    // Of a mode that is learned, b is rounding of either sign.
    return Math.max(0, loss);
  });
}

function courseOf(
  parts: ModeParts,
  s: number,
  { eta, at, dynamics, waits = true }: RandomStart,
): Pick<Course, 'strengths' | 'halfTime'> {
  if (dynamics === 'descent')
    return twoLayerCourse(parts, { s, lambda: 1 }, { eta, at, ...(waits && { longest: 1e9 }) });
  return {
    strengths: Float64Array.from(at, (k) => {
      const { growing, decaying } = flowParts(parts, s, eta * k);
      return growing - decaying;
    }),
    halfTime: timeToReach(s, parts, s / 2),
  };
}

/**
 * Nodes e^x on an even grid of x that holds χ² with any degrees of freedom from `fewest` to `most`:
 * the density in x = ln χ² is analytic and falls faster than exponentially, so that the plain sum
 * converges exponentially in the spacing.
 */
export function chiSquareNodes(fewest: number, most: number): Float64Array {
  const low = log(fewest) - Math.max(6.5 * Math.sqrt(2 / fewest), 40 / fewest);
  const high = log(most + 7 * Math.sqrt(2 * most) + 40);
  const count = Math.ceil((high - low) / Math.min(0.3, 0.8 * Math.sqrt(2 / most))) + 1;
  return Float64Array.from({ length: count }, (_, i) => exp(low + ((high - low) * i) / (count - 1)));
}

/** The law of χ² with `degrees` degrees of freedom, on those nodes: weights that sum to 1. */
export function chiSquareWeights(nodes: Float64Array, degrees: number): Float64Array {
  // The weight at the next node follows from the spacing in ln χ², which is even.
  const spacing = log(nodes[nodes.length - 1] / nodes[0]) / (nodes.length - 1);
  const start = log(nodes[0] / degrees);
  const weights = nodes.map((chi2, i) => exp((degrees * (start + i * spacing) - (chi2 - degrees)) / 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
