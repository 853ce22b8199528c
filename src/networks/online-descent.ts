import type { Engine } from '../numeric/engine.ts';
import { BadShape } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';

/**
 * What a step does to the units that learn: given the fields w·x of all units and |x|², writes into
 * `moves` how far each learning unit goes along x, and returns the factor by which all of them are
 * then multiplied: w ← factor · (w + move · x). Must not allocate on the heap.
 */
export type OnlineStep = (fields: Float64Array, squaredNorm: number, moves: Float64Array) => number;

/**
 * Samples drawn at a time. The Gram matrix costs `BLOCK` multiplications a component and sample,
 * one by one would cost memory traffic.
 */
const BLOCK = 16;

/**
 * Online learning on fresh inputs x ~ N(0, 1)^d, one sample a step. `weights` holds a unit in each
 * row; the first `learners` learn, the others (a teacher) stay. Steps are taken in blocks: as
 * weights only ever move along samples, the fields within a block follow from those at its
 * beginning and the samples' Gram matrix, so that the arithmetic is that of matrix products. The
 * result is that of single steps up to round-off.
 */
export class OnlineDescent {
  readonly weights: Matrix;
  private readonly engine: Engine;
  private readonly samples: Random;
  private readonly learners: number;

  /**
   * `weights` lives on the engine's heap. Throws `BadShape` when there are fewer rows than
   * learners.
   */
  constructor(engine: Engine, samples: Random, weights: Matrix, learners: number) {
    if (learners > weights.rows) throw new BadShape(`${learners} units cannot learn where there are ${weights.rows}`);
    this.engine = engine;
    this.samples = samples;
    this.weights = weights;
    this.learners = learners;
  }

  /** Takes `steps` steps. */
  run(steps: number, update: OnlineStep): void {
    for (let done = 0; done < steps; done += BLOCK)
      this.engine.heap.scope(() => this.block(Math.min(BLOCK, steps - done), update));
  }

  /** The overlaps of all units with one another, W Wᵀ row-major. */
  overlaps(): Float64Array {
    const { heap } = this.engine;
    return heap.scope(() => {
      const products = heap.matrix(this.weights.rows, this.weights.rows);
      this.engine.syrk({ a: this.weights, c: products });
      return Float64Array.from(products.values);
    });
  }

  private block(count: number, update: OnlineStep): void {
    const { engine, weights, learners } = this;
    const { heap } = engine;
    const units = weights.rows;
    const inputs = heap.matrix(count, weights.columns);
    const gram = heap.matrix(count, count);
    const start = heap.matrix(units, count);
    const path = heap.matrix(learners, count);
    this.samples.fillNormal(inputs);
    engine.syrk({ a: inputs, c: gram });
    engine.gemm({ a: weights, b: inputs, c: start, transposeB: true });
    const [G, F, A] = [gram.values, start.values, path.values];
    const fields = new Float64Array(units);
    const moves = new Float64Array(learners);
    // Within the block w_i = scale · (w_i at its beginning + Σ_r A_ir x_r).
    let scale = 1;
    for (let s = 0; s < count; s++) {
      for (let i = 0; i < units; i++) {
        let field = F[i * count + s];
        if (i < learners) {
          for (let r = 0; r < s; r++) field += A[i * count + r] * G[r * count + s];
          field *= scale;
        }
        fields[i] = field;
      }
      const factor = update(fields, G[s * count + s], moves);
      for (let i = 0; i < learners; i++) A[i * count + s] = moves[i] / scale;
      scale *= factor;
    }
    engine.gemm({ a: path, b: inputs, c: weights.head(learners), alpha: scale, beta: scale });
  }
}

/**
 * Orthonormal rows spanning a uniformly random subspace: normal numbers made orthonormal by Gram
 * and Schmidt, twice.
 */
export function fillOrthonormal(random: Random, frame: Matrix): void {
  if (frame.rows > frame.columns)
    throw new BadShape(`${frame.rows} orthonormal vectors do not fit into ${frame.columns} dimensions`);
  random.fillNormal(frame);
  const { values, rows, columns } = frame;
  for (let i = 0; i < rows; i++) {
    const row = values.subarray(i * columns, (i + 1) * columns);
    // The second pass takes away what round-off left in the first.
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = values.subarray(j * columns, (j + 1) * columns);
        const overlap = dot(row, other);
        for (let k = 0; k < columns; k++) row[k] -= overlap * other[k];
      }
      const norm = Math.sqrt(dot(row, row));
      for (let k = 0; k < columns; k++) row[k] /= norm;
    }
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
