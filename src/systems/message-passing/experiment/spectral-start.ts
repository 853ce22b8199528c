import { extremeEigenpairs } from '../../../networks/lanczos.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NotPositiveDefinite } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { inner } from '../../../numeric/small-systems.ts';
import { squared } from '../../../numeric/special.ts';
import type { Task } from './task.ts';

/**
 * The squared overlap with the teacher of the top eigenvector of M = (1/n)Σ (1 − 1/y²)xxᵀ. Labels
 * near 0 give it eigenvalues far below 0, beside which the largest ones look alike; those of
 * (μ − M)⁻¹ are far apart.
 */
export function spectralStart({ teacher, inputs, labels }: Task, random: Random, engine: Engine): number {
  return engine.heap.scope(() => {
    const { rows, columns: size } = inputs;
    const weighted = engine.heap.matrix(rows, size);
    for (let i = 0; i < rows; i++) {
      const factor = (1 - 1 / squared(labels.values[i])) / rows;
      for (let k = 0; k < size; k++) weighted.values[i * size + k] = factor * inputs.values[i * size + k];
    }
    const factors = factorsAbove(inputs, weighted, engine);
    const apply = (x: Matrix, y: Matrix) => {
      y.values.set(x.values);
      engine.solveCholesky(factors, y);
    };
    const { vectors } = extremeEigenpairs({ engine, size, dtype: 'f64', apply }, { random, tolerance: 1e-6 });
    return squared(inner(vectors, teacher.values));
  });
}

/** The Cholesky factor of μ − M for a μ above all eigenvalues of M, found by trying. */
function factorsAbove(inputs: Matrix, weighted: Matrix, engine: Engine): Matrix {
  const size = inputs.columns;
  const shifted = engine.heap.matrix(size, size);
  for (let shift = 1; ; shift *= 1.5) {
    engine.gemm({ a: inputs, b: weighted, c: shifted, transposeA: true, alpha: -1 });
    for (let k = 0; k < size; k++) shifted.values[k * size + k] += shift;
    try {
      engine.cholesky(shifted);
      return shifted;
    } catch (error) {
      if (!(error instanceof NotPositiveDefinite)) throw error;
    }
  }
}
