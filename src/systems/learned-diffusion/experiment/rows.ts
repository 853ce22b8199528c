import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { LearnedProblem } from '../problem.ts';

/** As components, row by row. */
export interface Rows {
  /** What each denoiser learns from; one or two of them. */
  training: Matrix[];
  /** None of which the first denoiser learns from. */
  held: Matrix;
}

/** Disjoint rows of the images, or Gaussian draws. In the heap's present scope. */
export function drawRows(problem: LearnedProblem, random: Random, engine: Engine): Rows {
  const { images, basis, parameters, modes, variances, hasTwo, held } = problem;
  const { images: n, distribution } = parameters;
  const { heap } = engine;
  const d = basis.size;
  const parts = hasTwo ? 2 : 1;
  if (distribution === 'gaussian') {
    const factor = heap.matrixFrom(
      d,
      d,
      modes.map((value, at) => value * Math.sqrt(variances[Math.floor(at / d)])),
    );
    const draw = (rows: number, own: Random) => {
      const [made, normal] = [heap.matrix(rows, d), heap.matrix(rows, d)];
      own.fillNormal(normal);
      engine.gemm({ a: normal, b: factor, c: made });
      return made;
    };
    return {
      training: Array.from({ length: parts }, (_, part) => draw(n, random.stream('training', part))),
      held: draw(held, random.stream('held')),
    };
  }
  const order = random.stream('rows').choose(images.rows, images.rows);
  const vectors = heap.matrixFrom(d, d, basis.vectors);
  const components = (rows: Int32Array) => {
    const [made, pixels] = [heap.matrix(rows.length, d), heap.matrix(rows.length, d)];
    rows.forEach((row, i) => {
      pixels.values.set(images.inputs.subarray(row * d, (row + 1) * d), i * d);
    });
    engine.gemm({ a: pixels, b: vectors, c: made, transposeB: true });
    return made;
  };
  return {
    training: Array.from({ length: parts }, (_, part) => components(order.subarray(part * n, (part + 1) * n))),
    held: components(order.subarray(images.rows - held)),
  };
}
