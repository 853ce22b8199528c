import { type Complex, complex, exponential, minus, over, plus, times } from '../numeric/complex.ts';
import { NoConvergence } from '../numeric/errors.ts';
import { atan2, hypot, log, squared } from '../numeric/special.ts';
import { kappaOfRidge, type WishartFactors } from './wishart-factors.ts';

/** A complex κ and what the spectrum needs of it there. */
export interface BranchPoint {
  re: number;
  im: number;
  /** Df1(κ). */
  df1: [number, number];
}

/** Angle steps from the positive ridge to the spectrum, before any halving. */
const TURNS = 4;
const FEWEST_TURNS = 1e-9;
const NEWTON_STEPS = 40;
const SETTLED = 1e-14;
const ROUNDING = 1e-12;
/**
 * Nearer to the real axis, relative to |κ|, lie only the equation's real roots, which are no part
 * of the bulk.
 */
const REAL = 1e-11;

/**
 * κ(x + i0) at ascending x inside one interval of the bulk, x ≠ its ends: the root with Im κ < 0 of
 *
 *   h(κ) = log κ + Σ_ℓ log(1 − Df1(κ)/N_ℓ) − log(−x), log(−x) = log x − iπ.
 *
 * With principal logarithms the root is unique: every factor's argument lies in (−π, 0), and they
 * add up to −π, which is the condition of subordination (Belinschi & Bercovici 2007). The first is
 * reached from the ridge λ = x, where κ is real, by turning λ = x e^(−iφ) to φ = π; each next one
 * from its neighbour by Newton's method. Throws `NoConvergence`.
 */
export function spectralBranch(factors: WishartFactors, at: ArrayLike<number>): BranchPoint[] {
  return branchAt(
    factors,
    Array.from(at, (x) => ({ size: x, angle: Math.PI })),
  );
}

/**
 * The renormalised ridges κ of complex ridges λ = κ ∏_ℓ (1 − Df1(κ)/N_ℓ), none of them on the real
 * axis: the branch that is real at positive λ, and has arg κ between 0 and arg λ. Neighbours start
 * each other, so a list in order is fastest. Calls `check` at each, and throws `NoConvergence`.
 */
export function complexRidges(factors: WishartFactors, ridges: readonly Complex[], check = () => {}): Complex[] {
  const targets = ridges.map(({ re, im }) => ({ size: hypot(re, im), angle: atan2(Math.abs(im), re) }));
  return branchAt(factors, targets, check).map(({ re, im }, i) => ({ re, im: ridges[i].im > 0 ? -im : im }));
}

/** At the ridges λ = `size` e^(−i `angle`). */
function branchAt(
  factors: WishartFactors,
  targets: { size: number; angle: number }[],
  check = () => {},
): BranchPoint[] {
  const branch = new Branch(factors);
  let passed: Passed[] = [];
  return targets.map(({ size, angle }) => {
    check();
    const ridge = complex(log(size), -angle);
    // Where a curve through two neighbours misleads, as past an edge, the line through one may not.
    if (!branch.follow(passed, ridge) && !branch.follow(passed.slice(-1), ridge)) branch.turn(size, angle);
    passed = [...passed.slice(-1), branch.passed(ridge)];
    return branch.point();
  });
}

/** What stays of a settled point: log κ, its slope in log λ, and log λ. */
interface Passed {
  ridge: Complex;
  kappa: Complex;
  slope: Complex;
}

/** log κ at another log λ: on a line through one point, on the cubic through two. */
function extrapolated(passed: readonly Passed[], ridge: Complex): Complex {
  const [from, to] = [passed[0], passed[passed.length - 1]];
  const ahead = minus(ridge, to.ridge);
  if (passed.length === 1) return plus(to.kappa, times(to.slope, ahead));
  const span = minus(to.ridge, from.ridge);
  const mean = over(minus(to.kappa, from.kappa), span);
  const bend = over(minus(to.slope, mean), span);
  const twist = over(minus(plus(to.slope, from.slope), plus(mean, mean)), times(span, span));
  // Newton's form: both ends twice.
  const cubic = plus(bend, times(twist, minus(ridge, from.ridge)));
  return plus(to.kappa, times(ahead, plus(to.slope, times(ahead, cubic))));
}

/** The current κ, and the steps that move it. */
class Branch {
  private readonly factors: WishartFactors;
  /** Whether some N is at least the rank. */
  private readonly countsModes: boolean;
  private a = 0;
  private b = 0;
  /** Whether what follows belongs to this κ. */
  private fresh = false;
  private df1Re = 0;
  private df1Im = 0;
  private logRe = 0;
  private logIm = 0;
  /** h without its target, and h′. */
  private hRe = 0;
  private hIm = 0;
  private slopeRe = 0;
  private slopeIm = 0;

  constructor(factors: WishartFactors) {
    this.factors = factors;
    this.countsModes = factors.sizes.some((n) => n >= factors.rank);
  }

  point(): BranchPoint {
    this.evaluate();
    return { re: this.a, im: this.b, df1: [this.df1Re, this.df1Im] };
  }

