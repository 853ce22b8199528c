import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import type { LeastSquaresProblem } from '../problem.ts';
import { NormalRows } from './examples.ts';
import { batchGradient } from './runs.ts';

/** The large batch is so many small ones. */
const SMALL_ONES = 8;
/** Examples for all runs at one point of the curve, within the least and the most for one run. */
const EXAMPLES = 65536;
const [LEAST, MOST] = [64, 2048];

/**
 * Noise scales with two batches: a small one that is part of a large one. |G|² and tr Σ are
 * estimated without bias from their squared norms, averaged over the runs, and divided last.
 */
export class NoiseProbe {
  private readonly problem: LeastSquaresProblem;
  private readonly rows: NormalRows;
  private readonly small: number;
  private readonly gradient: Float64Array;
  private readonly sum: Float64Array;

  /** Allocates in the heap's present scope. */
  constructor(problem: LeastSquaresProblem, random: Random, { heap }: Engine) {
    const modes = problem.lambda.length;
    this.problem = problem;
    this.rows = new NormalRows(heap, random, modes + 1);
    const large = Math.min(MOST, Math.max(LEAST, Math.round(EXAMPLES / problem.runs)));
    this.small = Math.floor(large / SMALL_ONES);
    this.gradient = new Float64Array(modes);
    this.sum = new Float64Array(modes);
  }

  /** The scales at the errors of all runs (runs × modes). */
  measure(errors: Float64Array): { simple: number; noise: number } {
    const { lambda, runs } = this.problem;
    const { small, gradient, sum } = this;
    const modes = lambda.length;
    const large = SMALL_ONES * small;
    // Squared norms of gradients of the small and the large batch, plain and weighted by curvature.
    const norms = { small: [0, 0], large: [0, 0] };
    for (let run = 0; run < runs; run++) {
      sum.fill(0);
      for (let part = 0; part < SMALL_ONES; part++) {
        batchGradient(this.problem, errors, run * modes, small, this.rows, gradient);
        for (let k = 0; k < modes; k++) {
          sum[k] += gradient[k] / SMALL_ONES;
          // All small batches alike.
          norms.small[0] += gradient[k] ** 2 / SMALL_ONES;
          norms.small[1] += (lambda[k] * gradient[k] ** 2) / SMALL_ONES;
        }
      }
      for (let k = 0; k < modes; k++) {
        norms.large[0] += sum[k] ** 2;
        norms.large[1] += lambda[k] * sum[k] ** 2;
      }
    }
    const [simple, noise] = [0, 1].map((i) => {
      const squaredGradient = (large * norms.large[i] - small * norms.small[i]) / (large - small);
      const trace = (norms.small[i] - norms.large[i]) / (1 / small - 1 / large);
      return trace / squaredGradient;
    });
    return { simple, noise };
  }
}
