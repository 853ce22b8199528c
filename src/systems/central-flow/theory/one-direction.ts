import { createRandom } from '../../../numeric/random.ts';
import type { Landscape } from './landscape.ts';
import { SharpestDirections } from './sharpest-directions.ts';
import { dot } from './vectors.ts';

/**
 * The variance of an oscillation along one direction, at weights where the sharpness S is 2/η and
 * simple: σ² = max(0, 2⟨−∇L, ∇S⟩/|∇S|²), which holds S where it is (Cohen et al. 2024, arXiv
 * 2410.24206). ∇S = ∇³L(u, u, ·). Throws `NotFinite` and `NoConvergence`.
 */
export function oneDirectionVariance(landscape: Landscape, w: Float64Array): number {
  const gradient = new Float64Array(landscape.size);
  landscape.gradient(w, gradient);
  const sharpest = new SharpestDirections(landscape, createRandom('one direction'));
  sharpest.update(Infinity);
  const [[slope]] = landscape.thirdDerivatives(w, sharpest.vectors);
  return Math.max(0, (-2 * dot(gradient, slope)) / dot(slope, slope));
}
