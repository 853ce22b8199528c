import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { CommitteeObservable } from '../observables.ts';
import { meanOverlaps, type Overlaps } from '../overlaps.ts';
import type { CommitteeProblem } from '../problem.ts';
import { generalisationError, orderParameters, promisedError } from './order-parameters.ts';

/** Throws as `orderParameters`. */
export function predict(
  problem: CommitteeProblem,
  { check }: Partial<Pick<TheoryContext, 'check'>> = {},
): Prediction<CommitteeObservable> {
  const { dimension, stepSize } = problem.parameters;
  const times = problem.steps.map((step) => (stepSize * step) / dimension);
  const overlaps = orderParameters(initialOverlaps(problem), problem.parameters, times, { check });
  const values = {
    generalisationError: Float64Array.from(overlaps, generalisationError),
    ...meanOverlaps(overlaps),
  };
  return { observables: quantities<CommitteeObservable>(values, promisedError) };
}

/**
 * The overlaps on the way to the plateau, where the head start has shrunk as far as it does before
 * it grows, with a relative error of about 1e-3: what notes ahead of a run ask, which must not take
 * as long as a prediction. Throws as `orderParameters`.
 */
export function overlapsToPlateau(problem: CommitteeProblem): Overlaps[] {
  const { stepSize, duration } = problem.parameters;
  const end = Math.min(stepSize * duration, AT_PLATEAU);
  const times = Array.from({ length: PROBES }, (_, i) => (end * (i + 1)) / PROBES);
  return orderParameters(initialOverlaps(problem), problem.parameters, times, { tolerance: 1e-4 });
}

/** By this time τ the plateau has come, from any start. */
const AT_PLATEAU = 40;
const PROBES = 80;

/** The overlaps that theory starts from. */
function initialOverlaps({ parameters, teacherNorms }: CommitteeProblem): Overlaps {
  const { students: K, teachers: M, startNorm, headStart } = parameters;
  const start = { K, M, Q: new Float64Array(K * K), R: new Float64Array(K * M), T: new Float64Array(M * M) };
  for (let n = 0; n < M; n++) start.T[n * M + n] = teacherNorms[n];
  for (let i = 0; i < K; i++) {
    start.Q[i * K + i] = startNorm;
    if (i < M) start.R[i * M + i] = headStart * Math.sqrt(startNorm * teacherNorms[i]);
  }
  return start;
}
