import { createRandom } from '../../../numeric/random.ts';
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
 * A substep follows gradient flow by the classical Runge–Kutta method, and is then moved back to H
 * ⪯ 2/η along the derivatives of the curvatures, the catching-up scheme of sweeping processes. With
 * the sharpest directions U, D_ij = ∇³L(u_i, u_j, ·) and Σ = U X Uᵀ, that is X ⪰ 0 complementary to
 * 2/η − UᵀHU + (dt/2) Σ_kl ⟨D_ij, D_kl⟩ X_kl. Of first order in the substep, which may be as long
 * as η: Runge–Kutta is stable there.
 */
export class CentralFlow {
  /** The smoothed weights. */
  readonly w: Float64Array;
  /** L(w), which is not the smoothed loss. */
  loss = 0;
  /** The largest eigenvalue of the Hessian at w. */
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
  private readonly stages: Float64Array[];
  private readonly velocity;
  /** Σ of the last substep, from which the next is sought, and its push ½∇⟨Σ, H⟩/tr Σ. */
  private last: { X: Float64Array; vectors: Float64Array[]; push: Float64Array } | undefined;
  private turns = { turned: 0, variance: 0, several: 0 };

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
   * Goes on by the time η of one step of gradient descent. Throws `NotFinite` and `NoConvergence`.
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

  /** Gradient flow for a time dt. */
  private follow(dt: number): void {
    const { w, stages, velocity, gradient } = this;
    const point = stages[4];
    for (let i = 0; i < w.length; i++) stages[0][i] = -gradient[i];
    for (const [s, share] of [0.5, 0.5, 1].entries()) {
      point.set(w);
      add(share * dt, stages[s], point);
      velocity(point, stages[s + 1]);
    }
    for (const [s, weight] of [1, 2, 2, 1].entries()) add((weight * dt) / 6, stages[s], w);
  }

  private look(): void {
    this.loss = this.landscape.gradient(this.w, this.gradient);
    this.sharpest.update((2 / this.eta) * (1 - NEAR));
    this.sharpness = this.sharpest.values[0];
  }

  /** Moves w back to H ⪯ 2/η where it has gone beyond; the trace of Σ over the substep. */
  private catchUp(dt: number): number {
    const { eta, landscape, w } = this;
    const { values, vectors } = this.sharpest;
    if (values[0] <= 2 / eta) {
      this.last = undefined;
      this.directions = 0;
      return 0;
    }
    const k = values.length;
    const third = landscape.thirdDerivatives(w, vectors);
    const D = Array.from({ length: k * k }, (_, a) => {
      const [i, j] = [Math.floor(a / k), a % k];
      return third[Math.min(i, j)][Math.max(i, j)];
    });
    const Q = Float64Array.from(D, (_, a) => (a % (k + 1) === 0 ? 2 / eta - values[a % k] : 0));
    const M = Float64Array.from(
      { length: k ** 4 },
      (_, ab) => (dt / 2) * dot(D[Math.floor(ab / k ** 2)], D[ab % k ** 2]),
    );
    const X = complementaryMatrix(Q, M, landscape.engine, this.turned());
    const variance = trace(X, k);
    const push = new Float64Array(landscape.size);
    for (let a = 0; a < k * k; a++) add(X[a] / (2 * variance), D[a], push);
    add(-dt * variance, push, w);
    this.loss = landscape.gradient(w, this.gradient);
    // Up to the square of what was beyond.
    this.sharpness = 2 / eta;
    const before = this.directions;
    this.directions = rank(X, k, landscape);
    if (this.last && this.directions === before) {
      const turn = Math.sqrt(squaredDistance(push, this.last.push) / dot(push, push));
      this.turns.turned += variance * Math.min(turn, FAST_TURN);
      this.turns.variance += variance;
      if (before > 1) this.turns.several += variance;
    }
    this.last = { X, vectors, push };
    return variance;
  }

  /**
   * By how much of itself the push of the oscillation has changed in a substep, on average over the
   * oscillation so far: a scheme of first order leaves an error of this order. And the share of the
   * oscillation that was of several directions, which amplify it.
   */
  get roughness(): { turn: number; several: number } {
    const { turned, variance, several } = this.turns;
    return variance > 0 ? { turn: turned / variance, several: several / variance } : { turn: 0, several: 0 };
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
