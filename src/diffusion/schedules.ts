import { BadShape, OutOfRange } from '../numeric/errors.ts';
import { exp, log1p } from '../numeric/special.ts';

// Noise schedules that treat each component of the data on its own: at time t from 0 (data) to 1
// (noise) component i is x_i(t) = α_i x_i(0) + σ_i ε with α² + σ² = 1, all of which is said by
// γ_i(t) = ln(σ_i²/α_i²). Its signal-to-noise ratio is S_i e^(−γ_i), with the component's variance
// S_i.

export interface Schedule {
  components: number;
  /** γ_i at a time from 0 to 1, one for each component. */
  at(time: number): Float64Array;
}

/** α² = 1/(1 + e^γ). */
export function signalPower(gamma: number): number {
  return 1 / (1 + exp(gamma));
}

/** σ² = 1/(1 + e^(−γ)). */
export function noisePower(gamma: number): number {
  return 1 / (1 + exp(-gamma));
}

/** −ln α² = ln(1 + e^γ), the integral of β over time. */
export function damping(gamma: number): number {
  return gamma > 0 ? gamma + log1p(exp(-gamma)) : log1p(exp(gamma));
}

export interface HierarchicalOptions {
  /** ln S_i, the logarithm of each component's variance. */
  logVariances: ArrayLike<number>;
  /** l_i, after which components are ordered: the smallest is generated first. */
  order: ArrayLike<number>;
  /** a: how far the order pulls the components apart. */
  strength: number;
  /** γ of the component that is noisiest at time 0. */
  leastNoise: number;
  /** γ of the component that is clearest at time 1; larger than `leastNoise`. */
  mostNoise: number;
}

/**
 * All components run through γ at one speed, each with an offset:
 *
 *     γ_i(t) = γ_min + L_i − L_max + t Δγ,  L_i = ln S_i + a l_i,  Δγ = γ_max − γ_min + L_max − L_min.
 *
 * With l_i = −ln S_i: a = 1 is standard diffusion, which has one γ for all; a = 0 gives all one
 * signal-to-noise ratio; a > 1 separates the scales, and a → ∞ makes one after the other. Throws
 * `BadShape` and `OutOfRange`.
 *
 * Source: Gerdes, Welling & Cheng 2024 (2410.02667), section 4 and eq. 13.
 */
export function hierarchicalSchedule(options: HierarchicalOptions): Schedule {
  const { logVariances, order, strength, leastNoise, mostNoise } = options;
  if (logVariances.length !== order.length)
    throw new BadShape(`${logVariances.length} variances, but ${order.length} places in the order`);
  checkEnds(leastNoise, mostNoise);
  const offsets = Float64Array.from(logVariances, (one, i) => one + strength * order[i]);
  const [largest, smallest] = [Math.max(...offsets), Math.min(...offsets)];
  const speed = mostNoise - leastNoise + largest - smallest;
  return {
    components: offsets.length,
    at: (time) => offsets.map((offset) => leastNoise + offset - largest + time * speed),
  };
}

export interface SequentialOptions {
  /** From 0, the component that is noised first and generated last, to 1. */
  ranks: ArrayLike<number>;
  /** b, the share of the time that each component takes: from above 0 to 1. */
  overlap: number;
  /** γ before a component's window, and after it. */
  leastNoise: number;
  mostNoise: number;
}

/**
 * Each component has a window of time of its own, in which it runs from γ_min to γ_max; it begins
 * at (1 − b) times the component's rank. b = 1 is standard diffusion; n components with evenly
 * spaced ranks and b = 1/n are generated strictly one after the other. Throws `OutOfRange`.
 *
 * Source: Gerdes, Welling & Cheng 2024 (2410.02667), section 4.
 */
export function sequentialSchedule({ ranks, overlap, leastNoise, mostNoise }: SequentialOptions): Schedule {
  if (!(overlap > 0 && overlap <= 1)) throw new OutOfRange('the overlap', overlap, 'above 0 and at most 1');
  checkEnds(leastNoise, mostNoise);
  const starts = Float64Array.from(ranks, (rank) => (1 - overlap) * rank);
  return {
    components: starts.length,
    at: (time) =>
      starts.map((start) => {
        const passed = Math.min(1, Math.max(0, (time - start) / overlap));
        return leastNoise + (mostNoise - leastNoise) * passed;
      }),
  };
}

/** steps + 1 evenly spaced times, from 1 down to 0. */
export function samplingTimes(steps: number): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, j) => (steps - j) / steps);
}

function checkEnds(leastNoise: number, mostNoise: number): void {
  if (!(mostNoise > leastNoise)) throw new OutOfRange('the largest γ', mostNoise, `above the smallest, ${leastNoise}`);
}
