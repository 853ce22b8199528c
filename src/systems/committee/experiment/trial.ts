import { fillOrthonormal, OnlineDescent, type Update } from '../../networks/online-descent.ts';
import type { Engine } from '../../numeric/engine.ts';
import { OrreryError } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import { erf, exp } from '../../numeric/special.ts';
import type { Trial, TrialReporter } from '../contract.ts';
import type { CommitteeObservable, CommitteeParameters } from './parameters.ts';
import { measuredSteps, observe, teacherNorm } from './prediction.ts';
import type { Overlaps } from './theory.ts';

/** A trial that was told to stop. */
class Stopped extends OrreryError {}

/** One run of online SGD from the prescribed overlaps; the order parameters are taken from the weights. */
export function runTrial(
  p: CommitteeParameters,
  random: Random,
  engine: Engine,
  reporter?: TrialReporter<CommitteeObservable>,
): Trial<CommitteeObservable> {
  const { students: K, teachers: M, dimension: N } = p;
  return engine.heap.scope(() => {
    const weights = initialWeights(p, random.stream('weights'), engine);
    const descent = new OnlineDescent(engine, random.stream('samples'), weights, K);
    const update = gradientStep(p, random.stream('noise'), engine);
    const steps = measuredSteps(p);
    const overlaps: Overlaps[] = [];
    let done = 0;
    for (const step of steps) {
      if (reporter?.signal.aborted) throw new Stopped('stopped');
      descent.run(step - done, update);
      done = step;
      overlaps.push(split(descent.overlaps(), K, M));
      reporter?.partial({ observables: observe(overlaps) });
      reporter?.progress(step / steps[steps.length - 1]);
    }
    const { R } = overlaps[overlaps.length - 1];
    return {
      observables: observe(overlaps),
      exhibits: [
        { title: `overlaps R of ${K} student with ${M} teacher units, N = ${N}`, rows: K, columns: M, values: R },
      ],
    };
  });
}

/** Students, then teachers, on the heap: combinations of random orthonormal vectors that have the prescribed overlaps. */
function initialWeights(p: CommitteeParameters, random: Random, engine: Engine): Matrix {
  const { students: K, teachers: M, dimension: N, startNorm, headStart } = p;
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
    for (let n = 0; n < M; n++) entry(K + n, K + n, Math.sqrt(teacherNorm(p, n)));
    engine.gemm({ a: mix, b: frame, c: weights });
  });
  return weights;
}

/** J_i ← J_i + (η/N) δ g′(J_i·x) x with δ = label − output and g(z) = erf(z/√2). */
function gradientStep(p: CommitteeParameters, random: Random, engine: Engine): Update {
  const { students: K, teachers: M, dimension: N, stepSize, noise } = p;
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

const ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
