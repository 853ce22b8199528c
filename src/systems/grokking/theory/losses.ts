import { squared } from '../../../numeric/special.ts';
import { bulkMean, type Ensemble, type Mean } from './spectrum.ts';
import type { Progress } from './stage.ts';

/**
 * A student and its teacher. Variances per component: s₀ of the student's start, w² of the teacher;
 * that of the noise is σ²d.
 */
export interface Setting extends Ensemble {
  s0: number;
  w2: number;
  sigma2: number;
}

/** A quantity of each mode, and of each of the directions that there are besides. */
interface Modes {
  bulk: (nu: number) => number;
  /**
   * For each of the d weights: the null directions of the inputs, or the ones that no weight moves.
   */
  rest: number;
}

/**
 * |w − w*|²/d, its mean over data, start, teacher and noise: of each mode s₀x² + w²(1 − νk)² +
 * (d/n)σ²νk². Levi, Beck & Bar-Sinai 2023 (2310.16441), with noise added.
 */
export function testLoss(setting: Setting, progress: Progress): Mean {
  return total(setting, testModes(setting, progress));
}

/**
 * |Xw − y|²/(nd), likewise: of each mode ν(s₀x² + w²(1 − νk)²) + (d/n)σ²(1 − νk)², and the noise in
 * the n − d directions that no weight moves.
 */
export function trainLoss(setting: Setting, progress: Progress): Mean {
  return total(setting, trainModes(setting, progress));
}

/**
 * The variance of |w − w*|²/d over start, teacher and noise at given data, of leading order 1/d.
 */
export function testVariance(setting: Setting, progress: Progress): number {
  return variance(setting, testModes(setting, progress));
}

/** The same of |Xw − y|²/(nd). */
export function trainVariance(setting: Setting, progress: Progress): number {
  return variance(setting, trainModes(setting, progress));
}

function testModes({ n, d, s0, w2, sigma2 }: Setting, progress: Progress): Modes {
  const error = (nu: number) => {
    const { x, k, missing } = progress(nu);
    return s0 * squared(x) + w2 * squared(missing) + (d / n) * sigma2 * nu * squared(k);
  };
  return { bulk: error, rest: d > n ? error(0) : 0 };
}

function trainModes({ n, d, s0, w2, sigma2 }: Setting, progress: Progress): Modes {
  const residual = (nu: number) => {
    const { x, missing } = progress(nu);
    return nu * (s0 * squared(x) + w2 * squared(missing)) + (d / n) * sigma2 * squared(missing);
  };
  return { bulk: residual, rest: d < n ? (d / n) * sigma2 : 0 };
}

/** For each of d weights |n − d| directions are no modes. */
function total({ n, d }: Setting, { bulk, rest }: Modes): Mean {
  const { leading, correction } = bulkMean({ n, d }, bulk);
  return { leading: leading + Math.abs(n / d - 1) * rest, correction };
}

/** Of (1/d)Σ q z² with normal z: (2/d²)Σ q². */
function variance(setting: Setting, { bulk, rest }: Modes): number {
  return (2 / setting.d) * total(setting, { bulk: (nu) => squared(bulk(nu)), rest: rest * rest }).leading;
}
