import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import type { EstimatorsProblem } from '../problem.ts';

/** Sums of Gaussian rows with themselves and with each other, from the Gram matrix. */
function sums({ parameters, eta }: EstimatorsProblem, random: Random, engine: Engine) {
  const { samples } = parameters;
  const inputs = engine.heap.matrix(samples, eta.length);
  random.fillNormal(inputs);
  scaleColumns(inputs, eta);
  const gram = engine.heap.matrix(samples, samples);
  engine.syrk({ a: inputs, c: gram });
  const { values } = gram;
  let [trace, ownSquares, allSquares] = [0, 0, 0];
  for (let i = 0; i < samples; i++) {
    const own = values[i * (samples + 1)];
    trace += own;
    ownSquares += own * own;
  }
  for (let at = 0; at < values.length; at++) allSquares += values[at] * values[at];
  return { trace, ownSquares, allSquares };
}

/** Σ_{i≠j} K_ii K_jj/Σ_{i≠j} K_ij². */
export function unbiasedRatio(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const { trace, ownSquares, allSquares } = sums(problem, random, engine);
  return (trace * trace - ownSquares) / (allSquares - ownSquares);
}

/** (tr S)²/tr S², which tr K and tr K² are multiples of. */
export function sampleRatio(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const { trace, allSquares } = sums(problem, random, engine);
  return (trace * trace) / allSquares;
}
