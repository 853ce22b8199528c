import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import type { LeastSquaresProblem } from '../problem.ts';
import { Examples } from './examples.ts';

/** The large batch is so many small ones. */
const SMALL_ONES = 8;
/** Examples at one point of the curve, and those of one run at least. */
const EXAMPLES = 8192;
const LEAST = 64;

/**
 * Noise scales with two batches, of which the small one is part of the large one. |G|² and tr Σ are
 * estimated without bias from their squared norms, averaged over runs, and divided last.
 */
export class NoiseProbe {
  private readonly lambda: Float64Array;
  private readonly examples: Examples;
  /** The first runs, as many as are worth it. */
  private readonly runs: number;
  private readonly small: number;
  private readonly gradient: Float64Array;
  private readonly sum: Float64Array;

  /** Allocates in the heap's present scope. */
  constructor(problem: LeastSquaresProblem, random: Random, engine: Engine) {
    this.lambda = problem.lambda;
    this.examples = new Examples(problem, random, engine);
    this.runs = Math.min(problem.runs, EXAMPLES / LEAST);
    this.small = Math.floor(EXAMPLES / this.runs / SMALL_ONES);
    this.gradient = new Float64Array(this.lambda.length);
    this.sum = new Float64Array(this.lambda.length);
  }

  /** The scales at these errors (runs × modes), plain and weighted by curvature. */
  measure(errors: Float64Array): { simple: number; noise: number } {
    const { lambda, small, gradient, sum } = this;
    const modes = lambda.length;
    // Sums over runs of squared norms of gradients, of small and large batches.
    const [plain, weighted] = [new Norms(), new Norms()];
    for (let run = 0; run < this.runs; run++) {
      sum.fill(0);
      // Every small batch counts, an eighth each.
      for (let part = 0; part < SMALL_ONES; part++) {
        this.examples.batchGradient(errors, run * modes, small, gradient);
        for (let k = 0; k < modes; k++) {
          sum[k] += gradient[k] / SMALL_ONES;
          plain.small += gradient[k] ** 2 / SMALL_ONES;
          weighted.small += (lambda[k] * gradient[k] ** 2) / SMALL_ONES;
        }
      }
      for (let k = 0; k < modes; k++) {
        plain.large += sum[k] ** 2;
        weighted.large += lambda[k] * sum[k] ** 2;
      }
    }
    return { simple: plain.scale(small, SMALL_ONES * small), noise: weighted.scale(small, SMALL_ONES * small) };
  }
}

class Norms {
  small = 0;
  large = 0;

  /** tr Σ/|G|², each from the norms at batches of `b` and `B`. */
  scale(b: number, B: number): number {
    const squaredGradient = (B * this.large - b * this.small) / (B - b);
    return (this.small - this.large) / (1 / b - 1 / B) / squaredGradient;
  }
}
