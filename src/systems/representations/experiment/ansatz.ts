import { norm } from '../../../networks/arrays.ts';
import type { Evaluation } from '../../../networks/network.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';

/**
 * Cosines with the root of G = Σ_i Σ_o ∇_x f_o(x_i) ∇_x f_o(x_i)ᵀ, over inputs and outputs, of WᵀW
 * of the first layer and of W₀ᵀW₀, of the weights that it began with. The neural feature ansatz of
 * Radhakrishnan et al. 2022 (arXiv 2212.13881) says that WᵀW becomes the root of G. Runs the
 * evaluation and overwrites the network's gradient.
 */
export function ansatzCosines(evaluation: Evaluation, start: Float64Array): { now: number; atStart: number } {
  const { network, outputs, computation } = evaluation;
  const { engine } = network;
  const { heap } = engine;
  return heap.scope(() => {
    const weights = network.parameters[0].value;
    const [N, d] = [weights.rows, weights.columns];
    const neurons = heap.matrix(N, N);
    evaluation.run();
    const { adjoint } = outputs;
    const entering = computation.preActivations[0].output.adjoint;
    for (let o = 0; o < adjoint.columns; o++) {
      adjoint.values.fill(0);
      for (let i = 0; i < adjoint.rows; i++) adjoint.values[i * adjoint.columns + o] = 1;
      evaluation.vjp();
      engine.syrk({ a: entering, c: neurons, transpose: true, beta: o === 0 ? 0 : 1 });
    }
    const half = heap.matrix(N, d);
    engine.gemm({ a: neurons, b: weights, c: half });
    const gradients = heap.matrix(d, d);
    engine.gemm({ a: weights, transposeA: true, b: half, c: gradients });
    const values = engine.eigh(gradients, { vectors: true });
    return { now: cosineWithRoot(weights), atStart: cosineWithRoot(heap.matrixFrom(N, d, start)) };

    /** Of WᵀW: tr(WᵀW √G) in the eigenvectors of G, which are the rows of `gradients` now. */
    function cosineWithRoot(w: Matrix): number {
      const features = heap.matrix(d, d);
      engine.syrk({ a: w, c: features, transpose: true });
      let [product, trace] = [0, 0];
      for (let k = 0; k < d; k++) {
        const value = Math.max(0, values[k]);
        product += Math.sqrt(value) * along(features, gradients.values.subarray(k * d, (k + 1) * d));
        trace += value;
      }
      const square = squared(norm(features));
      return product / Math.sqrt(square * trace);
    }
  });
}

/** vᵀ F v. */
function along({ rows: d, values }: Matrix, v: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) sum += v[i] * values[i * d + j] * v[j];
  return sum;
}
