import { minimise } from '../../../numeric/minimise.ts';
import { brent } from '../../../numeric/roots.ts';
import { exp, log, squared } from '../../../numeric/special.ts';

/** Classes of these sizes, with decays as in `Balanced`. */
export interface Imbalanced {
  counts: readonly number[];
  decayW: number;
  decayH: number;
}

/** A class keeps differences from its like only if it has more examples than this. */
export function collapseCount({ counts, decayW, decayH }: Imbalanced): number {
  return squared(sum(counts)) * decayW * decayH;
}

/**
 * Squared loss without bias: each class has a mode of its own, with singular value
 * (√n_k − N√(λ_Wλ_H))₊ of the logits; rows of the classifier and means stay orthogonal (Dang et al.
 * 2023, arXiv 2301.00437).
 */
export function orthogonalClasses({ counts, decayW, decayH }: Imbalanced): {
  loss: number;
  /** Of each class: its own output, and the squared lengths of its row of W and of its mean. */
  classes: { output: number; weight2: number; mean2: number }[];
} {
  const N = sum(counts);
  const shrunk = N * Math.sqrt(decayW * decayH);
  const split = Math.sqrt(decayH / decayW);
  const classes = counts.map((n) => {
    const z = Math.max(0, Math.sqrt(n) - shrunk);
    return { output: z / Math.sqrt(n), weight2: z * split, mean2: z / split / n };
  });
  const loss = classes.reduce((total, { output }, k) => total + ((counts[k] / N) * (1 - output * output)) / 2, 0);
  return { loss, classes };
}

/**
 * Squared loss with a free bias: the singular values of the centred labels, roots of the
 * eigenvalues of diag(n) − nnᵀ/N, are shrunk to those of the logits. A size that m classes share is
 * one of these eigenvalues m − 1 times, and one more lies between any two sizes.
 */
export function centredClasses({ counts, decayW, decayH }: Imbalanced): {
  loss: number;
  /** Singular values of the logits, K − 1 of them, descending. */
  values: number[];
} {
  const N = sum(counts);
  const both = Math.sqrt(decayW * decayH);
  const sizes = [...new Set(counts)].sort((a, b) => b - a);
  const times = sizes.map((size) => counts.filter((n) => n === size).length);
  const between = sizes.slice(1).map((lower, j) => {
    const upper = sizes[j];
    const secular = (share: number) => {
      const x = lower + share * (upper - lower);
      return N - sizes.reduce((total, size, i) => total + (times[i] * squared(size)) / (size - x), 0);
    };
    return lower + brent(secular, 1e-15, 1 - 1e-15, 1e-15) * (upper - lower);
  });
  const squares = [...sizes.flatMap((size, i) => new Array<number>(times[i] - 1).fill(size)), ...between];
  const singular = squares.map(Math.sqrt).sort((a, b) => b - a);
  const values = singular.map((one) => Math.max(0, one - N * both));
  const loss = singular.reduce(
    (total, one, i) => total + squared(Math.min(one, N * both)) / (2 * N) + both * values[i],
    0,
  );
  return { loss, values };
}

export interface TwoGroups {
  large: Group;
  small: Group;
  decayW: number;
  decayH: number;
}

export interface Group {
  classes: number;
  perClass: number;
}

/**
 * Cross-entropy without bias for two sizes of class, two small ones or more. By convexity the
 * optimum has the symmetry of the groups: α(I − 11ᵀ/K) within each, and one direction between them,
 * which makes a smooth convex problem of four numbers. The differences of small classes are gone
 * exactly if n_B ≤ N²λ_Wλ_H (minority collapse: Fang et al. 2021, arXiv 2101.12699), those of large
 * ones likewise.
 */
export function crossEntropyGroups({ large: A, small: B, decayW, decayH }: TwoGroups): {
  loss: number;
  /** Singular values of the logits within large classes, within small ones, and between. */
  values: { within: [number, number]; between: number };
} {
  const K = A.classes + B.classes;
  const [NA, NB] = [A.classes * A.perClass, B.classes * B.perClass];
  const N = NA + NB;
  const both = Math.sqrt(decayW * decayH);
  // The unit direction between the groups: its entry at a large class and at a small one.
  const [rA, rB] = [Math.sqrt(B.classes / (A.classes * K)), -Math.sqrt(A.classes / (B.classes * K))];
  const open = (group: Group) => group.classes > 1 && Math.sqrt(group.perClass) > N * both;
  const free = [open(A), open(B)];
  /** Of an example of a group: loss, and its slopes by α and by the place along the direction. */
  const example = (own: Group, other: Group, alpha: number, place: number, ownEntry: number, otherEntry: number) => {
    const logits = [
      alpha * (1 - 1 / own.classes) + place * ownEntry,
      -alpha / own.classes + place * ownEntry,
      place * otherEntry,
    ];
    const times = [1, own.classes - 1, other.classes];
    const most = Math.max(...logits);
    const weights = logits.map((one, i) => times[i] * exp(one - most));
    const total = sum(weights);
    const p = weights.map((one) => one / total);
    return {
      loss: most + log(total) - logits[0],
      byAlpha: p[0] - 1 + 1 / own.classes - (p[0] + p[1]) / own.classes,
      byPlace: (p[0] + p[1] - 1) * ownEntry + p[2] * otherEntry,
    };
  };
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    const [a, b, sA, sB] = x;
    const [alphaA, alphaB] = [free[0] ? Math.abs(a) : 0, free[1] ? Math.abs(b) : 0];
    const inA = example(A, B, alphaA, sA, rA, rB);
    const inB = example(B, A, alphaB, sB, rB, rA);
    const between = Math.sqrt(NA * squared(sA) + NB * squared(sB)) || Number.MIN_VALUE;
    const [pA, pB] = [both * (A.classes - 1) * Math.sqrt(A.perClass), both * (B.classes - 1) * Math.sqrt(B.perClass)];
    gradient[0] = free[0] ? Math.sign(a) * ((NA / N) * inA.byAlpha + pA) : 0;
    gradient[1] = free[1] ? Math.sign(b) * ((NB / N) * inB.byAlpha + pB) : 0;
    gradient[2] = (NA / N) * inA.byPlace + (both * NA * sA) / between;
    gradient[3] = (NB / N) * inB.byPlace + (both * NB * sB) / between;
    return (NA / N) * inA.loss + (NB / N) * inB.loss + pA * alphaA + pB * alphaB + both * between;
  };
  let best = minimise(objective, [1, 1, 1, -1]);
  // Once more from where it ended: it promises nothing but descent.
  best = minimise(objective, best.x);
  const [a, b, sA, sB] = best.x;
  return {
    loss: best.value,
    values: {
      within: [free[0] ? Math.abs(a) * Math.sqrt(A.perClass) : 0, free[1] ? Math.abs(b) * Math.sqrt(B.perClass) : 0],
      between: Math.sqrt(NA * squared(sA) + NB * squared(sB)),
    },
  };
}

/** ‖W_g − mean‖ of the rows of a group, from the singular value of the logits within it. */
export function spreadOf(group: Group, within: number, decayW: number, decayH: number): number {
  return Math.sqrt(Math.max(0, group.classes - 1) * within * Math.sqrt(decayH / decayW));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
