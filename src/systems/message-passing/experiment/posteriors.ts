import { erfc, exp, log, squared, tanh, wholePower } from '../../../numeric/special.ts';
import type { MessagePassingParameters } from '../parameters.ts';

/** What a label says of its field, by which the messages are made. */
export interface Answer {
  /** The push g that the label gives to its field ω. */
  push: number;
  /** −∂g/∂ω. */
  stiffness: number;
}

export type Respond = (label: number, omega: number, V: number) => Answer;

/**
 * The answers to this channel's labels, for Bayes' estimator (∂ ln Z, from mean and variance of the
 * field given the label) or for a loss (−ℓ' at the proximal point).
 */
export function responseOf({ channel, noise, estimator }: MessagePassingParameters): Respond {
  if (estimator === 'square') return (y, omega, V) => ({ push: (y - omega) / (1 + V), stiffness: 1 / (1 + V) });
  if (estimator === 'logistic') return logisticLoss;
  if (channel === 'linear') return (y, omega, V) => ({ push: (y - omega) / (V + noise), stiffness: 1 / (V + noise) });
  if (channel === 'sign') return (y, omega, V) => signLabel(y, omega, V + noise);
  return noise === 0 ? magnitude : (y, omega, V) => noisyMagnitude(y, omega, V, noise);
}

function signLabel(y: number, omega: number, total: number): Answer {
  const t = (y * omega) / Math.sqrt(total);
  const r = hazard(t);
  return { push: (y * r) / Math.sqrt(total), stiffness: (r * (r + t)) / total };
}

function magnitude(y: number, omega: number, V: number): Answer {
  const sign = tanh((y * omega) / V);
  const unknown = squared(y) * (1 - squared(sign));
  return { push: (y * sign - omega) / V, stiffness: (1 - unknown / V) / V };
}

/** u > 0 or u < 0, each a normal cut at 0 with its own weight. */
function noisyMagnitude(y: number, omega: number, V: number, noise: number): Answer {
  const total = V + noise;
  const spread = Math.sqrt((V * noise) / total);
  const branch = (sign: number) => {
    const centre = (sign * omega * noise + y * V) / total;
    const h = hazard(centre / spread);
    return {
      logWeight: (sign * y * omega) / total + logCdf(centre / spread),
      mean: sign * (centre + spread * h),
      square: squared(centre) + squared(spread) + centre * spread * h,
    };
  };
  const [up, down] = [branch(1), branch(-1)];
  const share = 1 / (1 + exp(down.logWeight - up.logWeight));
  const mean = share * up.mean + (1 - share) * down.mean;
  const variance = share * up.square + (1 - share) * down.square - squared(mean);
  return { push: (mean - omega) / V, stiffness: (1 - variance / V) / V };
}

/**
 * −ℓ' at the p that makes ℓ(y, p) + (p − ω)²/2V least: the push g is the root of
 * g = σ(−yω − Vg), whose right side falls. By halving, which no V leads astray.
 */
function logisticLoss(y: number, omega: number, V: number): Answer {
  const field = y * omega;
  let [low, high] = [0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const g = (low + high) / 2;
    if (g * (1 + exp(field + V * g)) < 1) low = g;
    else high = g;
  }
  const bend = low * (1 - low);
  return { push: y * low, stiffness: bend / (1 + V * bend) };
}

const HALVINGS = 46;

/** φ/Φ of the standard normal. */
function hazard(t: number): number {
  if (t < -25) return -t - 1 / t + 2 / wholePower(t, 3);
  return exp(-0.5 * t * t) / (Math.sqrt(Math.PI / 2) * erfc(-t / Math.SQRT2));
}

/** ln Φ. */
function logCdf(t: number): number {
  if (t < -25) return -0.5 * t * t - log(-t * Math.sqrt(2 * Math.PI)) - 1 / (t * t);
  return log(0.5 * erfc(-t / Math.SQRT2));
}
