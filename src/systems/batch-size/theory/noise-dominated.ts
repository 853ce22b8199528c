import { OutOfRange } from '../../../numeric/errors.ts';
import { exp, squared } from '../../../numeric/special.ts';
import type { Course } from './steps-to-target.ts';

/**
 * Optimisers that divide the gradient by its size, on a quadratic loss of curvatures λ with
 * independent Gaussian noise of deviation s/√B on each component of the gradient.
 */
export interface Normalised {
  optimiser: 'sign' | 'adam';
  B: number;
  eta: number;
}

/**
 * The rate at which a mode's error decays, per step, where the noise dominates the gradient:
 * ηλ√(2B/π)/s of sign descent, since E sign(g) = erf(G√(B/2)/s), and ηλ√B/s of Adam, whose second
 * moment is then s²/B, whatever its memory as long as that is short. Throws `OutOfRange`.
 */
export function decayRate({ optimiser, B, eta }: Normalised, lambda: number, s: number): number {
  if (!(s > 0 && B > 0 && eta > 0)) throw new OutOfRange('noise, batch and rate', [s, B, eta], 'above 0');
  return (eta * lambda * Math.sqrt(optimiser === 'sign' ? (2 * B) / Math.PI : B)) / s;
}

/**
 * E e² that a mode settles at, to leading order in η: the diffusion η² of a step over twice the
 * decay.
 */
export function stationarySquare(descent: Normalised, lambda: number, s: number): number {
  return squared(descent.eta) / (2 * decayRate(descent, lambda, s));
}

/**
 * Modes with their eigenvalues, squared errors at the start, and noise of one example's gradient.
 */
export interface NoisyModes {
  lambda: Float64Array;
  squaredErrors: Float64Array;
  s: Float64Array;
}

/**
 * The excess risk Σ λE e², step by step; after k steps, with the decay rate c of each mode,
 * E e² = e₀²e^(−2ck) + η²/(2c)·(1 − e^(−2ck)). Square-root rule: at k ∝ 1/B it is the same for
 * η ∝ √B (Malladi et al. 2022, 2205.10287).
 */
export class NoiseDominated implements Course {
  risk: number;
  /** λ(E e² − its stationary value). */
  private readonly excess: Float64Array;
  private readonly factor: Float64Array;
  private readonly stationaryRisk: number;

  /** Throws `OutOfRange`. */
  constructor(descent: Normalised, { lambda, squaredErrors, s }: NoisyModes) {
    const settled = lambda.map((l, k) => l * stationarySquare(descent, l, s[k]));
    this.excess = lambda.map((l, k) => l * squaredErrors[k] - settled[k]);
    this.factor = lambda.map((l, k) => exp(-2 * decayRate(descent, l, s[k])));
    this.stationaryRisk = total(settled);
    this.risk = this.stationaryRisk + total(this.excess);
  }

  step(): void {
    const { excess, factor } = this;
    let sum = 0;
    for (let k = 0; k < excess.length; k++) {
      excess[k] *= factor[k];
      sum += excess[k];
    }
    this.risk = this.stationaryRisk + sum;
  }
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
