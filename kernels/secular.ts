// Roots of the secular equation 1/rho + Σ z_i² / (δ_i − λ) = 0, each between two poles: rational
// interpolation as in LAPACK's dlaed4 (Ren-Cang Li, LAPACK working note 89, 1994), inside a bracket
// that only shrinks.

const EPSILON: f64 = 1.1102230246251565e-16;
const STEPS: i32 = 120;

/**
 * Root j of `count`, for ascending poles δ, weights z and rho > 0. `differences` gets δ_i − λ_j,
 * each to full relative accuracy: the root is kept as an offset from the nearest pole, since the
 * sum of the two would not be accurate enough for eigenvectors.
 */
export function secularRoot(count: i32, j: i32, poles: usize, weights: usize, rho: f64, differences: usize): f64 {
  const row = (<usize>count) << 3;
  if (count === 1) {
    const z = load<f64>(weights);
    store<f64>(differences, -rho * z * z);
    return load<f64>(poles) + rho * z * z;
  }
  const inverse = 1 / rho;
  const last = j === count - 1;
  // The two poles that the interpolation knows, as byte offsets: around the root, or the last two.
  const p1 = (<usize>(last ? j - 1 : j)) << 3,
    p2 = p1 + 8;
  const gap = load<f64>(poles + p2) - load<f64>(poles + p1);
  const z1 = load<f64>(weights + p1),
    z2 = load<f64>(weights + p2);
  // Sums left of here have one sign, those right of here the other.
  const split = p2;

  let span = gap;
  if (last) span = rho * lengthSquared(row, weights) * (1 + 1e-12);
  // Which half of the interval holds the root? The nearest pole becomes the origin.
  let origin = last ? p2 : p1;
  shift(row, poles, load<f64>(poles + origin), 0.5 * span, differences);
  const middle = side(0, split, weights, differences),
    middle2 = side(split, row, weights, differences);
  let w = inverse + f64x2.extract_lane(middle, 0) + f64x2.extract_lane(middle2, 0);
  const others = w - (z1 * z1) / load<f64>(differences + p1) - (z2 * z2) / load<f64>(differences + p2);
  let low: f64, high: f64, offset: f64;
  if (last) {
    low = w <= 0 ? 0.5 * span : 0;
    high = w <= 0 ? span : 0.5 * span;
    offset = startLast(others, gap, z1 * z1, z2 * z2);
  } else if (w >= 0) {
    low = 0;
    high = 0.5 * gap;
    offset = startLeft(others, gap, z1 * z1, z2 * z2);
  } else {
    origin = p2;
    low = -0.5 * gap;
    high = 0;
    offset = startRight(others, gap, z1 * z1, z2 * z2);
  }
  if (!(offset > low && offset < high)) offset = 0.5 * (low + high);

  const base = load<f64>(poles + origin);
  let before: f64 = Infinity;
  let useBothSlopes = last;
  for (let step = 0; step < STEPS; step++) {
    shift(row, poles, base, offset, differences);
    const left = side(0, split, weights, differences),
      right = side(split, row, weights, differences);
    const psi = f64x2.extract_lane(left, 0),
      phi = f64x2.extract_lane(right, 0);
    const dpsi = f64x2.extract_lane(left, 1),
      dphi = f64x2.extract_lane(right, 1);
    const slope = dpsi + dphi;
    w = inverse + psi + phi;
    if (abs(w) <= EPSILON * (8 * (abs(psi) + abs(phi)) + 2 * inverse + 2 * abs(offset) * slope)) break;
    if (w < 0) low = offset;
    else high = offset;
    if (!last && abs(w) > 0.1 * abs(before)) useBothSlopes = !useBothSlopes;
    before = w;

    const d1 = load<f64>(differences + p1),
      d2 = load<f64>(differences + p2);
    let c: f64;
    if (useBothSlopes) c = w - d1 * dpsi - d2 * dphi;
    else if (origin === p1) c = w - d2 * slope + gap * (z1 / d1) * (z1 / d1);
    else c = w - d1 * slope - gap * (z2 / d2) * (z2 / d2);
    const a = (d1 + d2) * w - d1 * d2 * slope;
    const b = d1 * d2 * w;
    let change: f64;
    if (last) {
      c = abs(c);
      const discriminant = sqrt(abs(a * a - 4 * b * c));
      change = a >= 0 ? (a + discriminant) / (2 * c) : (2 * b) / (a - discriminant);
    } else {
      const discriminant = sqrt(abs(a * a - 4 * b * c));
      change = a <= 0 ? (a - discriminant) / (2 * c) : (2 * b) / (a + discriminant);
    }
    // The root lies against the sign of w; a step that does not go there is replaced by Newton's.
    if (!(w * change < 0)) change = -w / slope;
    let next = offset + change;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (next === offset || next === low || next === high) break;
    offset = next;
  }
  return base + offset;
}

