import { OutOfRange } from '../../numeric/errors.ts';

// Theory of the two-layer linear network on one datum, which the catapult and warm-up share.

/** All that matters of the network f = u·v/√n on the datum x = 1 with label 0, loss ½f². */
export interface MapState {
  /** The output, and the residual. */
  f: number;
  /** λ = (|u|² + |v|²)/n, the tangent kernel. It is no less than 2|f|/√n. */
  lambda: number;
}

/**
 * One step of gradient descent on u and v at the rate η: f ← f(1 − ηλ + η²f²/n), λ ← λ + (ηf²/n)(ηλ
 * − 4), exactly and at every width n (Lewkowycz et al. 2020, arXiv 2003.02218). Throws `OutOfRange`
 * for a width below 1.
 */
export function mapStep({ f, lambda }: MapState, eta: number, n: number): MapState {
  if (!(n >= 1)) throw new OutOfRange('the width', n, 'at least 1');
  const part = (eta * f * f) / n;
  return { f: f * (1 - eta * lambda + eta * part), lambda: lambda + part * (eta * lambda - 4) };
}

/**
 * Largest eigenvalue of the Hessian, ½(λ + √(λ² + 12f²/n)). Along u + v and u − v the Hessian has
 * the block ((3A − B)/2, −√(AB); −√(AB), (3B − A)/2) with A + B = λ and A − B = 2f/√n, and ±f/√n in
 * all other directions.
 */
export function mapSharpness({ f, lambda }: MapState, n: number): number {
  return 0.5 * (lambda + Math.sqrt(lambda * lambda + (12 * f * f) / n));
}

/** A loss above this has diverged: only the double exponential growth beyond 4/λ comes here. */
const DIVERGED = 1e40;

/**
 * Follows the map for so many steps, at the rate that `rate` has for each (counted from 0). `visit`
 * sees the state after every number of steps, 0 included, and may end it with `true`. Says whether
 * the loss diverged; that state is not visited.
 */
export function followMap(
  start: MapState,
  n: number,
  rate: (step: number) => number,
  steps: number,
  visit: (state: MapState, step: number) => boolean | undefined,
): boolean {
  let state = start;
  for (let step = 0; step <= steps; step++) {
    if (!(state.f * state.f < DIVERGED && state.lambda < DIVERGED)) return true;
    if (visit(state, step)) return false;
    if (step < steps) state = mapStep(state, rate(step), n);
  }
  return false;
}
