import { brent } from '../../../numeric/roots.ts';
import { atan2, cos, sin, squared } from '../../../numeric/special.ts';

/**
 * The eigenvalues of the P × P matrix K_pq = ρ^|p−q|, 0 ≤ ρ < 1, largest first; their mean is 1.
 * They are k = (1 − ρ²)/(1 − 2ρ cos θ + ρ²) at the roots of (P + 1)θ + 2 arg(1 − ρe^{−iθ}) = pπ, p
 * = 1 … P, whose left side only rises. Source: Kac, Murdock & Szegő 1953.
 */
export function exponentialCorrelation(samples: number, correlation: number): Float64Array {
  const phase = (theta: number) =>
    (samples + 1) * theta + 2 * atan2(correlation * sin(theta), 1 - correlation * cos(theta));
  const unit = Math.PI / (samples + 1);
  return Float64Array.from({ length: samples }, (_, i) => {
    const excess = (theta: number) => phase(theta) - (i + 1) * Math.PI;
    // The argument is at least 0, which it is without correlation, and less than π/2.
    const theta = brent(excess, i * unit, (i + 1) * unit * (1 + 1e-12));
    // 1 − 2ρ cos θ + ρ², as a sum of squares.
    const distance = squared(1 - correlation) + 4 * correlation * squared(sin(theta / 2));
    return ((1 - correlation) * (1 + correlation)) / distance;
  });
}

/** Intervals of the rule below, and half the samples from which it is used. */
const INTERVALS = 4096;

/** Eigenvalues and how many there are of each, in numbers that need not be whole. */
export interface CorrelationLevels {
  values: Float64Array;
  multiplicities: Float64Array;
}

/**
 * The same eigenvalues as levels, for sums over them: of many samples no more than 4097, whose
 * multiplicities make every sum of a smooth function of them right to rounding. With the phase
 * u(θ)π on the left above, Σ_p f(k_p) is a trapezoidal sum of an even periodic function over the
 * whole u, less half of its ends; so it is the integral, and that is a trapezoidal sum over θ. Both
 * are wrong by exp(−2Nε) at the most with N points and no pole of f within ε ≈ −ln ρ of the axis,
 * for which ρ ≤ 0.99 is enough.
 */
export function exponentialCorrelationLevels(samples: number, correlation: number): CorrelationLevels {
  if (samples <= 2 * INTERVALS) {
    const values = exponentialCorrelation(samples, correlation);
    return { values, multiplicities: values.map(() => 1) };
  }
  const [values, multiplicities] = [new Float64Array(INTERVALS + 1), new Float64Array(INTERVALS + 1)];
  for (let j = 0; j <= INTERVALS; j++) {
    const theta = (Math.PI * j) / INTERVALS;
    const distance = squared(1 - correlation) + 4 * correlation * squared(sin(theta / 2));
    const slope = (correlation * (cos(theta) - correlation)) / distance;
    const weight = (samples + 1 + 2 * slope) / INTERVALS;
    values[j] = ((1 - correlation) * (1 + correlation)) / distance;
    multiplicities[j] = j === 0 || j === INTERVALS ? (weight - 1) / 2 : weight;
  }
  return { values, multiplicities };
}
