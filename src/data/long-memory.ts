import type { Random } from '../numeric/random.ts';
import { exp, expm1, log, power } from '../numeric/special.ts';
import type { Language } from './language.ts';

/** A language whose correlations or entropies are known, to try estimates on. */
export interface LayeredLanguage extends Language {
  /** C(t) = correlation(t) (diag p − p pᵀ), where all words are equally frequent. */
  correlation(distance: number): number;
}

/**
 * Each layer j = −1, …, layers − 2 keeps a word, over t steps with probability e^{−t/2^j}, and a
 * token shows the word of a layer drawn with probability w_j ∝ 2^{−jβ/2}. Two tokens agree beyond
 * chance where they show one layer that has not changed: Σ w_j² e^{−t/2^j}, which falls as t^{−β}
 * from 1 up to some 2^layers/10.
 */
export function layeredLanguage(vocabulary: number, beta: number, layers = 12): LayeredLanguage {
  const times = Array.from({ length: layers }, (_, j) => power(2, j - 1));
  const raw = times.map((time) => power(time, -beta / 2));
  const total = raw.reduce((a, b) => a + b, 0);
  const shown = raw.map((one) => one / total);
  const changes = times.map((time) => -expm1(-1 / time));
  return {
    vocabulary,
    correlation: (distance) => shown.reduce((sum, w, j) => sum + w * w * exp(-distance / times[j]), 0),
    draw(length, random) {
      const word = () => Math.floor(vocabulary * random.uniform());
      const kept = changes.map(word);
      return Int32Array.from({ length }, () => {
        for (let j = 0; j < layers; j++) if (random.uniform() < changes[j]) kept[j] = word();
        return kept[pick(shown, random)];
      });
    },
  };
}

function pick(shares: readonly number[], random: Random): number {
  let left = random.uniform();
  const found = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return found < 0 ? shares.length - 1 : found;
}

/** Ones among zeros, whose gaps τ are independent. */
export interface RenewalLanguage extends Language {
  /** The entropy of a symbol given n before it, in nats. */
  entropyGiven(context: number): number;
}

/**
 * P(τ > t) = (1 + t)^{−a} for t below `longest`, the longest gap: with a > 1 correlations fall as
 * t^{−(a−1)} and the steps of the conditional entropy as those of n^{−a}, as far as `longest` is
 * far.
 */
export function renewalLanguage(a: number, longest = 1 << 16): RenewalLanguage {
  const survival = Float64Array.from({ length: longest + 1 }, (_, t) => (t < longest ? power(1 + t, -a) : 0));
  const mean = survival.reduce((sum, one) => sum + one, 0);
  // What is left of a symbol's entropy where its age is k: P(τ = k + 1 | τ > k).
  const entropyAt = (one: number, all: number) => entropyOf(one / all) * (all / mean);
  return {
    vocabulary: 2,
    entropyGiven(context) {
      let sum = 0;
      for (let age = 0; age < context; age++) sum += entropyAt(survival[age] - survival[age + 1], survival[age]);
      const older = survival.subarray(context).reduce((rest, one) => rest + one, 0);
      return sum + entropyAt(survival[context], older);
    },
    draw(length, random) {
      const ids = new Int32Array(length);
      // The first gap is what is left of one that is chosen by its length.
      let at = residualGap(survival, mean * random.uniform()) - 1;
      while (at < length) {
        ids[at] = 1;
        at += Math.min(longest, Math.max(1, Math.ceil(power(random.uniform(), -1 / a) - 1)));
      }
      return ids;
    },
  };
}

function residualGap(survival: Float64Array, level: number): number {
  let sum = 0;
  const at = survival.findIndex((one) => {
    sum += one;
    return sum > level;
  });
  return at < 0 ? survival.length : at + 1;
}

function entropyOf(p: number): number {
  const q = 1 - p;
  return (p > 0 ? -p * log(p) : 0) - (q > 0 ? q * log(q) : 0);
}
