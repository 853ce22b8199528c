import { cos as cosine, hypot, log, power, sin as sine } from '../../../numeric/special.ts';
import { activation } from '../activations.ts';
import { stepCharacteristic, stepMoments } from './averages.ts';

// Escape is watched for after each step, and a step that crosses the threshold goes beyond it. A
// random walk of steps Y with mean v > 0 and variance s² is beyond a far threshold by
//
//   β = E H²/2E H = (s² + 3v²)/4v − (1/π) ∫₀^∞ ln(|1 − φ(t)| √(1 + v²t²)/vt) dt/t²
//
// on average, H its ascending ladder height and φ the characteristic function of Y (Siegmund,
// Sequential Analysis, 1985, chapter VIII, with Spitzer's identity and the exponential law, which
// has no descents, taken off). For steps that do not fluctuate it is half a step. A diffusion takes
// as long to a threshold that is higher by β as the walk takes to be seen beyond it (Chernoff 1965:
// β = 0.583 s for normal steps of small v).

/** Logarithmically spaced t, in units of 1/√E Y²; below and beyond the integrand is a power. */
const TIMES = 64;
const [FIRST, LAST] = [2e-3, 30];

/**
 * Least v/√E Y² that the mean overshoot is taken at: it tends to a number as v → 0, by differences
 * that do not.
 */
const SLOWEST = 0.05;

/**
 * The overlap that a diffusion has to reach for the walk of steps −(δ/d)X to have been seen at
 * `threshold` or beyond: higher by the mean overshoot, and at most half of the way to 1. Overlaps
 * and the step δ are dimensionless. Throws as `activation` for a name that there is not.
 */
export function thresholdInEffect(name: string, delta: number, dimension: number, threshold: number): number {
  const sigma = activation(name);
  const { drift, variance } = stepMoments(sigma, threshold, delta, dimension);
  const scale = Math.sqrt(variance + drift * drift);
  const times = Float64Array.from({ length: TIMES }, (_, i) => (FIRST * power(LAST / FIRST, i / (TIMES - 1))) / scale);
  const parts = stepCharacteristic(sigma, threshold, delta, dimension, times);
  const speed = Math.max(drift, SLOWEST * scale);
  // ln |1 − φ(t)| of Y = −X, moved to the mean `speed`.
  const logs = times.map((t, i) => {
    const [cos, sin] = [parts[2 * i], -parts[2 * i + 1]];
    const turn = t * (speed - drift);
    const re = cos * cosine(turn) - sin * sine(turn);
    const im = cos * sine(turn) + sin * cosine(turn);
    const reach = speed * t;
    return log((hypot(1 - re, im) * Math.sqrt(1 + reach * reach)) / reach);
  });
  const beyond = (variance + 3 * speed * speed) / (4 * speed) - integral(times, logs) / Math.PI;
  return Math.min(threshold + (delta / dimension) * beyond, (1 + threshold) / 2);
}

/** ∫ f dt/t², with f ∝ t² below the first point and constant beyond the last. */
function integral(times: Float64Array, values: Float64Array): number {
  const step = log(times[1] / times[0]);
  const last = times.length - 1;
  let sum = values[0] / times[0] + values[last] / times[last];
  for (let i = 0; i <= last; i++) sum += ((i === 0 || i === last ? 0.5 : 1) * step * values[i]) / times[i];
  return sum;
}
