import { exp } from '../../numeric/special.ts';

/**
 * The exponent α of a power law, and the number `from` which on it is one by the least distance of
 * Kolmogorov and Smirnov: for every number that is there, maximum likelihood on those as large, and
 * the farthest that their distribution is from the one that was fitted. `logs`: ln x, the largest
 * first, of more than one value. Source: 0706.1062, section 3.3.
 */
export function cutPowerLaw(logs: Float64Array): { exponent: number; from: number } {
  let best = { distance: Number.POSITIVE_INFINITY, scale: 0, from: 0 };
  let sum = 0;
  for (let k = 1; k <= logs.length; k++) {
    const from = logs[k - 1];
    sum += from;
    // Those that are the same come in together; of one value alone no exponent is too large.
    const scale = sum / k - from;
    if (logs[k] === from || scale <= 1e-12) continue;
    const distance = distanceOf(logs, k, scale, best.distance);
    if (distance < best.distance) best = { distance, scale, from };
  }
  return { exponent: 1 + 1 / best.scale, from: exp(best.from) };
}

/**
 * Of the k largest from an exponential of this scale; once it is `enough`, as far as was looked.
 */
function distanceOf(logs: Float64Array, k: number, scale: number, enough: number): number {
  let farthest = 0;
  for (let i = k; i >= 1 && farthest < enough; i--) {
    const survival = exp(-(logs[i - 1] - logs[k - 1]) / scale);
    farthest = Math.max(farthest, i / k - survival, survival - (i - 1) / k);
  }
  return farthest;
}
