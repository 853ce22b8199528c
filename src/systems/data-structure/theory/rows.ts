import { exp, log, sin, squared } from '../../../numeric/special.ts';
import { logGamma } from '../../../statistics/distributions.ts';
import type { Rows } from './weighted-rows.ts';

// What happened to rows, as weights and noises of the distinct ones.

/** n rows alike, of noise σ². */
export function equalRows(samples: number, noise: number): Rows {
  return { weights: [1], counts: [samples], noises: [noise] };
}

/**
 * `counts[i]` rows that stand in the data `copies[i]` times. Copies carry one label, or labels with
 * fresh noise each, whose mean is what the fit sees of them: noise σ²/r.
 */
export function duplicatedRows(
  copies: readonly number[],
  counts: readonly number[],
  noise: number,
  labels: 'same' | 'fresh',
): Rows {
  return { weights: copies, counts, noises: copies.map((r) => (labels === 'same' ? noise : noise / r)) };
}

/** `counts[i]` rows of noise `noises[i]`, all of weight 1, or of weight 1/σ². */
export function noisyRows(noises: readonly number[], counts: readonly number[], weighted: boolean): Rows {
  return { weights: noises.map((one) => (weighted ? 1 / one : 1)), counts, noises };
}

/** Poisson weights that are left out have this total. */
const LEFT_OUT = 1e-17;

/**
 * A pool of rows, of which `draws` for each row are drawn with replacement: row i comes r_i times,
 * where r is Poisson; group r of the result are the rows drawn r times, those never drawn included.
 */
export function resampledRows(pool: number, draws: number, noise: number): Rows {
  const shares: number[] = [];
  let left = 1;
  for (let r = 0; r <= draws || left > LEFT_OUT; r++) {
    const share = exp(r * log(draws) - draws - logGamma(r + 1));
    shares.push(share);
    // Beyond the mean each term is below its predecessor by draws/(r + 1).
    left = r > draws ? share / (1 - draws / (r + 1)) : 1;
  }
  return {
    weights: shares.map((_, r) => r / draws),
    counts: shares.map((share) => pool * share),
    noises: shares.map(() => noise),
  };
}

/**
 * A time series of n rows, row s with row t correlated as ρ^|s−t|: the eigenvalues of that matrix
 * for large n, k(θ) = (1 − ρ²)/(1 − 2ρ cos θ + ρ²) with θ uniform. Its label noise is correlated
 * `alike`, of variance σ² along each eigenvector in units of k, or `white`, where that is σ²/k.
 */
export function correlatedRows(
  samples: number,
  correlation: number,
  noise: number,
  noiseCorrelation: 'alike' | 'white',
): Rows {
  // The midpoint rule on a half period, wrong by ρ^(2 points).
  const points = correlation === 0 ? 1 : Math.ceil(-20 / log(correlation)) + 8;
  const weights = Array.from({ length: points }, (_, j) => {
    // 1 − 2ρ cos θ + ρ², as a sum of squares.
    const sine = sin((Math.PI * (j + 0.5)) / (2 * points));
    return ((1 - correlation) * (1 + correlation)) / (squared(1 - correlation) + 4 * correlation * sine * sine);
  });
  return {
    weights,
    counts: weights.map(() => samples / points),
    noises: weights.map((k) => (noiseCorrelation === 'alike' ? noise : noise / k)),
  };
}