/** The start values solve the equation with two poles exact and the others constant. */
// @inline
function startLeft(c: f64, gap: f64, s1: f64, s2: f64): f64 {
  const a = c * gap + s1 + s2,
    b = s1 * gap;
  const root = sqrt(abs(a * a - 4 * b * c));
  return a > 0 ? (2 * b) / (a + root) : (a - root) / (2 * c);
}

// @inline
function startRight(c: f64, gap: f64, s1: f64, s2: f64): f64 {
  const a = c * gap - s1 - s2,
    b = s2 * gap;
  const root = sqrt(abs(a * a + 4 * b * c));
  return a < 0 ? (2 * b) / (a - root) : -(a + root) / (2 * c);
}

// @inline
function startLast(c: f64, gap: f64, s1: f64, s2: f64): f64 {
  const a = -c * gap + s1 + s2,
    b = s2 * gap;
  const root = sqrt(abs(a * a + 4 * b * c));
  return a < 0 ? (2 * b) / (root - a) : (a + root) / (2 * c);
}

/** differences := (poles − base) − offset. */
// @inline
function shift(row: usize, poles: usize, base: f64, offset: f64, differences: usize): void {
  const o = v128.splat<f64>(base),
    t = v128.splat<f64>(offset);
  let at: usize = 0;
  for (; at + 16 <= row; at += 16) {
    v128.store(differences + at, v128.sub<f64>(v128.sub<f64>(v128.load(poles + at), o), t));
  }
  if (at < row) store<f64>(differences + at, load<f64>(poles + at) - base - offset);
}

/** (Σ z²/Δ, Σ z²/Δ²) over byte offsets from `at` to `end`. */
function side(at: usize, end: usize, weights: usize, differences: usize): v128 {
  let s0 = v128.splat<f64>(0),
    t0 = s0,
    s1 = s0,
    t1 = s0;
  for (; at + 32 <= end; at += 32) {
    const z = v128.load(weights + at),
      y = v128.load(weights + at, 16);
    const r = v128.div<f64>(z, v128.load(differences + at)),
      q = v128.div<f64>(y, v128.load(differences + at, 16));
    s0 = v128.add<f64>(s0, v128.mul<f64>(z, r));
    s1 = v128.add<f64>(s1, v128.mul<f64>(y, q));
    t0 = v128.add<f64>(t0, v128.mul<f64>(r, r));
    t1 = v128.add<f64>(t1, v128.mul<f64>(q, q));
  }
  s0 = v128.add<f64>(s0, s1);
  t0 = v128.add<f64>(t0, t1);
  let s = f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
  let t = f64x2.extract_lane(t0, 0) + f64x2.extract_lane(t0, 1);
  for (; at < end; at += 8) {
    const z = load<f64>(weights + at);
    const r = z / load<f64>(differences + at);
    s += z * r;
    t += r * r;
  }
  return f64x2.replace_lane(f64x2.splat(s), 1, t);
}

function lengthSquared(row: usize, x: usize): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < row; at += 8) sum += load<f64>(x + at) * load<f64>(x + at);
  return sum;
}
