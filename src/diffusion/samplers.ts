import { BadShape } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { exp, expm1 } from '../numeric/special.ts';
import { damping, noisePower, signalPower } from './schedules.ts';

/**
 * How a denoiser is turned into samples, step by step from noise to data: `ddim` and
 * `probability-flow` are deterministic, the others draw noise on the way.
 */
export const samplers = ['ancestral', 'ddim', 'euler-maruyama', 'probability-flow'] as const;
export type Sampler = (typeof samplers)[number];

export function drawsNoise(sampler: Sampler): boolean {
  return sampler === 'ancestral' || sampler === 'euler-maruyama';
}

/** One step of one component: x ← kept x + denoised x̂ + noise z, z standard normal. */
export interface StepWeights {
  kept: number;
  denoised: number;
  /** A standard deviation. */
  noise: number;
}

/**
 * A step from γ = `from` down to `to`, x̂ being the denoiser's mean of the clean component given x.
 *
 * - `ddim`: x̂ and the noise that it leaves, mixed anew (Song, Meng & Ermon 2020, 2010.02502).
 * - `ancestral`: the posterior of the less noisy component, were x̂ the clean one (Ho, Jain & Abbeel
 *   2020, 2006.11239, eqs. 6 and 7).
 * - `euler-maruyama`, `probability-flow`: Euler steps of the reverse stochastic and of the ordinary
 *   differential equation, in the integral of β instead of time (Song et al. 2020, 2011.13456, eqs.
 *   6 and 13), with the score (α x̂ − x)/σ².
 */
export function stepWeights(sampler: Sampler, from: number, to: number): StepWeights {
  if (from === to) return { kept: 1, denoised: 0, noise: 0 };
  const [alpha, alphaTo] = [Math.sqrt(signalPower(from)), Math.sqrt(signalPower(to))];
  const [variance, varianceTo] = [noisePower(from), noisePower(to)];
  const passed = damping(from) - damping(to);
  if (sampler === 'ddim') {
    const kept = Math.sqrt(varianceTo / variance);
    return { kept, denoised: alphaTo - alpha * kept, noise: 0 };
  }
  if (sampler === 'ancestral') {
    // Variance that the forward process adds between the two times.
    const added = -expm1(-passed);
    return {
      kept: (exp(-passed / 2) * varianceTo) / variance,
      denoised: (alphaTo * added) / variance,
      noise: Math.sqrt((added * varianceTo) / variance),
    };
  }
  const share = sampler === 'euler-maruyama' ? 1 : 0.5;
  return {
    kept: 1 + passed / 2 - (share * passed) / variance,
    denoised: (share * passed * alpha) / variance,
    noise: sampler === 'euler-maruyama' ? Math.sqrt(passed) : 0,
  };
}

/**
 * In place: `state` (samples × components) goes one step from γ = `from` to `to`. `denoised` holds
 * the denoiser's means, and `noise` independent standard normal numbers, unless the sampler draws
 * none. Throws `BadShape`.
 */
export function takeStep(
  sampler: Sampler,
  { state, denoised, noise }: { state: Matrix; denoised: Matrix; noise?: Matrix },
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): void {
  const { rows, columns } = state;
  for (const other of [denoised, noise])
    if (other && (other.rows !== rows || other.columns !== columns))
      throw new BadShape(`a state of ${rows}×${columns} beside one of ${other.rows}×${other.columns}`);
  if (drawsNoise(sampler) && noise === undefined) throw new BadShape(`${sampler} needs noise`);
  const [kept, mixed, deviation] = [0, 1, 2].map(() => new Float64Array(columns));
  let weights: StepWeights = { kept: 1, denoised: 0, noise: 0 };
  for (let i = 0; i < columns; i++) {
    // In standard diffusion all components are alike.
    const isLast = i > 0 && from[i] === from[i - 1] && to[i] === to[i - 1];
    if (!isLast) weights = stepWeights(sampler, from[i], to[i]);
    [kept[i], mixed[i], deviation[i]] = [weights.kept, weights.denoised, weights.noise];
  }
  const x = state.values;
  combine(x, kept, mixed, denoised.values);
  if (noise) combine(x, new Float64Array(columns).fill(1), deviation, noise.values);
}

/** x ← a x + b y, with a and b by column. */
function combine(
  x: Float64Array | Float32Array,
  a: Float64Array,
  b: Float64Array,
  y: Float64Array | Float32Array,
): void {
  const columns = a.length;
  for (let start = 0; start < x.length; start += columns)
    for (let i = 0; i < columns; i++) x[start + i] = a[i] * x[start + i] + b[i] * y[start + i];
}
