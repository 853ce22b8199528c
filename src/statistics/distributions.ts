import { NoConvergence, OutOfRange } from '../numeric/errors.ts';
import { remember } from '../numeric/remember.ts';
import { exp, log, log1p } from '../numeric/special.ts';

/**
 * The distributions that tests and intervals need: normal, Student's t, chi-square, binomial. Tails
 * are computed as such and not as 1 − cdf, so that small p values keep their relative accuracy
 * (about 1e-12).
 */

/** P(Z ≤ z) of the standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** The z with P(Z ≤ z) = p, for p in [0, 1]. Throws OutOfRange elsewhere. */
export function normalQuantile(p: number): number {
  checkProbability(p);
  return p < 0.5 ? -normalUpperQuantile(p) : normalUpperQuantile(1 - p);
}

/**
 * P(T ≤ t) of Student's t with `df` > 0 degrees of freedom (any real; Infinity is the normal).
 * Throws OutOfRange.
 */
export function studentCdf(t: number, df: number): number {
  return studentTail(-t, df);
}

/** P(T ≥ t), accurate far into the tail. Throws OutOfRange. */
export function studentTail(t: number, df: number): number {
  if (!(df > 0)) throw new OutOfRange('degrees of freedom', df, 'positive');
  if (df === Infinity) return normalCdf(-t);
  if (t === 0) return 0.5;
  const upper = 0.5 * betaForStudent(Math.abs(t), df);
  return t > 0 ? upper : 1 - upper;
}

/** The t with P(T ≤ t) = p, for p in [0, 1]. Throws OutOfRange elsewhere. */
export function studentQuantile(p: number, df: number): number {
  checkProbability(p);
  return p < 0.5 ? -studentUpperQuantile(p, df) : studentUpperQuantile(1 - p, df);
}

/**
 * The t with P(T ≥ t) = `tail`: the form to use for small tails, which 1 − tail would round. Throws
 * OutOfRange.
 */
export function studentUpperQuantile(tail: number, df: number): number {
  checkProbability(tail);
  if (!(df > 0)) throw new OutOfRange('degrees of freedom', df, 'positive');
  if (df === Infinity) return normalUpperQuantile(tail);
  if (tail > 0.5) return -studentUpperQuantile(1 - tail, df);
  if (tail === 0.5) return 0;
  if (tail === 0) return Infinity;
  return studentQuantileAbove({ tail, df });
}

/** A verdict asks for the same few again and again. */
const studentQuantileAbove = remember(
  ({ tail, df }: { tail: number; df: number }) =>
    // The normal quantile lies to the left of the t quantile.
    solveTail(
      (t) => studentTail(t, df),
      (t) => studentDensity(t, df),
      tail,
      normalUpperQuantile(tail),
    ),
  ({ tail, df }) => `${tail} ${df}`,
  64,
);

/**
 * P(X ≥ x) of chi-square with `df` > 0 degrees of freedom: the p value of a fit. Throws OutOfRange.
 */
export function chiSquareTail(x: number, df: number): number {
  if (!(df > 0)) throw new OutOfRange('degrees of freedom', df, 'positive');
  if (Number.isNaN(x)) throw new OutOfRange('chi-square', x, 'a number');
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const a = df / 2;
  const y = x / 2;
  const factor = exp(a * log(y) - y - logGamma(a + 1));
  if (y < a + 1) return 1 - factor * gammaSeries(a, y);
  return factor * a * gammaFraction(a, y);
}

/**
 * P(X ≥ successes) of the binomial with `trials` trials of chance `share`, accurate far into the
 * tail (relative error about 1e-15 times trials). Throws OutOfRange.
 */
export function binomialTail(successes: number, trials: number, share: number): number {
  checkProbability(share);
  if (!(trials >= 0)) throw new OutOfRange('the number of trials', trials, 'at least 0');
  if (successes <= 0) return 1;
  return successes > trials ? 0 : incompleteBeta(successes, trials - successes + 1, share);
}

/** P(X ≤ successes) of the binomial, as accurate. Throws OutOfRange. */
export function binomialCdf(successes: number, trials: number, share: number): number {
  checkProbability(share);
  return binomialTail(trials - successes, trials, 1 - share);
}

/** ln Γ(x) for x > 0: Stirling's series, reached by the recurrence. */
export function logGamma(x: number): number {
  let product = 1;
  let z = x;
  while (z < 12) {
    product *= z;
    z += 1;
  }
  const r = 1 / (z * z);
  const series =
    (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156)))))) / z;
  return (z - 0.5) * log(z) - z + 0.5 * log(2 * Math.PI) + series - log(product);
}

/** Γ(x) for x > 0. */
export function gamma(x: number): number {
  return exp(logGamma(x));
}

function checkProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new OutOfRange('probability', p, 'between 0 and 1');
}

function normalUpperQuantile(tail: number): number {
  if (tail > 0.5) return -normalUpperQuantile(1 - tail);
  if (tail === 0.5) return 0;
  if (tail === 0) return Infinity;
  // Left of the root: the tail is below exp(−z²/2)/2, and log-concave, so the first step may
  // overshoot and the bracket catches it.
  const density = (z: number) => exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  return solveTail((z) => normalCdf(-z), density, tail, 0);
}

/** Newton's method on ln tail(t) = ln p for t ≥ start, kept inside a shrinking bracket. */
function solveTail(tail: (t: number) => number, density: (t: number) => number, p: number, start: number): number {
  let low = start;
  let high = Infinity;
  let t = start;
  for (let iteration = 0; iteration < 200; iteration++) {
    const value = tail(t);
    if (value > p) low = t;
    else high = t;
    const step = (value / density(t)) * log(value / p);
    let next = t + step;
    if (!(next >= low && next <= high)) next = Number.isFinite(high) ? 0.5 * (low + high) : 2 * low + 1;
    if (Math.abs(next - t) <= 4e-16 * Math.abs(next) || next === t) return next;
    // Round-off in the tail, a few 1e-13 of it, lets the last digits alternate.
    if (iteration > 8 && Math.abs(step) <= 1e-13 * Math.abs(t)) return next;
    t = next;
  }
  throw new NoConvergence(`the quantile of tail probability ${p} did not converge`);
}

function studentDensity(t: number, df: number): number {
  return exp(logGammaRatio(df / 2) - 0.5 * log(Math.PI * df) - 0.5 * (df + 1) * log1p((t * t) / df));
}

/** ln Γ(a + ½) − ln Γ(a), without cancellation for large a. */
function logGammaRatio(a: number): number {
  let z = a;
  let shift = 0;
  // Γ(z + ½)/Γ(z) = Γ(z + 3/2)/Γ(z + 1) · z/(z + ½)
  while (z < 25) {
    shift += log(z / (z + 0.5));
    z += 1;
  }
  const r = 1 / z;
  const r2 = r * r;
  // From Stirling's series in z: Σ B_2k (2^(1−2k) … ) terms of odd order only.
  const series = r * (-1 / 8 + r2 * (1 / 192 + r2 * (-1 / 640 + r2 * (17 / 14336 - (r2 * 31) / 18432))));
  return shift + 0.5 * log(z) + series;
}

/**
 * P(|T| ≥ t) = I_x(df/2, ½) with x = df/(df + t²), by the continued fraction that converges at this
 * x.
 */
function betaForStudent(t: number, df: number): number {
  const a = df / 2;
  const ratio = (t / df) * t;
  if (ratio === Infinity) return 0;
  const x = 1 / (1 + ratio);
  const y = ratio / (1 + ratio);
  // x^a y^½ Γ(a + ½)/(Γ(a) Γ(½))
  const front = exp(-a * log1p(ratio) + 0.5 * log(y) + logGammaRatio(a)) / Math.sqrt(Math.PI);
  if (x < (a + 1) / (a + 2.5)) return (front * betaFraction(a, 0.5, x)) / a;
  return 1 - 2 * front * betaFraction(0.5, a, y);
}

/** The regularised incomplete beta function I_x(a, b) for a, b > 0 (DLMF 8.17). */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x === 0 || x === 1) return x;
  const front = exp(a * log(x) + b * log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a;
  return 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/**
 * The continued fraction of the incomplete beta function (DLMF 8.17.22), by the modified Lentz
 * method.
 */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let h = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    h *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) return h;
  }
  throw new NoConvergence(`the incomplete beta function did not converge at a = ${a}, b = ${b}, x = ${x}`);
}

/**
 * erfc by its power series near 0 (all terms positive) and its continued fraction far out (DLMF
 * 7.6.2, 7.9.1).
 */
function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x > 27.3) return 0;
  const square = x * x;
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= (2 * square) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * exp(-square) * sum;
  }
  // Γ(½, x²)/√π
  return (exp(-square) * x * gammaFraction(0.5, square)) / Math.sqrt(Math.PI);
}

/** γ(a, x) Γ-normalised: Σ x^n / ((a+1)…(a+n)) (DLMF 8.7.1). */
function gammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/**
 * Γ(a, x) / (x^a e^−x) by the continued fraction (DLMF 8.9.2, even part), by the modified Lentz
 * method.
 */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 100_000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b || 1e-300);
    c = b + an / c || 1e-300;
    h *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) return h;
  }
  throw new NoConvergence(`the incomplete gamma function did not converge at a = ${a}, x = ${x}`);
}
