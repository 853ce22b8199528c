import { OutOfRange } from '../../../numeric/errors.ts';
import { log1p, squared } from '../../../numeric/special.ts';

/**
 * Decoupled weight decay w ← (1 − ηλ)w − ηu makes of w an exponential moving average of −u/λ: its
 * time constant 1/(ηλ) and its half-life, both in steps. Wang and Aitchison 2024 (2405.13698).
 * Throws `OutOfRange` for ηλ outside (0, 1), as do the others.
 */
export function decayTimes(eta: number, weightDecay: number): { time: number; halfLife: number } {
  const rate = checked(eta * weightDecay);
  return { time: 1 / rate, halfLife: Math.LN2 / -log1p(-rate) };
}

/**
 * Root mean square of a weight under updates that are an average, with the memory `beta1`, of unit
 * white noise (Adam whose gradients are noise): exactly, and √(η/2λ) to leading order in ηλ.
 */
export function weightSize(eta: number, weightDecay: number, beta1: number): { exact: number; leading: number } {
  const alpha = 1 - checked(eta * weightDecay);
  const noise = squared(eta * (1 - beta1)) / (1 - beta1 * beta1);
  return {
    exact: Math.sqrt((noise * (1 + alpha * beta1)) / ((1 - alpha * alpha) * (1 - alpha * beta1))),
    leading: Math.sqrt(eta / (2 * weightDecay)),
  };
}

/**
 * Scale-invariant weights, whose gradient is orthogonal to them and of size g̃/|w|: |w|² at
 * equilibrium, √(η²g̃²/(1 − α²)) with α = 1 − ηλ, where |w|² = α²|w|² + η²g̃²/|w|², and the cosine
 * of the angle that a step turns them by, exactly α.
 */
export function scaleInvariant(eta: number, weightDecay: number, gradient: number): { norm2: number; cosine: number } {
  const alpha = 1 - checked(eta * weightDecay);
  return { norm2: (eta * gradient) / Math.sqrt(1 - alpha * alpha), cosine: alpha };
}

function checked(rate: number): number {
  if (!(rate > 0 && rate < 1)) throw new OutOfRange('rate times weight decay', rate, 'between 0 and 1');
  return rate;
}
