import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';
import type { RidgeFit } from '../../../regression/ridge-fit.ts';
import type { Problem } from '../problem.ts';

/** What the training set of one fit alone shows. */
export interface Estimates {
  /** ‖y − Φv‖²/P of each column. */
  trainErrors: Float64Array;
  /** The same over (1 − D̂f₁/P)²: generalised cross-validation, its limit where both are 0. */
  gcv: Float64Array;
  /** κ̂₁ = 1/(tr(ΦΦᵀ/P + λ)⁻¹/P). */
  dataRidge: number;
  /** N − D̂f₁ = λ tr(ΦᵀΦ/P + λ)⁻¹. */
  left: number;
}

/**
 * `labels` are as the fit left them. With S = ΦᵀΦ/P + λ and G = ΦΦᵀ/P + λ, tr G⁻¹ = (P − N)/λ + tr
 * S⁻¹.
 */
export function estimates(
  { form, traceOfInverse }: RidgeFit,
  labels: Matrix,
  { parameters, rank }: Problem,
): Estimates {
  const { samples, features, ridge } = parameters;
  const squares = meanSquares(labels);
  if (form === 'dual') {
    const dataRidge = samples / traceOfInverse;
    return {
      trainErrors: squares.map((mean) => ridge * ridge * mean),
      gcv: squares.map((mean) => dataRidge * dataRidge * mean),
      dataRidge,
      left: features - samples + ridge * traceOfInverse,
    };
  }
  const left = form === 'range' ? features - rank : ridge * traceOfInverse;
  const unused = form === 'range' ? 1 - rank / samples : (samples - features + left) / samples;
  return {
    trainErrors: squares,
    gcv: squares.map((error) => error / squared(unused)),
    dataRidge: form === 'range' ? 0 : ridge / unused,
    left,
  };
}

/** Of each column. */
function meanSquares(matrix: Matrix): Float64Array {
  const { rows, columns } = matrix;
  const means = new Float64Array(columns);
  const values = matrix.values;
  for (let start = 0; start < values.length; start += columns)
    for (let c = 0; c < columns; c++) means[c] += squared(values[start + c]) / rows;
  return means;
}
