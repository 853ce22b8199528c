import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import type { EstimatorsProblem } from '../problem.ts';

/** Of Gaussian rows. */
function drawnRatios({ parameters, eta }: EstimatorsProblem, random: Random, engine: Engine) {
  const inputs = engine.heap.matrix(parameters.samples, eta.length);
  random.fillNormal(inputs);
  scaleColumns(inputs, eta);
  return ratiosOf(inputs, engine);
}

/**
 * Σ_{i≠j} K_ii K_jj/Σ_{i≠j} K_ij² of the Gram matrix K of rows; and (tr S)²/tr S², which tr K and
 * tr K² are multiples of.
 */
export function ratiosOf(inputs: Matrix, engine: Engine): { unbiased: number; sample: number } {
  const samples = inputs.rows;
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
  return {
    unbiased: (trace * trace - ownSquares) / (allSquares - ownSquares),
    sample: (trace * trace) / allSquares,
  };
}

export function unbiasedRatio(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  return drawnRatios(problem, random, engine).unbiased;
}

export function sampleRatio(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  return drawnRatios(problem, random, engine).sample;
}
