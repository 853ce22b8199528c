// The mean risk of one-pass stochastic gradient descent on Gaussian inputs, exactly, after every
// step and with any schedule. e is the error along an eigenvector of the covariance, c = E e², the
// excess risk ½ Σ λc.

export interface Population {
  /** λ, positive. */
  lambda: Float64Array;
  /** e² at the start. */
  squaredErrors: Float64Array;
  /** σ²/B. */
  s2: number;
  /** 1/B: what the inputs' own randomness adds; 0 leaves additive noise alone. */
  perBatch: number;
}

const STEPS_BETWEEN_CHECKS = 1000;

/**
 * Excess risks after 0, 1, …, T steps with the rates η_k: c′ = (1 − ηλ)²c + (η²/B)[λ²c + λ Σλc] +
 * η²λσ²/B. With `shares`, those of the average A ← A + share (e′ − A), which begins at e.
 * By the fourth moments of Gaussian inputs, as in `batch-size`. `check` may throw to stop it.
 */
export function exactRisks(
  { lambda, squaredErrors, s2, perBatch }: Population,
  rates: ArrayLike<number>,
  shares?: ArrayLike<number>,
  check = () => {},
): Float64Array {
  const [n, T] = [lambda.length, rates.length];
  const c = Float64Array.from(squaredErrors);
  // E eA and E A² of the average.
  const [mixed, averaged] = [Float64Array.from(squaredErrors), Float64Array.from(squaredErrors)];
  const risks = new Float64Array(T + 1);
  let power = weighted(lambda, c);
  risks[0] = power / 2;
  for (let k = 0; k < T; k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0) check();
    const eta = rates[k];
    const kick = eta * eta * (s2 + perBatch * power);
    power = 0;
    for (let i = 0; i < n; i++) {
      const part = eta * lambda[i];
      const kept = 1 - part;
      c[i] = (kept * kept + perBatch * part * part) * c[i] + kick * lambda[i];
      power += lambda[i] * c[i];
    }
    risks[k + 1] = power / 2;
    if (!shares) continue;
    const share = shares[k];
    let risk = 0;
    for (let i = 0; i < n; i++) {
      const next = (1 - eta * lambda[i]) * mixed[i];
      averaged[i] = (1 - share) * (1 - share) * averaged[i] + 2 * share * (1 - share) * next + share * share * c[i];
      mixed[i] = (1 - share) * next + share * c[i];
      risk += lambda[i] * averaged[i];
    }
    risks[k + 1] = risk / 2;
  }
  return risks;
}

function weighted(lambda: Float64Array, c: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < lambda.length; i++) sum += lambda[i] * c[i];
  return sum;
}
