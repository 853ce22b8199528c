import { arcsin } from '../../../numeric/arc.ts';

/** Radius of the semicircle of curvatures: 2√(f″(1)), f(q) = ½q^p. */
export function radius(p: number): number {
  return Math.sqrt(2 * p * (p - 1));
}

/**
 * Share of negative eigenvalues of the Hessian along the sphere at energy e: of a semicircle of
 * this radius around −pe.
 */
export function negativeShare(p: number, e: number): number {
  return semicircleBelow((p * e) / radius(p));
}

/** Density of curvatures at energy e, in units of the radius, averaged over each bin. */
export function spectrumInBins(p: number, e: number, edges: Float64Array): Float64Array {
  const shift = (p * e) / radius(p);
  return Float64Array.from(
    { length: edges.length - 1 },
    (_, i) => (semicircleBelow(edges[i + 1] + shift) - semicircleBelow(edges[i] + shift)) / (edges[i + 1] - edges[i]),
  );
}

/** Share of a semicircle of radius 1 below x. */
export function semicircleBelow(x: number): number {
  const y = Math.max(-1, Math.min(1, x));
  return 0.5 + (y * Math.sqrt(1 - y * y) + arcsin(y)) / Math.PI;
}
