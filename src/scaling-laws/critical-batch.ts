/** A way to train at one batch size. */
export interface Batched {
  batch: number;
  steps: number;
  /** Tokens processed, the more the larger the batch. */
  tokens: number;
}

/**
 * Steps S and tokens E at batches of B where small batches need `tokens`:
 * (S/S_min − 1)(E/E_min − 1) = 1 with E = E_min (1 + B/B_c), S = E/B, so that S_min = E_min/B_c. At
 * the critical batch B_c, the noise scale of the gradient, both are twice their least. McCandlish
 * et al. 2018 (1812.06162, equation 2.11).
 */
export function atBatch(tokens: number, criticalBatch: number, batch: number): Batched {
  const processed = tokens * (1 + batch / criticalBatch);
  return { batch, steps: processed / batch, tokens: processed };
}
