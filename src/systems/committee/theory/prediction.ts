import { remember } from '../../../numeric/remember.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { CommitteeObservable } from '../observables.ts';
import { meanOverlaps, type Overlaps } from '../overlaps.ts';
import type { CommitteeProblem } from '../problem.ts';
import { generalisationError, orderParameters, promisedError } from './order-parameters.ts';

/** Throws as `orderParameters`. */
export function predict(problem: CommitteeProblem): Prediction<CommitteeObservable> {
  const overlaps = predictedOverlaps(problem);
  const values = {
    generalisationError: Float64Array.from(overlaps, generalisationError),
    ...meanOverlaps(overlaps),
  };
  return { observables: quantities<CommitteeObservable>(values, promisedError) };
}

/**
 * The order parameters at the measured steps, for N → ∞. Remembered, as the notes on a problem want
 * them too. Throws as `orderParameters`.
 */
export const predictedOverlaps = remember(
  (problem: CommitteeProblem): Overlaps[] => {
    const { dimension, stepSize } = problem.parameters;
    const times = problem.steps.map((step) => (stepSize * step) / dimension);
    return orderParameters(initialOverlaps(problem), problem.parameters, times);
  },
  ({ parameters }) => JSON.stringify(parameters),
);

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
