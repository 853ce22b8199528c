import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { TwoClasses } from '../data.ts';
import type { Sample } from './draw.ts';
import type { ResidualLoss } from './losses.ts';

/** Rows that no fit has seen: inputs times their labels, a column of labels for the intercept. */
export interface HeldOut {
  rows: Matrix;
  labels: Float64Array;
}

/** Some of the rows at random to fit, and all others to test on. */
export function drawRows(
  { rows, eta, inputs, labels }: TwoClasses,
  samples: number,
  random: Random,
  { heap }: Engine,
): { sample: Sample; held: HeldOut } {
  const d = eta.length;
  const order = random.stream('rows').choose(rows, rows);
  const take = (places: ArrayLike<number>): HeldOut => {
    const taken = heap.matrix(places.length, d + 1);
    const signs = Float64Array.from(places, (row) => labels[row]);
    signs.forEach((sign, i) => {
      for (let k = 0; k < d; k++) taken.values[i * (d + 1) + k] = sign * inputs[places[i] * d + k];
      taken.values[i * (d + 1) + d] = sign;
    });
    return { rows: taken, labels: signs };
  };
  const fitted = take(order.slice(0, samples));
  return { sample: { ...fitted, targets: new Float64Array(samples).fill(1) }, held: take(order.slice(samples)) };
}

/** What a fit with an intercept, its last weight, makes of rows that it has not seen. */
export function heldOutNumbers(
  { rows, labels }: HeldOut,
  weights: Float64Array,
  loss: ResidualLoss,
  { heap, gemm }: Engine,
) {
  return heap.scope(() => {
    const margins = heap.matrix(rows.rows, 1);
    gemm({ a: rows, b: heap.matrixFrom(weights.length, 1, weights), c: margins });
    const b = weights[weights.length - 1];
    let [testLoss, testError] = [0, 0];
    const sides = { '1': { count: 0, sum: 0, square: 0 }, '-1': { count: 0, sum: 0, square: 0 } };
    margins.values.forEach((margin, i) => {
      testLoss += loss.value(1 - margin) / labels.length;
      if (margin < 0) testError += 1 / labels.length;
      const field = labels[i] * margin - b;
      const side = sides[labels[i] > 0 ? '1' : '-1'];
      side.count++;
      side.sum += field;
      side.square += field * field;
    });
    const [above, below] = [sides['1'], sides['-1']];
    // Within both classes, and from one to the other.
    if (above.count < 2 || below.count < 2) return { testLoss, testError };
    const within = [above, below].reduce((sum, { count, sum: s, square }) => sum + square - (s * s) / count, 0);
    return {
      ...{ testLoss, testError },
      overlap: (above.sum / above.count - below.sum / below.count) / 2,
      selfOverlap: within / (labels.length - 2),
    };
  });
}
