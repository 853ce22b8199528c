import { fillOrthonormal, OnlineDescent, type OnlineStep } from '../../../networks/online-descent.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { erf, exp } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { CommitteeObservable } from '../observables.ts';
import { meanOverlaps, type Overlaps } from '../overlaps.ts';
import type { CommitteeProblem } from '../problem.ts';
import { meanSquareDifference } from './error.ts';

/**
 * One run of online SGD from the prescribed overlaps; the order parameters are taken from the
 * weights.
 */
export function runTrial(
  problem: CommitteeProblem,
  { random, engine, reporter }: TrialContext<CommitteeObservable>,
): Trial<CommitteeObservable> {
  const { parameters, steps } = problem;
  const { students: K, teachers: M, dimension: N } = parameters;
  return engine.heap.scope(() => {
    const weights = initialWeights(problem, random.stream('weights'), engine);
    const descent = new OnlineDescent(engine, random.stream('samples'), weights, K);
    const update = gradientStep(problem, random.stream('noise'), engine);
    const overlaps: Overlaps[] = [];
    const errors: number[] = [];
    const observed = () => ({ generalisationError: Float64Array.from(errors), ...meanOverlaps(overlaps) });
    let done = 0;
    for (const step of steps) {
      reporter.check();
      descent.run(step - done, update);
      done = step;
      const products = descent.overlaps();
      errors.push(meanSquareDifference(products, K, M) / 2);
      overlaps.push(split(products, K, M));
      reporter.partial({ observables: observed() });
      reporter.progress(step / steps[steps.length - 1]);
    }
    const { R } = overlaps[overlaps.length - 1];
    return {
      observables: observed(),
      exhibits: [
        { title: `overlaps R of ${K} student with ${M} teacher units, N = ${N}`, rows: K, columns: M, values: R },
      ],
    };
  });
}

/**
 * Students, then teachers, on the heap: combinations of random orthonormal vectors that have the
 * prescribed overlaps.
 */
function initialWeights({ parameters, teacherNorms }: CommitteeProblem, random: Random, engine: Engine): Matrix {
  const { students: K, teachers: M, dimension: N, startNorm, headStart } = parameters;
  const { heap } = engine;
  const weights = heap.matrix(K + M, N);
  heap.scope(() => {
    const frame = heap.matrix(K + M, N);
    fillOrthonormal(random, frame);
    const mix = heap.matrix(K + M, K + M);
    const entry = (row: number, column: number, value: number) => {
      mix.values[row * (K + M) + column] = value;
    };
    for (let i = 0; i < K; i++) {
      const cosine = i < M ? headStart : 0;
      entry(i, i, Math.sqrt(startNorm * (1 - cosine * cosine)));
      if (i < M) entry(i, K + i, Math.sqrt(startNorm) * cosine);
    }
    for (let n = 0; n < M; n++) entry(K + n, K + n, Math.sqrt(teacherNorms[n]));
    engine.gemm({ a: mix, b: frame, c: weights });
  });
  return weights;
}

/** J_i ← J_i + (η/N) δ g′(J_i·x) x with δ = label − output and g(z) = erf(z/√2). */
function gradientStep({ parameters }: CommitteeProblem, random: Random, engine: Engine): OnlineStep {
  const { students: K, teachers: M, dimension: N, stepSize, noise } = parameters;
  const deviation = Math.sqrt(noise);
  const drawn = noise > 0 ? normals(random, engine) : undefined;
  return (fields, _, moves) => {
    let difference = drawn ? deviation * drawn() : 0;
    for (let n = 0; n < M; n++) difference += erf(fields[K + n] * Math.SQRT1_2);
    for (let i = 0; i < K; i++) difference -= erf(fields[i] * Math.SQRT1_2);
    for (let i = 0; i < K; i++)
      moves[i] = (stepSize / N) * difference * ROOT_TWO_OVER_PI * exp(-0.5 * fields[i] * fields[i]);
    return 1;
  };
}

const ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

/** Standard normal numbers, one at a time, from a buffer on the heap. */
function normals(random: Random, engine: Engine): () => number {
  const buffer = engine.heap.matrix(256, 1);
  let next = buffer.rows;
  return () => {
    if (next === buffer.rows) {
      random.fillNormal(buffer);
      next = 0;
    }
    return buffer.values[next++];
  };
}

/** The blocks of the stacked overlaps W Wᵀ. */
function split(products: Float64Array, K: number, M: number): Overlaps {
  const units = K + M;
  const block = (rows: number, columns: number, top: number, left: number) =>
    Float64Array.from(
      { length: rows * columns },
      (_, e) => products[(top + Math.floor(e / columns)) * units + left + (e % columns)],
    );
  return { K, M, Q: block(K, K, 0, 0), R: block(K, M, 0, K), T: block(M, M, K, K) };
}
