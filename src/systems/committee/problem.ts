import { evenSteps } from '../../networks/probes.ts';
import type { CommitteeParameters } from './parameters.ts';

/**
 * A teacher, a student that starts from prescribed overlaps with it, and the steps at which it is
 * looked at.
 */
export interface CommitteeProblem {
  parameters: CommitteeParameters;
  /** T_nn, the squared norms of the teacher's units, which are orthogonal. */
  teacherNorms: number[];
  /** The numbers of steps after which curves are measured. */
  steps: number[];
}

/** Points of a curve. */
const POINTS = 40;

export function prepare(parameters: CommitteeParameters): CommitteeProblem {
  const { dimension, duration, teachers, teacher } = parameters;
  return {
    parameters,
    teacherNorms: Array.from({ length: teachers }, (_, n) => (teacher === 'graded' ? n + 1 : 1)),
    steps: evenSteps(POINTS, Math.max(1, Math.round(duration * dimension))),
  };
}
