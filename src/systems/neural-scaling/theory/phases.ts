import { OutOfRange } from '../../../numeric/errors.ts';

// Compute-optimal phases of one-pass SGD on N projections, f = N t flops at a fixed batch size,
// with λ_k = k^(−b) and λ_k w_k² = k^(−a). α = b/2 and β = (a − b)/2 are the paper's exponents,
// d = N its size and γ its rate, of order one for 2α > 1 and d^(2α−1) below. Source: 2405.15074.

export type Phase = 'Ia' | 'Ib' | 'Ic' | 'II' | 'III' | 'IVa' | 'IVb';

/** The least loss falls as f^(−`loss`), at models that grow as f^`size`. */
export interface Frontier {
  loss: number;
  size: number;
}

/** α and β of capacity and source exponents. */
export function paperExponents(a: number, b: number): { alpha: number; beta: number } {
  return { alpha: b / 2, beta: (a - b) / 2 };
}

/** Undefined where α + β ≤ ½, without a power law. Throws `OutOfRange` for α ≤ 0. */
export function phaseOf(alpha: number, beta: number): Phase | undefined {
  if (!(alpha > 0)) throw new OutOfRange('α', alpha, 'positive');
  if (alpha + beta <= 0.5) return undefined;
  if (alpha > 0.5) return beta < 0.5 ? 'Ia' : beta < alpha ? 'II' : 'III';
  if (beta < 0.5) return 'Ib';
  if (alpha < 0.25) return 'Ic';
  return alpha > 1 - Math.SQRT1_2 ? 'IVa' : 'IVb';
}

/** The frontier's exponents by phase, as the paper has them in a table. */
export function frontierOf(alpha: number, beta: number): Frontier | undefined {
  const s = 2 * alpha + 2 * beta - 1;
  switch (phaseOf(alpha, beta)) {
    case 'Ia':
      return { loss: s / (2 * alpha + 1), size: 1 / (2 * alpha + 1) };
    case 'Ib':
      return { loss: s / 2, size: 0.5 };
    case 'Ic': {
      const all = 3 * alpha + 2 * beta - 1 - 2 * alpha * beta;
      return { loss: (alpha * s) / all, size: s / (2 * all) };
    }
    case 'II':
      return { loss: s / (2 * (alpha + beta)), size: beta / (alpha + beta) };
    case 'III':
      return { loss: (4 * alpha - 1) / (4 * alpha), size: 0.5 };
    case 'IVa':
      return { loss: alpha, size: 0.5 };
    case 'IVb': {
      const all = 2 * beta - alpha - 2 * alpha * beta;
      return { loss: ((1 - 2 * alpha) * s) / (2 * all), size: (beta - alpha) / all };
    }
    case undefined:
      return undefined;
  }
}

/**
 * Decay exponents of the parts of the loss: in x = γBt the target's modes F_pp, the noise of SGD
 * K_pp, and the features' distortion F_ac, which also falls as 1/d; in d what the model cannot
 * learn, F_0. Undefined where a part is none.
 */
export function ingredients(alpha: number, beta: number) {
  return {
    F_pp: 1 + (2 * beta - 1) / (2 * alpha),
    K_pp: alpha > 0.25 ? 2 - 1 / (2 * alpha) : undefined,
    F_0: 2 * alpha - Math.max(0, 1 - 2 * beta),
    F_ac: alpha > 0.5 && beta > 0.5 ? 1 - 1 / (2 * alpha) : undefined,
  };
}

/**
 * The same exponents from the parts alone: the largest of them at f = d t, made least over d. In
 * logarithms to the base f each part is a straight line over δ = log d, so the least maximum lies
 * where two of them cross.
 */
export function frontierByMinimisation(alpha: number, beta: number): Frontier {
  const { F_pp, K_pp, F_0, F_ac } = ingredients(alpha, beta);
  // γ = d^slow, so that x = f^(1 − δ + slow δ).
  const slow = Math.min(0, 2 * alpha - 1);
  /** γ^p d^q x^(−r) as intercept and slope over δ. */
  const line = (p: number, q: number, r: number) => ({ at0: -r, slope: p * slow + q - r * (slow - 1) });
  const lines = [line(0, 0, F_pp), line(0, -F_0, 0)];
  if (K_pp !== undefined) lines.push(line(1, 0, K_pp));
  if (F_ac !== undefined) lines.push(line(0, -1, F_ac));
  const highest = (size: number) => Math.max(...lines.map(({ at0, slope }) => at0 + slope * size));
  const crossings = lines.flatMap((one, i) =>
    lines.slice(i + 1).map((other) => (other.at0 - one.at0) / (one.slope - other.slope)),
  );
  return crossings
    .filter((size) => size >= 0 && size <= 1)
    .map((size) => ({ loss: -highest(size), size }))
    .reduce((best, one) => (one.loss > best.loss ? one : best));
}
