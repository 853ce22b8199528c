import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { exp } from '../../../numeric/special.ts';
import type { BoltzmannProblem } from '../problem.ts';

/**
 * Gibbs chains that start at the data, as many from each row, and the products of units that
 * contrastive divergence takes from them.
 */
export class Chains {
  private readonly problem: BoltzmannProblem;
  private readonly random: Random;
  private readonly engine: Engine;
  /** Visible units, chain after chain. */
  private readonly visible: Float64Array;
  private readonly count: number;

  constructor(problem: BoltzmannProblem, atLeast: number, random: Random, engine: Engine) {
    const { data, parameters } = problem;
    this.problem = problem;
    this.random = random;
    this.engine = engine;
    this.count = Math.ceil(atLeast / data.length) * data.length;
    this.visible = new Float64Array(this.count * parameters.visible);
    for (let chain = 0; chain < this.count; chain++)
      this.visible.set(data[chain % data.length], chain * parameters.visible);
  }

  /** Draws the hidden units given the visible ones, and these given those. */
  step(): void {
    const { b, c, W } = this.problem.machine;
    const [n, m] = [b.length, c.length];
    const { visible } = this;
    this.engine.heap.scope(() => {
      const uniforms = this.engine.heap.matrix(this.count, n + m);
      this.random.fillUniform(uniforms);
      const u = uniforms.values;
      const fields = new Float64Array(n);
      for (let chain = 0; chain < this.count; chain++) {
        fields.set(b);
        for (let j = 0; j < m; j++) {
          let field = c[j];
          for (let i = 0; i < n; i++) field += W[i * m + j] * visible[chain * n + i];
          if (u[chain * (n + m) + j] < logistic(field)) for (let i = 0; i < n; i++) fields[i] += W[i * m + j];
        }
        for (let i = 0; i < n; i++) visible[chain * n + i] = u[chain * (n + m) + m + i] < logistic(fields[i]) ? 1 : 0;
      }
    });
  }

  /** Means over the chains of v_i P(h_j = 1|v), v_i and P(h_j = 1|v). */
  means(): Float64Array {
    const { b, c, W } = this.problem.machine;
    const [n, m] = [b.length, c.length];
    const sums = new Float64Array(n * m + n + m);
    for (let chain = 0; chain < this.count; chain++) {
      const v = this.visible.subarray(chain * n, (chain + 1) * n);
      for (let i = 0; i < n; i++) sums[n * m + i] += v[i];
      for (let j = 0; j < m; j++) {
        let field = c[j];
        for (let i = 0; i < n; i++) field += W[i * m + j] * v[i];
        const on = logistic(field);
        sums[n * m + n + j] += on;
        for (let i = 0; i < n; i++) sums[i * m + j] += v[i] * on;
      }
    }
    return sums.map((sum) => sum / this.count);
  }
}

function logistic(x: number): number {
  return 1 / (1 + exp(-x));
}
