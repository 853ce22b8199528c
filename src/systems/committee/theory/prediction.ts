import type { Prediction } from '../contract.ts';
import type { CommitteeObservable, CommitteeParameters } from './parameters.ts';
import { generalisationError, type Overlaps, orderParameters, promisedError } from './theory.ts';

/** Points of a curve. */
const POINTS = 40;

/** The steps at which a curve is measured: evenly spaced to the end, the last of each by rounding. */
export function measuredSteps({ dimension, duration }: CommitteeParameters): number[] {
  const last = Math.max(1, Math.round(duration * dimension));
  const steps = Array.from({ length: POINTS }, (_, i) => Math.round(((i + 1) * last) / POINTS));
  return [...new Set(steps)].filter((step) => step > 0);
}

/** The overlaps that a trial starts from, exactly. */
export function initialOverlaps(p: CommitteeParameters): Overlaps {
  const { students: K, teachers: M, startNorm, headStart } = p;
  const start = { K, M, Q: new Float64Array(K * K), R: new Float64Array(K * M), T: new Float64Array(M * M) };
  for (let n = 0; n < M; n++) start.T[n * M + n] = teacherNorm(p, n);
  for (let i = 0; i < K; i++) {
    start.Q[i * K + i] = startNorm;
    if (i < M) start.R[i * M + i] = headStart * Math.sqrt(startNorm * teacherNorm(p, i));
  }
  return start;
}

/** T_nn of unit n, counted from 0. */
export function teacherNorm({ teacher }: CommitteeParameters, n: number): number {
  return teacher === 'graded' ? n + 1 : 1;
}

const solved = new WeakMap<CommitteeParameters, Overlaps[]>();

/** The order parameters at the measured steps, in theory. Throws as `orderParameters`. */
export function predictedOverlaps(p: CommitteeParameters): Overlaps[] {
  let overlaps = solved.get(p);
  if (!overlaps) {
    const times = measuredSteps(p).map((step) => (p.stepSize * step) / p.dimension);
    overlaps = orderParameters(initialOverlaps(p), p, times);
    solved.set(p, overlaps);
  }
  return overlaps;
}

export function predict(p: CommitteeParameters): Prediction<CommitteeObservable> {
  const observables: Prediction<CommitteeObservable>['observables'] = {};
  for (const [name, value] of Object.entries(observe(predictedOverlaps(p))))
    observables[name as CommitteeObservable] = { value, error: promisedError };
  const alpha = Float64Array.from(measuredSteps(p), (step) => step / p.dimension);
  return { observables, coordinates: { alpha } };
}

/** What is observed of the order parameters, theirs or a trial's. Averages over no overlaps are left out. */
export function observe(overlaps: Overlaps[]): Partial<Record<CommitteeObservable, Float64Array>> {
  const { K, M } = overlaps[0];
  const curve = (of: (at: Overlaps) => number) => Float64Array.from(overlaps, of);
  const mean = (size: number, columns: number, among: (i: number, j: number) => boolean) => {
    const entries = Array.from({ length: size * columns }, (_, e) => e).filter((e) =>
      among(Math.floor(e / columns), e % columns),
    );
    return entries.length === 0
      ? undefined
      : (of: Float64Array) => entries.reduce((sum, e) => sum + of[e], 0) / entries.length;
  };
  const aligned = mean(K, M, (i, n) => i === n)!;
  const crossed = mean(K, M, (i, n) => i !== n);
  const norm = mean(K, K, (i, k) => i === k)!;
  const mutual = mean(K, K, (i, k) => i !== k);
  return {
    generalisationError: curve(generalisationError),
    alignedOverlap: curve(({ R }) => aligned(R)),
    ...(crossed && { crossOverlap: curve(({ R }) => crossed(R)) }),
    studentNorm: curve(({ Q }) => norm(Q)),
    ...(mutual && { studentOverlap: curve(({ Q }) => mutual(Q)) }),
  };
}
