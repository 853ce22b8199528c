import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { SslProblem } from '../problem.ts';

/** Pairs that are in memory at once. */
const BATCH = 4096;

/**
 * Γ = Σ(xx′ᵀ + x′xᵀ)/2P of P pairs that are drawn for it, D × D in the heap's present scope: all
 * that the loss depends on. `check` may stop it.
 */
export function drawMoment(problem: SslProblem, random: Random, engine: Engine, check: () => void): Matrix {
  const { gamma, parameters } = problem;
  const { pairs } = parameters;
  const D = gamma.length;
  const { heap } = engine;
  const moment = heap.matrix(D, D);
  heap.scope(() => {
    const size = Math.min(pairs, BATCH);
    const views = [heap.matrix(size, D), heap.matrix(size, D)];
    const draw = pairSource(problem, random, heap.matrix(size, D));
    for (let done = 0; done < pairs; done += size) {
      check();
      const [x, y] = views.map((view) => view.head(Math.min(size, pairs - done)));
      draw(x, y);
      for (const [a, b] of [
        [x, y],
        [y, x],
      ])
        engine.gemm({ a, transposeA: true, b, c: moment, alpha: 0.5 / pairs, beta: 1 });
    }
  });
  return moment;
}

/**
 * Fills two views with the next inputs: normal ones, or rows of a file drawn with replacement, with
 * noise of their own.
 */
function pairSource({ gamma, rows, parameters }: SslProblem, random: Random, shared: Matrix) {
  const D = gamma.length;
  const spread = Math.sqrt(parameters.varying);
  const deviations = gamma.map(Math.sqrt);
  const streams = { inputs: random.stream('inputs'), first: random.stream('first'), second: random.stream('second') };
  return (first: Matrix, second: Matrix): void => {
    const inputs = shared.head(first.rows);
    const s = inputs.values;
    if (rows)
      for (let p = 0; p < first.rows; p++) {
        const row = D * Math.floor((streams.inputs.uniform() * rows.length) / D);
        s.set(rows.subarray(row, row + D), p * D);
      }
    else {
      streams.inputs.fillNormal(inputs);
      for (let at = 0; at < s.length; at++) s[at] *= deviations[at % D];
    }
    streams.first.fillNormal(first);
    streams.second.fillNormal(second);
    for (const view of [first.values, second.values])
      for (let at = 0; at < s.length; at++) view[at] = s[at] + spread * view[at];
  };
}
