import { axpy, clear, dot } from '../../../networks/arrays.ts';
import { fillOrthonormal } from '../../../networks/online-descent.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { isCoordinatewise, isSpectral } from '../parameters.ts';
import type { OptimisersProblem } from '../problem.ts';

/**
 * Linear regression on as many data as weights, made so that the Hessian XᵀX/n has the wanted
 * spectrum: X = √n U Λ^½ Qᵀ with random orthonormal U, and Q that is random too, or 1 where the
 * optimiser's axes are to be the eigenvectors. The truth has the wanted size along each
 * eigenvector, of random sign; a matrix of weights has those sizes as singular values. Everything
 * an optimiser sees of it are data: `residual` and `gradient` are products with them.
 */
export class Regression {
  readonly engine: Engine;
  /** N × outputs. */
  readonly weights: Matrix;
  /** Xᵀ(XW − Y)/n, N × outputs, as `pull` left it. */
  readonly gradient: Matrix;
  /** n × N. */
  readonly inputs: Matrix;
  private readonly targets: Matrix;
  private readonly residual: Matrix;
  private readonly predict: () => void;
  private readonly back: () => void;

  /** Draws the data; the weights are 0. Allocates in the heap's present scope. */
  constructor({ parameters, lambda, error }: OptimisersProblem, random: Random, engine: Engine) {
    const { heap } = engine;
    const { optimiser, basis } = parameters;
    const n = lambda.length;
    const outputs = isSpectral(optimiser) ? n : 1;
    const orthonormal = (name: string) => {
      const frame = heap.matrix(n, n);
      fillOrthonormal(random.stream(name), frame);
      return frame;
    };
    const identity = () => {
      const frame = heap.matrix(n, n);
      clear(frame);
      for (let i = 0; i < n; i++) frame.values[i * n + i] = 1;
      return frame;
    };
    this.engine = engine;
    // Eigenvectors are rows.
    const isRandom = !isCoordinatewise(optimiser) || basis === 'random';
    const eigenvectors = isRandom ? orthonormal('eigenvectors') : identity();
    const left = orthonormal('left');
    for (let i = 0; i < n * n; i++) left.values[i] *= Math.sqrt(n * lambda[i % n]);
    this.inputs = heap.matrix(n, n);
    engine.gemm({ a: left, b: eigenvectors, c: this.inputs });

    const right = outputs === 1 ? heap.matrix(n, 1) : orthonormal('right');
    if (outputs === 1) random.stream('signs').fillRademacher(right);
    for (let i = 0; i < n; i++) for (let j = 0; j < outputs; j++) right.values[i * outputs + j] *= error[i];
    const truth = heap.matrix(n, outputs);
    engine.gemm({ a: eigenvectors, transposeA: true, b: right, c: truth });

    this.weights = heap.matrix(n, outputs);
    this.gradient = heap.matrix(n, outputs);
    this.targets = heap.matrix(n, outputs);
    this.residual = heap.matrix(n, outputs);
    engine.gemm({ a: this.inputs, b: truth, c: this.targets });
    this.predict = engine.prepareGemm({ a: this.inputs, b: this.weights, c: this.residual });
    this.back = engine.prepareGemm({
      a: this.inputs,
      transposeA: true,
      b: this.residual,
      c: this.gradient,
      alpha: 1 / n,
    });
    this.reset();
  }

  /** Back to the start, W = 0. */
  reset(): void {
    clear(this.weights);
  }

  /** Half the mean squared error over the data, summed over outputs. */
  loss(): number {
    this.predict();
    axpy(-1, this.targets, this.residual);
    return dot(this.residual, this.residual) / (2 * this.targets.rows);
  }

  /** Writes the gradient at the present weights, and gives the loss there. */
  pull(): number {
    const loss = this.loss();
    this.back();
    return loss;
  }

  /** XᵀX/n, drawn up as a matrix. */
  hessian(): Matrix {
    const { rows, columns } = this.inputs;
    const result = this.engine.heap.matrix(columns, columns);
    this.engine.syrk({ a: this.inputs, transpose: true, c: result, alpha: 1 / rows });
    return result;
  }
}
