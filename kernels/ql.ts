// Implicit QL with Wilkinson's shift for a symmetric tridiagonal matrix: EISPACK's tql1 and tql2
// (Bowdler, Martin, Reinsch and Wilkinson, Numer. Math. 11:293, 1968). The rotations act on rows,
// which are contiguous.

const EPSILON: f64 = 1.1102230246251565e-16;
/**
 * For entries of size about 1: coupling below this is dropped, as its squares would lose digits to
 * underflow.
 */
const TINY: f64 = 1e-140;
/**
 * Allowed sweeps per eigenvalue, on average: the first ones of a graded matrix can need far more
 * than the usual two.
 */
const SWEEPS: i32 = 50;

/**
 * Diagonal d and couplings e (n − 1 of them, room for n) become the eigenvalues, unordered, and
 * zeros. With q ≠ 0 its rows, `stride` bytes apart, are rotated along, so that the identity becomes
 * the eigenvectors in rows. Returns 1 when it does not converge.
 */
export function ql(n: i32, d: usize, e: usize, q: usize, stride: usize): i32 {
  store<f64>(e + ((<usize>(n - 1)) << 3), 0);
  let sweeps = SWEEPS * n;
  for (let l = 0; l < n; l++) {
    const first = (<usize>l) << 3;
    while (true) {
      let m = l;
      for (; m < n - 1; m++) {
        const at = (<usize>m) << 3;
        const coupling = abs(load<f64>(e + at));
        if (coupling <= TINY || coupling <= EPSILON * (abs(load<f64>(d + at)) + abs(load<f64>(d + at, 8)))) break;
      }
      if (m === l) break;
      if (sweeps-- === 0) return 1;

      const last = (<usize>m) << 3;
      const el = load<f64>(e + first),
        dl = load<f64>(d + first);
      let g = (load<f64>(d + first, 8) - dl) / (2 * el);
      g = load<f64>(d + last) - dl + el / (g + copysign(sqrt(g * g + 1), g));
      let s: f64 = 1,
        c: f64 = 1,
        p: f64 = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const at = (<usize>i) << 3;
        const ei = load<f64>(e + at);
        const f = s * ei,
          b = c * ei;
        let r = hypotenuse(f, g);
        store<f64>(e + at, r, 8);
        if (r === 0) break;
        s = f / r;
        c = g / r;
        g = load<f64>(d + at, 8) - p;
        r = (load<f64>(d + at) - g) * s + 2 * c * b;
        p = s * r;
        store<f64>(d + at, g + p, 8);
        g = c * r - b;
        if (q) rotate(n, q + <usize>i * stride, q + <usize>(i + 1) * stride, c, s);
      }
      if (i >= l) {
        // The rotation found nothing left to do: split here and go on.
        const at = (<usize>i) << 3;
        store<f64>(d + at, load<f64>(d + at, 8) - p, 8);
      } else {
        store<f64>(d + first, load<f64>(d + first) - p);
        store<f64>(e + first, g);
      }
      store<f64>(e + last, 0);
    }
  }
  return 0;
}

/** x := c x − s y, y := s x + c y. */
export function rotate(n: i32, x: usize, y: usize, c: f64, s: f64): void {
  const cc = v128.splat<f64>(c),
    ss = v128.splat<f64>(s);
  const end = x + ((<usize>n) << 3);
  for (; x + 16 <= end; x += 16, y += 16) {
    const u = v128.load(x),
      v = v128.load(y);
    v128.store(x, v128.sub<f64>(v128.mul<f64>(cc, u), v128.mul<f64>(ss, v)));
    v128.store(y, v128.add<f64>(v128.mul<f64>(ss, u), v128.mul<f64>(cc, v)));
  }
  if (x < end) {
    const u = load<f64>(x),
      v = load<f64>(y);
    store<f64>(x, c * u - s * v);
    store<f64>(y, s * u + c * v);
  }
}

/** √(a² + b²) for numbers that are not large; the slow path keeps the digits of tiny ones. */
// @inline
export function hypotenuse(a: f64, b: f64): f64 {
  const squares = a * a + b * b;
  if (squares > 1e-270) return sqrt(squares);
  const large = max(abs(a), abs(b));
  if (large === 0) return 0;
  const ratio = min(abs(a), abs(b)) / large;
  return large * sqrt(1 + ratio * ratio);
}
