import { list, num, rows } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { cka, debiasedCka, gaussianKernel, linearKernel } from '../../similarity/kernels.ts';
import { mutualNeighbours } from '../../similarity/neighbours.ts';
import { canonicalCorrelations, meanSquaredCorrelation, procrustes } from '../../similarity/subspaces.ts';
import type { Evaluators } from '../contract.ts';
import { debiasedMoments, leadingCka } from './theory/linear.ts';
import { meanSquaredCorrelation as predictedCorrelation } from './theory/subspaces.ts';

/** The formulas of representation similarity in `reference/data.json`. */
export const evaluators: Evaluators = {
  'similarity.null': (inputs) => {
    const [samples, p, q, k] = ['n', 'p', 'q', 'k'].map((key) => num(inputs, key));
    const ones = (count: number) => Float64Array.from({ length: Math.max(p, q) }, (_, j) => (j < count ? 1 : 0));
    const pairs = { x: ones(p), y: ones(q), xy: ones(0) };
    return {
      cka_linear_biased: leadingCka(pairs, samples),
      cka_debiased: debiasedMoments(pairs, samples).mean,
      cca_mean_r2: predictedCorrelation({ samples, dimensions: [p, q], shared: 0, correlation: 0 }),
      mutual_knn: k / (samples - 1),
    };
  },
  'similarity.fixed': (inputs) => {
    const engine = createWasmEngine();
    const [x, y] = ['X', 'Y'].map((key) => {
      const given = rows(inputs, key);
      return engine.heap.matrixFrom(given.length, given[0].length, given.flat());
    });
    const [k, l] = [x, y].map((one) => linearKernel(one, engine));
    const [g, h] = [x, y].map((one) => gaussianKernel(one, engine));
    const correlations = canonicalCorrelations(x, y, engine);
    const { squaredDistance, similarity } = procrustes(x, y, engine);
    return {
      cka_linear: cka(k, l),
      cka_linear_debiased: debiasedCka(k, l),
      cka_rbf: cka(g, h),
      cka_rbf_debiased: debiasedCka(g, h),
      procrustes_sq_distance: squaredDistance,
      procrustes_similarity: similarity,
      canonical_correlations: correlations,
      cca_mean_r2: meanSquaredCorrelation(x, y, engine),
      cca_mean_rho: correlations.reduce((sum, one) => sum + one / correlations.length, 0),
      mutual_knn: mutualNeighbours(x, y, num(inputs, 'knn_k'), engine),
    };
  },
  // y = Aᵀx + noise, whose variance is `noise`.
  'similarity.cka_population': (inputs) => {
    const [lambda, a] = [list(inputs, 'lam'), rows(inputs, 'A')];
    const shared = a.map((row, i) => row.map((one) => lambda[i] * one));
    const own = a[0].map((_, j) =>
      a[0].map((_, k) =>
        a.reduce((sum, row, i) => sum + lambda[i] * row[j] * row[k], j === k ? num(inputs, 'noise') : 0),
      ),
    );
    const squares = (values: number[]) => values.reduce((sum, one) => sum + one * one, 0);
    const value = squares(shared.flat()) / Math.sqrt(squares(lambda) * squares(own.flat()));
    return { cka_population: value, cka_debiased_limit: value };
  },
};
