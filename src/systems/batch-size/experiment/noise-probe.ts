import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import type { LeastSquaresProblem } from '../problem.ts';
import { Examples } from './examples.ts';
import { TwoBatches } from './two-batches.ts';

/** The large batch is so many small ones. */
const SMALL_ONES = 8;
/** Examples at one point of the curve, and those of one run at least. */
const EXAMPLES = 8192;
const LEAST = 64;

/** Noise scales of runs with two batches, of which the small one is part of the large one. */
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
    const large = SMALL_ONES * small;
    const [plain, weighted] = [new TwoBatches(), new TwoBatches()];
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
    return { simple: plain.noiseScale(small, large), noise: weighted.noiseScale(small, large) };
  }
}