  /** Of the current κ, which is that of log λ = `ridge`. */
  passed(ridge: Complex): Passed {
    this.evaluate();
    const slope = times(complex(this.a, this.b), complex(this.slopeRe, this.slopeIm));
    return { ridge, kappa: complex(this.logRe, this.logIm), slope: over(complex(1), slope) };
  }

  /** From one or two points to log λ = `ridge`; false where that leaves the half plane. */
  follow(passed: readonly Passed[], ridge: Complex): boolean {
    if (passed.length === 0) return false;
    const guess = extrapolated(passed, ridge);
    if (!(guess.im < 0 && guess.im > -Math.PI) || !Number.isFinite(guess.re)) return false;
    const { re, im } = exponential(guess);
    this.moveTo(re, im);
    return this.settle(ridge);
  }

  /**
   * Newton's method for h = 0 at log λ = `ridge`, steps shortened to stay below the real axis;
   * false when it does not settle.
   */
  private settle(ridge: Complex): boolean {
    let before = Number.POSITIVE_INFINITY;
    let stride = 0;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      this.evaluate();
      const re = this.hRe - ridge.re;
      const im = this.hIm - ridge.im;
      const residual = hypot(re, im);
      if (residual === 0) return this.isComplex();
      if (!Number.isFinite(residual) || residual > 4 * before) return false;
      // No further: the equation is met as well as its rounding allows.
      if (residual >= before / 2 && residual <= ROUNDING) return this.isComplex();
      before = residual;
      const size = this.slopeRe * this.slopeRe + this.slopeIm * this.slopeIm;
      const da = -(re * this.slopeRe + im * this.slopeIm) / size;
      const db = -(im * this.slopeRe - re * this.slopeIm) / size;
      let share = 1;
      while (this.b + share * db >= 0) share /= 2;
      this.moveTo(this.a + share * da, this.b + share * db);
      // Newton's steps shrink as step ← c·step²: the next one is known before it is made. At an
      // edge h′ vanishes and steps stay above any bound; there the equation itself is met to
      // rounding.
      const moved = hypot(da, db);
      const next = moved < stride / 10 ? moved * squared(moved / stride) : moved;
      const settled = next <= SETTLED * hypot(this.a, this.b) || residual <= 4 * Number.EPSILON;
      if (share === 1 && settled) return this.isComplex();
      stride = share === 1 ? moved : 0;
    }
    return false;
  }

  private isComplex(): boolean {
    return this.b < -REAL * Math.abs(this.a);
  }

  /** From λ = x > 0, where κ is real, to λ = x e^(−i `end`). */
  turn(x: number, end: number): void {
    this.moveTo(kappaOfRidge(this.factors, x), 0);
    let ridge = complex(log(x));
    let passed = this.passed(ridge);
    let step = Math.PI / TURNS;
    while (-ridge.im < end) {
      const next = complex(ridge.re, -Math.min(step - ridge.im, end));
      if (this.follow([passed], next)) {
        ridge = next;
        passed = this.passed(ridge);
        continue;
      }
      step /= 2;
      if (step < FEWEST_TURNS) throw new NoConvergence(`κ at |λ| = ${x} has not settled`);
    }
  }

  private moveTo(a: number, b: number): void {
    this.a = a;
    this.b = b;
    this.fresh = false;
  }

  private evaluate(): void {
    if (this.fresh) return;
    this.fresh = true;
    const { eta, count, weight, sizes, rank } = this.factors;
    const { a, b } = this;
    // 1/(η+κ) = (c − ib)e and its square e − 2b²e² − 2ibce², with c = η + a and e = 1/(c² + b²):
    // Df1 = s + it and −dDf1/dκ = Σ η/(η+κ)² = u + iv, and Σ 1/(η+κ) = f + ig for
    // N − Df1 = N − rank + κ Σ 1/(η+κ), which loses nothing at small κ when N ≥ rank.
    const square = b * b;
    let [first, second, firstC, secondC] = [0, 0, 0, 0];
    for (let k = 0; k < eta.length; k++) {
      const c = eta[k] + a;
      const e = 1 / (c * c + square);
      const once = weight[k] * e;
      const twice = once * e;
      first += once;
      second += twice;
      firstC += once * c;
      secondC += twice * c;
    }
    const [s, t, u, v] = [firstC, -b * first, first - 2 * square * second, -2 * b * secondC];
    let [f, g] = [0, 0];
    if (this.countsModes) {
      for (let k = 0; k < eta.length; k++) {
        const c = eta[k] + a;
        const once = count[k] / (c * c + square);
        f += once * c;
        g -= once * b;
      }
    }
    this.df1Re = s;
    this.df1Im = t;
    const size = a * a + b * b;
    this.logRe = log(size) / 2;
    this.logIm = atan2(b, a);
    this.hRe = this.logRe;
    this.hIm = this.logIm;
    this.slopeRe = a / size;
    this.slopeIm = -b / size;
    for (const n of sizes) {
      const re = n < rank ? n - s : n - rank + (a * f - b * g);
      const im = n < rank ? -t : a * g + b * f;
      const norm = re * re + im * im;
      this.hRe += log(norm / (n * n)) / 2;
      this.hIm += atan2(im, re);
      this.slopeRe += (u * re + v * im) / norm;
      this.slopeIm += (v * re - u * im) / norm;
    }
  }
}
