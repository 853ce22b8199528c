import { OutOfRange } from '../../../numeric/errors.ts';
import { exp, log1p, power } from '../../../numeric/special.ts';
import { hurwitzZeta } from '../../../numeric/zeta.ts';
import { logGamma } from '../../../statistics/distributions.ts';

/**
 * E(T) = Σ p_i (1 − q_i)^T: the probability that a token drawn from p is none of T that were drawn
 * from q. `real`: p_i, and `training`: q_i, of the same tokens.
 *
 * Source: Hutter 2021 (2102.04074), Dohmatob et al. 2024 (2402.07043).
 */
export function missedShare(real: Float64Array, training: Float64Array, samples: number): number {
  return missedShares(real, training, [samples])[0];
}

/** The same of several numbers of samples; `check` is called between them. */
export function missedShares(
  real: Float64Array,
  training: Float64Array,
  sizes: ArrayLike<number>,
  check = () => {},
): Float64Array {
  const logs = training.map(logOfOther);
  return Float64Array.from(sizes, (samples) => {
    check();
    let sum = 0;
    for (let i = real.length - 1; i >= 0; i--) sum += real[i] * unseen(logs[i], samples);
    return sum;
  });
}

/**
 * The probability of each token that the last of so many generators knows it, each shown `samples`
 * tokens that the one before it made, the first real ones. The generators' tokens are those it
 * knows, in their true proportions: divided by their total probability, which is random and
 * replaced by its mean.
 */
export function knownAfter(real: Float64Array, samples: number, generations: number): Float64Array {
  let known = real.map(() => 1);
  for (let g = 0; g < generations; g++) {
    const total = totalKnown(real, known);
    known = known.map((one, i) => one * (1 - unseen(logOfOther(Math.min(1, real[i] / total)), samples)));
  }
  return known;
}

/** Σ p_i of the known. */
export function totalKnown(real: Float64Array, known: Float64Array): number {
  return real.reduceRight((sum, p, i) => sum + p * known[i], 0);
}

/**
 * E(T) where a share π of the samples is real and the rest is made by a generator that knows each
 * token with the probability `known`:
 *
 *     Σ p_i [σ_i (1 − πp_i − (1 − π)p_i/S)^T + (1 − σ_i)(1 − πp_i)^T],  S = Σ p_i σ_i.
 *
 * Dohmatob et al. 2024 (2402.07043) have the case of one generation without real samples; the rest
 * is worked out here. S is random, and replaced by its mean.
 */
export function missedBehindGenerator(
  real: Float64Array,
  known: Float64Array,
  realShare: number,
  samples: number,
): number {
  return missedSharesBehindGenerator(real, known, realShare, [samples])[0];
}

/** The same of several numbers of samples; `check` is called between them. */
export function missedSharesBehindGenerator(
  real: Float64Array,
  known: Float64Array,
  realShare: number,
  sizes: ArrayLike<number>,
  check = () => {},
): Float64Array {
  const total = totalKnown(real, known);
  const ofBoth = real.map((p) => logOfOther(realShare * p + (1 - realShare) * Math.min(1, p / total)));
  const ofReal = real.map((p) => logOfOther(realShare * p));
  return Float64Array.from(sizes, (samples) => {
    check();
    let sum = 0;
    for (let i = real.length - 1; i >= 0; i--)
      sum += real[i] * (known[i] * unseen(ofBoth[i], samples) + (1 - known[i]) * unseen(ofReal[i], samples));
    return sum;
  });
}

/**
 * E(T) → ζ(β)^(−1/β) Γ(1 − 1/β)/β · T^(−(1 − 1/β)) for p_i = i^(−β)/ζ(β) without end, β > 1, to
 * leading order in T. Throws `OutOfRange` for another β.
 *
 * Source: Hutter 2021 (2102.04074).
 */
export function asymptoticMissedShare(beta: number, samples: number): number {
  if (!(beta > 1)) throw new OutOfRange('the exponent of the tokens', beta, 'above 1');
  const inverse = 1 / beta;
  return power(hurwitzZeta(beta, 1), -inverse) * inverse * exp(logGamma(1 - inverse)) * power(samples, inverse - 1);
}

/** (1 − q)^T, with ln(1 − q), which is the same for every T. */
function unseen(log: number, samples: number): number {
  return log === 0 ? 1 : exp(samples * log);
}

/** ln(1 − q). */
function logOfOther(q: number): number {
  return log1p(-q);
}
