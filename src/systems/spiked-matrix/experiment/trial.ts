import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { exp, squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { SpikedMatrixObservable } from '../observables.ts';
import type { SpikedMatrixProblem } from '../problem.ts';

/** Starts of the flow in one matrix. */
const STARTS = 20;

/** One matrix, diagonalised; the flow is followed in its own eigenvectors. */
export function runTrial(
  { parameters, times }: SpikedMatrixProblem,
  { random, engine, reporter }: TrialContext<SpikedMatrixObservable>,
): Trial<SpikedMatrixObservable> {
  const { size: N, start } = parameters;
  return engine.heap.scope(() => {
    const matrix = drawMatrix(parameters, random.stream('matrix'), engine);
    const eigenvalues = engine.eigh(matrix, { vectors: true });
    reporter.check();
    const vectors = matrix.values;
    const top = N - 1;
    // Rows are eigenvectors, and the planted direction is the first axis.
    const planted = Float64Array.from({ length: N }, (_, k) => vectors[k * N]);
    const starts = drawStarts(N, start === 'random' ? undefined : start, random.stream('starts'), engine);
    const amplitudes = engine.heap.matrix(N, STARTS);
    engine.gemm({ a: matrix, b: starts, c: amplitudes });
    const flowOverlap = new Float64Array(times.length);
    const energy = new Float64Array(times.length);
    times.forEach((t, i) => {
      reporter.check();
      const growth = eigenvalues.map((value) => exp((value - eigenvalues[top]) * t));
      for (let r = 0; r < STARTS; r++) {
        let [overlap, length, form] = [0, 0, 0];
        for (let k = 0; k < N; k++) {
          const amplitude = growth[k] * amplitudes.values[k * STARTS + r];
          overlap += amplitude * planted[k];
          length += amplitude * amplitude;
          form += eigenvalues[k] * squared(amplitude);
        }
        flowOverlap[i] += (overlap * overlap) / length / STARTS;
        energy[i] -= form / length / 2 / STARTS;
      }
    });
    return {
      observables: { topEigenvalue: eigenvalues[top], overlapSquared: squared(planted[top]), flowOverlap, energy },
    };
  });
}

/**
 * λvvᵀ + J with v the first axis, J symmetric with entries of variance 1/N, twice that on the
 * diagonal.
 */
function drawMatrix({ signal, size: N }: SpikedMatrixProblem['parameters'], random: Random, engine: Engine): Matrix {
  const matrix = engine.heap.matrix(N, N);
  random.fillNormal(matrix);
  const { values } = matrix;
  for (let i = 0; i < N; i++)
    for (let j = 0; j <= i; j++) {
      const entry = (values[i * N + j] + values[j * N + i]) / Math.sqrt(2 * N);
      values[i * N + j] = values[j * N + i] = entry;
    }
  values[0] += signal;
  return matrix;
}

/** Unit vectors as columns: uniform, or with this overlap with the first axis. */
function drawStarts(N: number, overlap: number | undefined, random: Random, engine: Engine): Matrix {
  const starts = engine.heap.matrix(N, STARTS);
  random.fillNormal(starts);
  const { values } = starts;
  for (let r = 0; r < STARTS; r++) {
    const first = overlap === undefined ? 0 : 1;
    let square = 0;
    for (let i = first; i < N; i++) square += squared(values[i * STARTS + r]);
    const scale = Math.sqrt((1 - squared(overlap ?? 0)) / square);
    for (let i = first; i < N; i++) values[i * STARTS + r] *= scale;
    if (overlap !== undefined) values[r] = overlap;
  }
  return starts;
}
