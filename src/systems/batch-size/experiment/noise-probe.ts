import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared as squareOf } from '../../../numeric/special.ts';
import { ratioOfMeans } from '../../shared/ratio-of-means.ts';
import type { LeastSquaresProblem } from '../problem.ts';
import { Examples } from './examples.ts';

/** Examples at one point of the curve, of all runs together, and of a batch. */
const EXAMPLES = 8192;
const BATCH = 8;

/**
 * Noise scales of runs, from the squared norms of batch gradients beside that of the true gradient
 * Λe: E|g|² = |G|² + tr Σ/b. Two batches without the true gradient would do, but their estimate of
 * |G|² comes near 0 where the noise is large, and nothing can be divided by it.
 */
export class NoiseProbe {
  private readonly lambda: Float64Array;
  private readonly examples: Examples;
  private readonly runs: number;
  /** Batches of each run. */
  private readonly batches: number;
  private readonly gradient: Float64Array;

  /** Allocates in the heap's present scope. */
  constructor(problem: LeastSquaresProblem, random: Random, engine: Engine) {
    this.lambda = problem.lambda;
    this.examples = new Examples(problem, random, engine);
    this.runs = problem.runs;
    this.batches = Math.max(1, Math.floor(EXAMPLES / this.runs / BATCH));
    this.gradient = new Float64Array(this.lambda.length);
  }

  /** The scales at these errors (runs × modes), plain and weighted by curvature. */
  measure(errors: Float64Array): { simple: number; noise: number } {
    const { lambda, examples, runs, batches, gradient } = this;
    const modes = lambda.length;
    const sums = () => new Float64Array(runs);
    const [trSigma, G2, trHSigma, GHG] = [sums(), sums(), sums(), sums()];
    for (let run = 0; run < runs; run++) {
      const first = run * modes;
      for (let k = 0; k < modes; k++) {
        const squared = squareOf(lambda[k] * errors[first + k]);
        G2[run] += squared;
        GHG[run] += lambda[k] * squared;
      }
      trSigma[run] = -BATCH * G2[run];
      trHSigma[run] = -BATCH * GHG[run];
      for (let i = 0; i < batches; i++) {
        examples.batchGradient(errors, first, BATCH, gradient);
        for (let k = 0; k < modes; k++) {
          const squared = (squareOf(gradient[k]) * BATCH) / batches;
          trSigma[run] += squared;
          trHSigma[run] += lambda[k] * squared;
        }
      }
    }
    return { simple: ratioOfMeans(trSigma, G2), noise: ratioOfMeans(trHSigma, GHG) };
  }
}
