import { brent } from '../../../numeric/roots.ts';
import { cos as cosine, exp, log, sin as sine } from '../../../numeric/special.ts';

/** A point of the phase portrait: x over x* = √(2α/β), and y = S − 2/η over √(2α). */
export interface PortraitPoint {
  displacement: number;
  excess: number;
}

/**
 * Where the orbit of least displacement X₀ < 1 crosses the ray of this angle around the fixed
 * point, in the plane of Z = ln X and Y: the root r of E(r cos ϑ, r sin ϑ) = E(ln X₀, 0) with
 * E = ½Y² + ¼e^(2Z) − ½Z. The relative error is below 1e-9.
 */
export function orbitAt(start: number, angle: number): PortraitPoint {
  const energy = (z: number, y: number) => 0.5 * y * y + 0.25 * exp(2 * z) - 0.5 * z;
  const whole = energy(log(start), 0);
  const [cos, sin] = [cosine(angle), sine(angle)];
  const over = (r: number) => energy(r * cos, r * sin) - whole;
  // E grows along a ray, since it is convex with its minimum at the fixed point.
  let reach = 1;
  while (over(reach) < 0) reach *= 2;
  const r = brent(over, 0, reach);
  return { displacement: exp(r * cos), excess: r * sin };
}
