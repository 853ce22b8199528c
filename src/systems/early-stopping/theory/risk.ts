import { squared } from '../../../numeric/special.ts';

/** One mode of a fixed design: its eigenvalue, and the truth's coefficient c along it. */
export interface DesignMode {
  lambda: number;
  coefficient: number;
}

/**
 * E (1/n)|X(w − w*)|² over the label noise, where training has made φ of each mode of the
 * interpolator: Σ λc²(1 − φ)² + (σ²/n) φ² (Ali, Kolter & Tibshirani 2018, arXiv 1810.10082).
 */
export function shrunkRisk(
  modes: readonly DesignMode[],
  phi: (mode: DesignMode) => number,
  noise: { sigma2: number; samples: number },
): { bias: number; variance: number; risk: number } {
  let [bias, variance] = [0, 0];
  for (const mode of modes) {
    const shrunk = phi(mode);
    bias += mode.lambda * squared(mode.coefficient * (1 - shrunk));
    variance += (noise.sigma2 / noise.samples) * squared(shrunk);
  }
  return { bias, variance, risk: bias + variance };
}
