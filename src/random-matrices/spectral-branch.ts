import type { Complex } from '../numeric/complex.ts';
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
const TURNS = 16;
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
  return targets.map(({ size, angle }, i) => {
    check();
    const target = log(size);
    const before = targets[i - 1];
    const near =
      i > 0 && branch.predict(target - log(before.size), angle - before.angle) && branch.settle(target, angle);
    if (!near) branch.turn(size, angle);
    return branch.point();
  });
}

/** The current κ, and the steps that move it. */
class Branch {
  private readonly factors: WishartFactors;
  private a = 0;
  private b = 0;
  /** Whether what follows belongs to this κ. */
  private fresh = false;
  private df1Re = 0;
  private df1Im = 0;
  /** h without its target, and h′. */
  private hRe = 0;
  private hIm = 0;
  private slopeRe = 0;
  private slopeIm = 0;

  constructor(factors: WishartFactors) {
    this.factors = factors;
  }

  point(): BranchPoint {
    this.evaluate();
    return { re: this.a, im: this.b, df1: [this.df1Re, this.df1Im] };
  }

  /**
   * Moves along the branch to first order when the target moves by `shift` − i `turn`; false when
   * that leaves the half plane.
   */
  predict(shift: number, turn: number): boolean {
    this.evaluate();
    const size = this.slopeRe * this.slopeRe + this.slopeIm * this.slopeIm;
    const a = this.a + (shift * this.slopeRe - turn * this.slopeIm) / size;
    const b = this.b - (shift * this.slopeIm + turn * this.slopeRe) / size;
    if (!(b < 0) || !Number.isFinite(a)) return false;
    this.moveTo(a, b);
    return true;
  }

  /**
   * Newton's method for h = 0 at log λ = `logSize` − i `angle`, steps shortened to stay below the
   * real axis; false when it does not settle.
   */
  settle(logSize: number, angle: number): boolean {
    let before = Number.POSITIVE_INFINITY;
    let stride = 0;
    for (let step = 0; step < NEWTON_STEPS; step++) {
      this.evaluate();
      const re = this.hRe - logSize;
      const im = this.hIm + angle;
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
    const logSize = log(x);
    let angle = 0;
    let step = Math.PI / TURNS;
    while (angle < end) {
      const [a, b] = [this.a, this.b];
      const next = Math.min(angle + step, end);
      if (this.predict(0, next - angle) && this.settle(logSize, next)) {
        angle = next;
        continue;
      }
      this.moveTo(a, b);
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
    // Df1 = s + it, and −dDf1/dκ = Σ η/(η+κ)² = u + iv.
    let [s, t, u, v] = [0, 0, 0, 0];
    // Σ 1/(η+κ) = f + ig, for N − Df1 = N − rank + κ Σ 1/(η+κ), which loses nothing at small κ when
    // N ≥ rank.
    let [f, g] = [0, 0];
    for (let k = 0; k < eta.length; k++) {
      const c = eta[k] + a;
      const scale = 1 / (c * c + b * b);
      const [p, q] = [c * scale, -b * scale];
      const w = weight[k];
      f += count[k] * p;
      g += count[k] * q;
      s += w * p;
      t += w * q;
      u += w * (p * p - q * q);
      v += w * 2 * p * q;
    }
    this.df1Re = s;
    this.df1Im = t;
    const size = a * a + b * b;
    this.hRe = log(size) / 2;
    this.hIm = atan2(b, a);
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
