import type { Engine } from '../numeric/engine.ts';
import { NoConvergence } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';

/** argmin ½|w|² + C Σ max(0, 1 − a_i·w), the last weight of an intercept without a penalty. */
export interface SupportProblem {
  /** n × D: the a_i, inputs times their labels ±1. */
  rows: Matrix;
  /** Infinity: a_i·w ≥ 1 for all. */
  C: number;
  isIntercept: boolean;
  /** Any weights with a_i·w > 0 for all will do: the search ends with the first. */
  isAnyMargin?: boolean;
  check: () => void;
}

/** The duality gap relative to the objective. */
const SETTLED = 1e-9;
/** Below this share of the rows’ length a margin counts as none. */
const NO_MARGIN = 1e-7;
const MOST_STEPS = 200;

/**
 * The dual ½|Σ α_i a_i|² − Σ α_i, 0 ≤ α_i ≤ C, by a primal-dual interior-point method (Mehrotra’s
 * predictor and corrector; Fine & Scheinberg 2001), each step of which solves for D weights.
 * Returns `inseparable` with C = Infinity where some Σ α_i a_i is next to 0: no unit vector has a
 * larger margin than |Σ α_i a_i| / Σ α_i. Throws `NoConvergence`.
 */
export function supportVectors(problem: SupportProblem, engine: Engine): Float64Array | 'inseparable' {
  const { rows, C, isIntercept, isAnyMargin = false, check } = problem;
  const { heap } = engine;
  const [n, D] = [rows.rows, rows.columns];
  const d = isIntercept ? D - 1 : D;
  const isSoft = C < Number.POSITIVE_INFINITY;
  return heap.scope(() => {
    const vector = heap.matrix(n, 1);
    const product = heap.matrix(D, 1);
    const matrix = heap.matrix(D, D);
    const scaled = heap.matrix(n, D);
    const weights = heap.matrix(D, 1);
    const transposed = (x: Float64Array) => {
      vector.values.set(x);
      engine.gemm({ a: rows, transposeA: true, b: vector, c: product });
      return Float64Array.from(product.values);
    };
    const applied = (w: Float64Array) => {
      weights.values.set(w);
      engine.gemm({ a: rows, b: weights, c: vector });
      return Float64Array.from(vector.values);
    };
    let length2 = 0;
    for (const one of rows.values) length2 += (one * one) / n;

    const alpha = new Float64Array(n).fill(isSoft ? C / 2 : 1 / length2);
    const s = new Float64Array(n).fill(isSoft ? C / 2 : 1);
    const z = new Float64Array(n);
    const u = new Float64Array(n);
    const w = transposed(alpha);
    if (isIntercept) w[d] = 0;
    applied(w).forEach((field, i) => {
      z[i] = 1 + Math.max(0, field - 1);
      u[i] = isSoft ? z[i] - (field - 1) : 0;
    });

    for (let step = 0; step < MOST_STEPS; step++) {
      check();
      const fields = applied(w);
      if (isAnyMargin && fields.every((field) => field > 0)) return w;
      const along = transposed(alpha);
      if (!isSoft) {
        const sum = alpha.reduce((total, one) => total + one, 0);
        const size = Math.sqrt(along.reduce((total, one) => total + one * one, 0));
        if (size < NO_MARGIN * Math.sqrt(length2) * sum) return 'inseparable';
      }
      let [gap, square, loss] = [0, 0, 0];
      for (let i = 0; i < n; i++) {
        gap += alpha[i] * z[i] + (isSoft ? s[i] * u[i] : 0);
        if (isSoft) loss += C * Math.max(0, 1 - fields[i]);
      }
      for (let k = 0; k < d; k++) square += w[k] * w[k];
      const objective = 0.5 * square + loss;
      const left = fields.map((field, i) => field - 1 - z[i] + u[i]);
      const worst = left.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      const balance = isIntercept ? along[d] : 0;
      if (gap <= SETTLED * objective && worst < 1e-8 && Math.abs(balance) <= 1e-8 * C * n) return w;

      // (1 + Aᵀ D⁻¹ A) Δw = Aᵀ D⁻¹ r, with no 1 for an intercept; Δα = D⁻¹(r − AΔw).
      const weight = alpha.map((one, i) => 1 / (z[i] / one + (isSoft ? u[i] / s[i] : 0)));
      for (let i = 0; i < n; i++) {
        const root = Math.sqrt(weight[i]);
        for (let k = 0; k < D; k++) scaled.values[i * D + k] = root * rows.values[i * D + k];
      }
      engine.syrk({ a: scaled, transpose: true, c: matrix });
      for (let k = 0; k < d; k++) matrix.values[k * D + k] += 1;
      engine.cholesky(matrix);

      // w follows Aᵀα in all but the intercept, of which the sum of labelled α is kept at 0.
      const off = along.map((one, k) => (k < d ? one - w[k] : one));
      const move = (centre: number, corrections?: { az: Float64Array; su: Float64Array }) => {
        const rz = alpha.map((one, i) => one * z[i] - centre + (corrections?.az[i] ?? 0));
        const ru = s.map((one, i) => (isSoft ? one * u[i] - centre + (corrections?.su[i] ?? 0) : 0));
        const r = left.map((one, i) => -one - rz[i] / alpha[i] + (isSoft ? ru[i] / s[i] : 0));
        const side = transposed(r.map((one, i) => weight[i] * one)).map((one, k) => one + off[k]);
        product.values.set(side);
        engine.solveCholesky(matrix, product);
        const dw = Float64Array.from(product.values);
        const moved = applied(dw);
        const da = r.map((one, i) => weight[i] * (one - moved[i]));
        const dz = da.map((one, i) => (-rz[i] - z[i] * one) / alpha[i]);
        const du = da.map((one, i) => (isSoft ? (-ru[i] + u[i] * one) / s[i] : 0));
        return { dw, da, dz, du };
      };
      const lengths = ({ da, dz, du }: ReturnType<typeof move>) => {
        let [primal, dual] = [1, 1];
        for (let i = 0; i < n; i++) {
          if (da[i] < 0) primal = Math.min(primal, -alpha[i] / da[i]);
          if (isSoft && da[i] > 0) primal = Math.min(primal, s[i] / da[i]);
          if (dz[i] < 0) dual = Math.min(dual, -z[i] / dz[i]);
          if (isSoft && du[i] < 0) dual = Math.min(dual, -u[i] / du[i]);
        }
        return Math.min(primal, dual);
      };
      const count = isSoft ? 2 * n : n;
      const predictor = move(0);
      const far = lengths(predictor);
      let after = 0;
      for (let i = 0; i < n; i++) {
        after += (alpha[i] + far * predictor.da[i]) * (z[i] + far * predictor.dz[i]);
        if (isSoft) after += (s[i] - far * predictor.da[i]) * (u[i] + far * predictor.du[i]);
      }
      const ratio = after / gap;
      const corrector = move((ratio * ratio * ratio * gap) / count, {
        az: predictor.da.map((one, i) => one * predictor.dz[i]),
        su: predictor.da.map((one, i) => -one * predictor.du[i]),
      });
      const size = 0.995 * lengths(corrector);
      for (let k = 0; k < D; k++) w[k] += size * corrector.dw[k];
      for (let i = 0; i < n; i++) {
        alpha[i] += size * corrector.da[i];
        z[i] += size * corrector.dz[i];
        if (isSoft) {
          s[i] -= size * corrector.da[i];
          u[i] += size * corrector.du[i];
        }
      }
    }
    throw new NoConvergence(`the support vectors have not been found within ${MOST_STEPS} steps`);
  });
}
