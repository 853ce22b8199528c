import { createRandom } from '../../../numeric/random.ts';
import { squared, wholePower } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import { complementaryMatrix } from './complementarity.ts';
import { gradientVelocity } from './gradient-flow.ts';
import type { Landscape } from './landscape.ts';
import { SharpestDirections } from './sharpest-directions.ts';
import { add, dot, squaredDistance } from './vectors.ts';

/**
 * Curvatures within this of the edge, relative, take part in the correction, since it may raise
 * them.
 */
const NEAR = 0.02;
/**
 * Below this share of the edge the sharpness is looked at in every substep only where it is not
 * known in advance, from a line through its last two values to this part of it; in every eighth, at
 * least.
 */
const FAR = 0.8;
const KNOWN = 1e-5;
const SELDOM = 8;
/**
 * Where two curvatures avoid each other the push turns at once: that costs no more than a substep.
 */
const FAST_TURN = 0.05;

/**
 * The central flow of gradient descent with the step η (Cohen et al. 2024, arXiv 2410.24206):
 *
 * ẇ = −∇L − ½∇⟨Σ, H⟩, with Σ ⪰ 0, 2/η − H ⪰ 0 and ⟨Σ, 2/η − H⟩ = 0.
 *
 * Σ is the covariance of the oscillation of gradient descent about its smoothed course w, which
 * lives where the curvature is 2/η and is just as large as keeps it from growing. The smoothed loss
 * is L + ½⟨Σ, H⟩ = L + tr Σ/η.
 *
 * A substep goes by the classical Runge–Kutta method with the push p = ½∇⟨Σ, H⟩ of the substep
 * before. Then p is changed to what keeps H ⪯ 2/η at the substep's end, a catching-up scheme as for
 * sweeping processes (Moreau 1977, J. Differential Equations 26, 347): with the sharpest directions
 * U, D_ij = ∇³L(u_i, u_j, ·) and Σ = U X Uᵀ, by the X ⪰ 0 complementary to 2/η − UᵀHU − dt⟨D_ij,
 * p⟩ + (dt/2) Σ_kl ⟨D_ij, D_kl⟩ X_kl. A substep may be as long as η: Runge–Kutta is stable there.
 */
export class CentralFlow {
  /** The smoothed weights. */
  readonly w: Float64Array;
  /** L(w), which is not the smoothed loss. */
  loss = 0;
  /** The largest eigenvalue of the Hessian at w; far below the edge to some 1e-5. */
  sharpness = 0;
  /** tr Σ, averaged over the last step; 0 below the edge. */
  variance = 0;
  /** How many directions Σ had in the last substep: its eigenvalues above a thousandth. */
  directions = 0;
  private readonly landscape: Landscape;
  private readonly eta: number;
  private readonly substeps: number;
  private readonly sharpest: SharpestDirections;
  /** ∇L(w). */
  private readonly gradient: Float64Array;
  /**
   * The sharpness when it was last looked at, its rise in a substep, the substeps since, and until
   * next.
   */
  private seen = { sharpness: Number.NaN, rise: Number.NaN, ago: 0, every: 1 };
  private readonly stages: Float64Array[];
  private readonly velocity;
  /** Σ of the last substep, from which the next is sought, and its push ½∇⟨Σ, H⟩. */
  private last: { X: Float64Array; vectors: Float64Array[]; push: Float64Array } | undefined;
  private turns = { turned: 0, variance: 0 };

  constructor(landscape: Landscape, start: Float64Array, eta: number, substeps = 1) {
    const { size } = landscape;
    this.landscape = landscape;
    this.w = start.slice();
    this.eta = eta;
    this.substeps = substeps;
    this.sharpest = new SharpestDirections(landscape, createRandom('central flow'));
    this.gradient = new Float64Array(size);
    this.stages = Array.from({ length: 5 }, () => new Float64Array(size));
    this.velocity = gradientVelocity(landscape);
    this.look();
  }

  /**
   * Goes on by the time η of one step of gradient descent. Throws `NotFinite`, `NoConvergence` and
   * `Singular`.
   */
  advance(): void {
    const { eta, substeps } = this;
    const dt = eta / substeps;
    this.variance = 0;
    for (let s = 0; s < substeps; s++) {
      this.follow(dt);
      this.look();
      this.variance += this.catchUp(dt) / substeps;
    }
  }

