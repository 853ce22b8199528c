import { integrateOde, type OdeTolerance } from '../../../numeric/ode.ts';
import type { Landscape } from './landscape.ts';

/** Writes ẇ at w. */
export type Velocity = (w: Float64Array, out: Float64Array) => void;

/** ẇ = −∇L. */
export function gradientVelocity(landscape: Landscape): Velocity {
  return (w, out) => {
    landscape.gradient(w, out);
    for (let i = 0; i < out.length; i++) out[i] = -out[i];
  };
}

/**
 * ẇ = −∇(L + (η/4)|∇L|²) = −∇L − (η/2)H∇L, which gradient descent with the step η follows to
 * second order in η, at a fixed time (Barrett and Dherin 2020, arXiv 2009.11162).
 */
export function modifiedVelocity(landscape: Landscape, eta: number): Velocity {
  const bent = new Float64Array(landscape.size);
  return (w, out) => {
    landscape.gradient(w, out);
    landscape.hessianVector(out, bent);
    for (let i = 0; i < out.length; i++) out[i] = -out[i] - (eta / 2) * bent[i];
  };
}

/** Local error of the integration, relative and absolute. */
const TOLERANCE = { relative: 1e-7, absolute: 1e-10 };

/**
 * Where this velocity takes w, at each of these times, ascending, with steps of this local error.
 * Throws `NoConvergence`.
 */
export function flowed(
  velocity: Velocity,
  w: Float64Array,
  times: ArrayLike<number>,
  tolerance: OdeTolerance = TOLERANCE,
): Float64Array[] {
  return integrateOde((_, state, out) => velocity(state, out), w, 0, times, tolerance);
}
