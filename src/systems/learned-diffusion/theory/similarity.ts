import { noisePower, signalPower } from '../../../diffusion/schedules.ts';
import { exp, squared } from '../../../numeric/special.ts';
import { type Modes, noSums, prepareModes, sumModes } from '../../../random-matrices/modes.ts';
import { renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';

// DDIM with the linear denoiser of a covariance C, all components at one γ, makes of noise z the
// sample f(C) z. Each step from γ to γ' multiplies by (αα'λ + σσ')/(α²λ + σ²), so that f is
//
//     f(λ) = f(0) + Σ_j c_j λ/(λ + s_j),   s_j = e^(γ_j),
//
// one term for each step. Zeros lie between poles, so every c_j is positive. Two such denoisers,
// each of n images, have independent covariances C and C', and of these traces alone
//
//     E tr C(C + s)⁻¹ and E [C(C + s)⁻¹]_kk = S_k/(S_k + κ(s)),   s = κ (1 − Σ_k S_k/(S_k + κ)/n),
//
// are needed (the deterministic equivalent; Silverstein & Bai 1995; 2405.00592). This combination
// is our own.

/** What a deterministic sampler does to each eigenvalue: f(0), and c_j at s_j for each step. */
export interface SamplingMap {
  atZero: number;
  weights: Float64Array;
  poles: Float64Array;
}

/** f of DDIM through these γ, which fall: one more than there are steps. */
export function samplingMap(gammas: ArrayLike<number>): SamplingMap {
  const steps = gammas.length - 1;
  const [first, last] = [gammas[0], gammas[steps]];
  const poles = Float64Array.from({ length: steps }, (_, j) => exp(gammas[j]));
  const zeros = Float64Array.from({ length: steps }, (_, j) => exp((gammas[j] + gammas[j + 1]) / 2));
  const atInfinity = Math.sqrt(signalPower(last) / signalPower(first));
  const weights = poles.map((pole, j) => {
    // Minus the residue of f at −s_j, over s_j; factors in pairs near 1.
    let product = (atInfinity * (pole - zeros[j])) / pole;
    for (let i = 0; i < steps; i++) if (i !== j) product *= (zeros[i] - pole) / (poles[i] - pole);
    return product;
  });
  return { atZero: Math.sqrt(noisePower(last) / noisePower(first)), weights, poles };
}

/**
 * ⟨x, x'⟩/√(⟨x, x⟩⟨x', x'⟩) of samples that two linear denoisers make of the same noise, each of n
 * images of its own. `variances`: S_k of the population.
 */
export function similarityOfHalves(map: SamplingMap, variances: ArrayLike<number>, n: number): number {
  const { atZero, weights, poles } = map;
  const modes = prepareModes(variances);
  const traces = Array.from(poles, (pole) => tracesAt(modes, n, pole));
  let alike = 0;
  for (const S of Array.from(variances)) {
    let mean = atZero;
    for (const [j, { kappa }] of traces.entries()) mean += (weights[j] * S) / (S + kappa);
    alike += mean * mean;
  }
  let own = variances.length * squared(atZero);
  for (const [i, a] of traces.entries()) {
    own += 2 * atZero * weights[i] * a.once + squared(weights[i]) * a.twice;
    for (const [j, b] of traces.entries()) {
      if (j >= i) break;
      // λ²/((λ + s)(λ + s')) = (s λ/(λ + s) − s' λ/(λ + s'))/(s − s').
      own += (2 * weights[i] * weights[j] * (poles[i] * a.once - poles[j] * b.once)) / (poles[i] - poles[j]);
    }
  }
  return alike / own;
}

/** κ(s), tr C(C + s)⁻¹, and tr C²(C + s)⁻² = d/ds of s times it. */
function tracesAt(modes: Modes, n: number, s: number) {
  const kappa = renormalizedRidge(modes, n, s);
  const sums = noSums();
  sumModes(modes, kappa, sums);
  const once = sums.above - sums.shortfall + sums.learned;
  // κ dDf1/dκ = Df2 − Df1 = −spread, and dκ/ds = 1/(1 − Df2/n) = 1/(s/κ + spread/n).
  const slope = 1 / (s / kappa + sums.spread / n);
  return { kappa, once, twice: once - (s * slope * sums.spread) / kappa };
}