  /** Gradient flow for a time dt, with the last push. */
  private follow(dt: number): void {
    const { w, stages, velocity, gradient, last } = this;
    const point = stages[4];
    for (let i = 0; i < w.length; i++) stages[0][i] = -gradient[i];
    if (last) add(-1, last.push, stages[0]);
    for (const [s, share] of [0.5, 0.5, 1].entries()) {
      point.set(w);
      add(share * dt, stages[s], point);
      velocity(point, stages[s + 1]);
      if (last) add(-1, last.push, stages[s + 1]);
    }
    for (const [s, weight] of [1, 2, 2, 1].entries()) add((weight * dt) / 6, stages[s], w);
  }

  private look(): void {
    const { eta, landscape, seen, sharpest } = this;
    this.loss = landscape.gradient(this.w, this.gradient);
    seen.ago++;
    const expected = seen.sharpness + seen.ago * seen.rise;
    if (!this.last && expected < (FAR * 2) / eta && seen.ago < seen.every) {
      this.sharpness = expected;
      return;
    }
    sharpest.update((2 / eta) * (1 - NEAR));
    this.sharpness = sharpest.values[0];
    const isKnown = Math.abs(expected - this.sharpness) < KNOWN * this.sharpness;
    this.seen = {
      sharpness: this.sharpness,
      rise: (this.sharpness - seen.sharpness) / seen.ago,
      ago: 0,
      every: isKnown ? Math.min(2 * seen.every, SELDOM) : 1,
    };
  }

  /** Changes the push of the substep to what ends it within H ⪯ 2/η; the trace of its Σ. */
  private catchUp(dt: number): number {
    const { eta, landscape, w, last } = this;
    const { values, vectors } = this.sharpest;
    if (!last && (this.seen.ago > 0 || values[0] <= 2 / eta)) return 0;
    const k = values.length;
    const third = landscape.thirdDerivatives(w, vectors);
    const D = Array.from({ length: k * k }, (_, a) => {
      const [i, j] = [Math.floor(a / k), a % k];
      return third[Math.min(i, j)][Math.max(i, j)];
    });
    const Q = Float64Array.from(D, (slope, a) => {
      const gap = a % (k + 1) === 0 ? 2 / eta - values[a % k] : 0;
      return last ? gap - dt * dot(slope, last.push) : gap;
    });
    const M = Float64Array.from(
      { length: wholePower(k, 4) },
      (_, ab) => (dt / 2) * dot(D[Math.floor(ab / squared(k))], D[ab % squared(k)]),
    );
    const X = complementaryMatrix(Q, M, landscape.engine, this.turned());
    const variance = trace(X, k);
    const push = new Float64Array(landscape.size);
    for (let a = 0; a < k * k; a++) add(X[a] / 2, D[a], push);
    add(-dt, push, w);
    if (last) add(dt, last.push, w);
    this.loss = landscape.gradient(w, this.gradient);
    if (variance === 0) {
      this.last = undefined;
      this.directions = 0;
      return 0;
    }
    // Up to the square of what was beyond.
    this.sharpness = 2 / eta;
    const before = this.directions;
    this.directions = rank(X, k, landscape);
    if (last && this.directions === before) {
      const turn = Math.sqrt(squaredDistance(push, last.push) / dot(push, push));
      this.turns.turned += variance * Math.min(turn, FAST_TURN);
      this.turns.variance += variance;
    }
    this.last = { X, vectors, push };
    return variance;
  }

  /**
   * By how much of itself the push of the oscillation has changed in a substep, on average over the
   * oscillation so far. The scheme takes it from the end of each, which costs no more than this.
   */
  get roughness(): number {
    const { turned, variance } = this.turns;
    return variance > 0 ? turned / variance : 0;
  }

  /** Σ of the last substep on the sharpest directions of now. */
  private turned(): Float64Array | undefined {
    const { last } = this;
    if (!last) return undefined;
    const { vectors } = this.sharpest;
    const [k, before] = [vectors.length, last.vectors.length];
    const overlaps = vectors.map((u) => last.vectors.map((v) => dot(u, v)));
    return Float64Array.from({ length: k * k }, (_, ij) => {
      let sum = 0;
      for (let a = 0; a < before; a++)
        for (let b = 0; b < before; b++)
          sum += overlaps[Math.floor(ij / k)][a] * last.X[a * before + b] * overlaps[ij % k][b];
      return sum;
    });
  }
}

function trace(X: Float64Array, k: number): number {
  let sum = 0;
  for (let i = 0; i < k; i++) sum += X[i * k + i];
  return sum;
}

/** The number of eigenvalues that are no less than a thousandth of the largest. */
function rank(X: Float64Array, k: number, { engine }: Landscape): number {
  if (k === 1) return 1;
  const { values } = eigenvaluesAndVectors(X, k, engine);
  return values.filter((value) => value > 1e-3 * values[k - 1]).length;
}
