import type { Engine } from '../../../numeric/engine.ts';
import { exp, log } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import { renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';

// The linear denoiser x̂ = C (C + N)⁻¹ y of noisy components y = x + N^(1/2) z, with N = diag(e^γ),
// that has learned C from n images. Of a population with the covariance Σ it shows, on the average,
//
//     E C (C + N)⁻¹ = Σ (Σ + κN)⁻¹,   1 = κ (1 − tr Σ(Σ + κN)⁻¹/n):
//
// the deterministic equivalent of a sample covariance (Silverstein & Bai 1995; 2405.00592) after
// N^(−1/2) has whitened the noise. κ = 1 for n = ∞.

/**
 * The factor κ ≥ 1 on the noise that n images stand for, and the shares that such a denoiser shows
 * of each component: S_i/(S_i + κ e^(γ_i)). Components are independent, with `variances` S_i.
 */
export function sharesOfModes(variances: ArrayLike<number>, gammas: ArrayLike<number>, n: number) {
  const ratios = Float64Array.from(variances, (S, i) => S * exp(-gammas[i]));
  const kappa = renormalizedRidge(ratios, n, 1);
  return { kappa, shares: ratios.map((ratio) => ratio / (ratio + kappa)) };
}

/**
 * The shares E x̂_k x_k/S_k of modes that are mixtures of the noised components: uᵀ Σ(Σ + κN)⁻¹ u
 * of each row u of `modes` (count × d). `covariance`: Σ, d × d.
 */
export function sharesOfMixtures(
  { covariance, modes, count }: { covariance: Float64Array; modes: Float64Array; count: number },
  gammas: Float64Array,
  n: number,
  engine: Engine,
): Float64Array {
  const d = gammas.length;
  const root = gammas.map((gamma) => exp(gamma / 2));
  const whitened = covariance.map((value, at) => value / (root[Math.floor(at / d)] * root[at % d]));
  const { values, vectors } = eigenvaluesAndVectors(whitened, d, engine);
  const ratios = values.map((value) => Math.max(0, value));
  const kappa = renormalizedRidge(ratios, n, 1);
  // N^(1/2) W (W + κ)⁻¹ N^(−1/2) with W = N^(−1/2) Σ N^(−1/2), in the eigenvectors of W.
  return Float64Array.from({ length: count }, (_, k) => {
    let share = 0;
    for (let m = 0; m < d; m++) {
      let [left, right] = [0, 0];
      for (let i = 0; i < d; i++) {
        const u = modes[k * d + i];
        left += u * root[i] * vectors[m * d + i];
        right += (u / root[i]) * vectors[m * d + i];
      }
      share += (left * right * ratios[m]) / (ratios[m] + kappa);
    }
    return share;
  });
}

/**
 * When a share first reaches one half at `times` that go down from 1 to 0: 1 where it has it from
 * the start, 0 where it never gets there. Between times the logarithm of share/(1 − share) is taken
 * for straight, which in standard diffusion it nearly is.
 */
export function whenHalf(shares: ArrayLike<number>, times: ArrayLike<number>): number {
  const odds = Array.from(shares, (share) => log(share / (1 - share)));
  const after = odds.findIndex((one) => one >= 0);
  if (after < 0) return 0;
  if (after === 0) return times[0];
  const part = -odds[after - 1] / (odds[after] - odds[after - 1]);
  return times[after - 1] + part * (times[after] - times[after - 1]);
}
