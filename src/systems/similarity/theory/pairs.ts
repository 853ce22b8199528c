// Pairs (x, y) of Gaussian vectors in their principal axes, and quadratic forms of them.

/**
 * Variances of the components of x and of y and the covariance of each pair of them, three arrays
 * of one length. A component that is not there has variance 0.
 */
export interface Pairs {
  x: Float64Array;
  y: Float64Array;
  xy: Float64Array;
}

/** Σ_j xx_j x_j² + 2 xy_j x_j y_j + yy_j y_j². */
export interface Form {
  xx: Float64Array;
  xy: Float64Array;
  yy: Float64Array;
}

/** E f. */
export function mean({ xx, xy, yy }: Form, pairs: Pairs): number {
  let sum = 0;
  for (let j = 0; j < xx.length; j++) sum += xx[j] * pairs.x[j] + 2 * xy[j] * pairs.xy[j] + yy[j] * pairs.y[j];
  return sum;
}

/** Cov(f, g) = 2 tr(F S G S), by Wick's theorem. */
export function covariance(f: Form, g: Form, { x, y, xy }: Pairs): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) {
    // The rows of F S and of G S, 2 × 2 each.
    const [f11, f12] = [f.xx[j] * x[j] + f.xy[j] * xy[j], f.xx[j] * xy[j] + f.xy[j] * y[j]];
    const [f21, f22] = [f.xy[j] * x[j] + f.yy[j] * xy[j], f.xy[j] * xy[j] + f.yy[j] * y[j]];
    const [g11, g12] = [g.xx[j] * x[j] + g.xy[j] * xy[j], g.xx[j] * xy[j] + g.xy[j] * y[j]];
    const [g21, g22] = [g.xy[j] * x[j] + g.yy[j] * xy[j], g.xy[j] * xy[j] + g.yy[j] * y[j]];
    sum += f11 * g11 + f12 * g21 + f21 * g12 + f22 * g22;
  }
  return 2 * sum;
}

/** E f g. */
export function meanProduct(f: Form, g: Form, pairs: Pairs): number {
  return mean(f, pairs) * mean(g, pairs) + covariance(f, g, pairs);
}
