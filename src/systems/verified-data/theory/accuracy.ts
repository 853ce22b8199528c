import { OutOfRange } from '../../../numeric/errors.ts';
import { exp, squared } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';

/** Labels of inputs x = yμ + z in d directions, made by a generator and kept by a verifier. */
export interface Verified {
  /** n, before the verifier. */
  samples: number;
  /** d. */
  dimension: number;
  /** ‖μ‖. */
  signal: number;
  /** p, that a label is wrong. */
  wrongLabels: number;
  /** φ and ψ, that a correct one and a wrong one is kept. */
  keepsCorrect: number;
  keepsWrong: number;
}

/** φ(1 − p) + ψp. */
export function keptShare({ wrongLabels: p, keepsCorrect: phi, keepsWrong: psi }: Verified): number {
  return phi * (1 - p) + psi * p;
}

/** c: how much more of what is kept is correct than wrong, over all of it. */
export function correctness(setting: Verified): number {
  const { wrongLabels: p, keepsCorrect: phi, keepsWrong: psi } = setting;
  return (phi * (1 - p) - psi * p) / keptShare(setting);
}

/**
 * p* = φ/(φ + ψ): with ever more samples the accuracy is Bayes’ for fewer wrong labels, and that of
 * the wrong classes for more. Feng et al. 2024 (2406.07515), their verifier's threshold.
 */
export function mostWrongLabels({ keepsCorrect, keepsWrong }: Pick<Verified, 'keepsCorrect' | 'keepsWrong'>): number {
  return keepsCorrect / (keepsCorrect + keepsWrong);
}

/**
 * Accuracy of the mean ŵ of y′x over what is kept, to leading order in large n and d:
 * Φ(c‖μ‖²/√(c²‖μ‖² + d/m)), m = n(φ(1 − p) + ψp). Of the averaging rule it is worked out here; the
 * setting is that of Feng et al. 2024 (2406.07515).
 */
export function leadingAccuracy(setting: Verified): number {
  const { samples, dimension, signal } = setting;
  const c = correctness(setting);
  const m = samples * keptShare(setting);
  return normalCdf((c * squared(signal)) / Math.sqrt(c * c * squared(signal) + dimension / m));
}

/** Nodes of each average, over this many standard deviations to each side. */
const NODES = 41;
const REACH = 7;
/**
 * In few directions ŵ turns from one side to the other in a small step, which takes more of them.
 */
const FEW = 10;
const FINER = 8;

/**
 * The same at finite n and d: ŵ has the component a ~ N(c‖μ‖, (1 + (1 − c²)‖μ‖²)/m) along μ, and
 * χ²/m with d − 1 degrees of freedom across; averaged over both and over m, whose deviations are
 * taken as normal. What is left out is of order 1/m, from the skewness of the number of wrong ones.
 * Within 1e-5 from three directions on, 5e-4 in two. Throws `OutOfRange` where less than one sample
 * is kept.
 */
export function meanAccuracy(setting: Verified): number {
  const { samples, dimension, signal } = setting;
  const kept = keptShare(setting);
  if (!(samples * kept >= 1)) throw new OutOfRange('the number of samples kept', samples * kept, 'at least 1');
  const c = correctness(setting);
  const across = dimension > 1 ? chiSquareNodes(dimension - 1) : [];
  const counts = [-1, 0, 1].map((side) =>
    Math.max(1, samples * kept + side * Math.sqrt(3 * samples * kept * (1 - kept))),
  );
  const [below, at, above] = kept < 1 ? counts.map(givenCount) : Array(3).fill(givenCount(counts[1]));
  // Gauss–Hermite with three nodes is exact up to the fifth moment of m.
  return (1 / 6) * below + (2 / 3) * at + (1 / 6) * above;

  function givenCount(m: number): number {
    const spread = Math.sqrt((1 + (1 - c * c) * squared(signal)) / m);
    // In one direction ŵ is a sign.
    if (dimension === 1) {
      const isRight = normalCdf((c * signal) / spread);
      return isRight * normalCdf(signal) + (1 - isRight) * normalCdf(-signal);
    }
    const nodes = dimension - 1 < FEW ? FINER * NODES : NODES;
    let [mean, total] = [0, 0];
    for (let i = 0; i < nodes; i++) {
      const z = REACH * ((2 * i) / (nodes - 1) - 1);
      const weight = exp(-0.5 * z * z);
      const along = c * signal + spread * z;
      for (const { square, weight: own } of across) {
        const cosine = along === 0 ? 0 : along / Math.sqrt(along * along + square / m);
        mean += weight * own * normalCdf(signal * cosine);
        total += weight * own;
      }
    }
    return mean / total;
  }
}

/** Values of χ² with their weights, in steps of its logarithm. */
function chiSquareNodes(degrees: number): { square: number; weight: number }[] {
  // The density of t = ln(χ²/k) is ∝ exp(k(t + 1 − e^t)/2), normal for many degrees.
  const spread = Math.sqrt(2 / degrees);
  const [low, high] = [-REACH * spread - 70 / degrees, REACH * spread];
  const nodes = degrees < FEW ? FINER * NODES : NODES;
  return Array.from({ length: nodes }, (_, i) => {
    const t = low + ((high - low) * i) / (nodes - 1);
    return { square: degrees * exp(t), weight: exp(0.5 * degrees * (t + 1 - exp(t))) };
  });
}
