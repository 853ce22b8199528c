import { NoConvergence } from '../../../numeric/errors.ts';
import { exp, log, log1p } from '../../../numeric/special.ts';

// Convex losses ℓ(y, f), and the proximal step that theory takes with them. Everything is given for
// the label 1; that of −1 is its mirror image.

/** What the step from ω leaves; one object throughout, as it is called a million times. */
export interface Step {
  /** p = argmin_z ℓ(z) + (z − ω)²/2V. */
  at: number;
  /** g = (p − ω)/V = −ℓ′(p). */
  pull: number;
  /** dg/dω. */
  slope: number;
}

export interface Loss {
  /** ℓ(1, f). */
  value: (f: number) => number;
  /** Of the step from ω with the width V > 0. */
  step: (omega: number, V: number, out: Step) => void;
  /** −ℓ′(0); Infinity where no f below 1 is allowed. */
  pullAtZero: number;
  /** The ω between which `step` is smooth on the scale of their distance. */
  breaks: (V: number) => number[];
}

/** ½(y − f)². */
export const square: Loss = {
  value: (f) => 0.5 * (1 - f) * (1 - f),
  step(omega, V, out) {
    out.pull = (1 - omega) / (1 + V);
    out.at = omega + V * out.pull;
    out.slope = -1 / (1 + V);
  },
  pullAtZero: 1,
  breaks: () => [],
};

/** max(0, 1 − yf). */
export const hinge: Loss = {
  value: (f) => Math.max(0, 1 - f),
  step(omega, V, out) {
    if (omega < 1 - V) set(out, omega + V, 1, 0);
    else if (omega <= 1) set(out, 1, (1 - omega) / V, -1 / V);
    else set(out, omega, 0, 0);
  },
  pullAtZero: 1,
  breaks: (V) => [1 - V, 1],
};

/** 0 where yf ≥ 1, which every sample has to reach: the hinge loss as its ridge tends to 0. */
export const margin: Loss = {
  value: (f) => (f >= 1 ? 0 : Number.POSITIVE_INFINITY),
  step(omega, V, out) {
    if (omega < 1) set(out, 1, (1 - omega) / V, -1 / V);
    else set(out, omega, 0, 0);
  },
  pullAtZero: Number.POSITIVE_INFINITY,
  breaks: () => [1],
};

/** r²/2 for a residual |r| ≤ δ, and δ(|r| − δ/2) beyond. */
export function huber(delta: number): Loss {
  return {
    value(f) {
      const r = Math.abs(1 - f);
      return r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta);
    },
    step(omega, V, out) {
      const r = 1 - omega;
      const isNear = Math.abs(r) <= delta * (1 + V);
      out.pull = isNear ? r / (1 + V) : Math.sign(r) * delta;
      out.at = omega + V * out.pull;
      out.slope = isNear ? -1 / (1 + V) : 0;
    },
    pullAtZero: Math.min(1, delta),
    breaks: (V) => [1 - delta * (1 + V), 1 + delta * (1 + V)],
  };
}

/** Within panels of this width in p everything is a polynomial of degree 40 to 1e-15. */
const PANEL = 1.5;
/** Beyond so far above ln(1 + V) the logistic pull is an exponential, or 1 less one. */
const TAIL = 12;

/** ln(1 + e^(−yf)). */
export const logistic: Loss = {
  value: (f) => (f > 0 ? log1p(exp(-f)) : -f + log1p(exp(f))),
  step(omega, V, out) {
    const p = logisticStep(omega, V);
    const { pull, slope } = logisticPull(p);
    set(out, p, pull, -slope / (1 + V * slope));
  },
  pullAtZero: 0.5,
  breaks(V) {
    const reach = log(1 + V) + TAIL;
    const steps = Math.ceil((2 * reach) / PANEL);
    return Array.from({ length: steps + 1 }, (_, i) => {
      const p = -reach + (2 * reach * i) / steps;
      return p - V * logisticPull(p).pull;
    });
  },
};

/** σ(−p) and σ(p)σ(−p), without cancellation. */
function logisticPull(p: number): { pull: number; slope: number } {
  const small = exp(-Math.abs(p));
  const large = 1 / (1 + small);
  return { pull: p > 0 ? small * large : large, slope: small * large * large };
}

/**
 * The root of p = ω + V σ(−p): Newton's method in the bracket [ω, ω + V], which only shrinks.
 * Throws `NoConvergence`.
 */
function logisticStep(omega: number, V: number): number {
  let [low, high] = [omega, omega + V];
  let p = Math.min(Math.max(logisticStart(omega, V), low), high);
  let last = 0;
  for (let i = 0; i < 200; i++) {
    const { pull, slope } = logisticPull(p);
    const value = p - omega - V * pull;
    if (value > 0) high = p;
    else low = p;
    const next = p - value / (1 + V * slope);
    const inside = next >= low && next <= high;
    const move = (inside ? next : 0.5 * (low + high)) - p;
    p += move;
    last = Math.abs(move) / (1 + Math.abs(p));
    if (last <= 1e-15) return p;
  }
  // Rounding may move it to and fro by some last digits.
  if (last <= 1e-12) return p;
  throw new NoConvergence(`the proximal point of the logistic loss at ω = ${omega}, V = ${V} has not been found`);
}

/** A step or so from the root: halving alone takes as long as ln V, and Newton's steps are of 1. */
function logisticStart(omega: number, V: number): number {
  const reach = log(1 + V);
  if (omega > reach || omega <= -V) return omega + V * logisticPull(omega > 0 ? omega : omega + V).pull;
  // Where p is small beside V, σ(−p) = −ω/V; where it is large, p − ω = V e^(−p).
  return omega < -0.5 * V ? log(-V / omega - 1) : reach - log(1 + reach - omega);
}

function set(out: Step, at: number, pull: number, slope: number): void {
  out.at = at;
  out.pull = pull;
  out.slope = slope;
}
