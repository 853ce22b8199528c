import { defineObservables } from '../contract.ts';
import type { CommitteeProblem } from './problem.ts';

/**
 * Overlaps of random directions are of order 1/√N, and what they do to a mean is of order 1/N: an
 * overlap below it is none.
 */
const oneOverN = ({ parameters }: CommitteeProblem) => 1 / parameters.dimension;

/** A mean over order parameters, as it is learned. */
const overlap = { scale: 'linear', over: 'alpha', floor: oneOverN } as const;

export const observables = defineObservables<CommitteeProblem>()({
  generalisationError: {
    label: 'generalisation error',
    symbol: 'ε_g',
    description: 'half the mean squared difference of student and teacher on fresh inputs, without noise',
    scale: 'log',
    over: 'alpha',
    // A difference of averages of order one.
    floor: () => 1e-12,
  },
  alignedOverlap: {
    label: 'aligned overlap',
    symbol: 'R_ii',
    description: 'mean overlap J_i·B_i of a student unit with the teacher unit of its number',
    ...overlap,
  },
  crossOverlap: {
    label: 'cross overlap',
    symbol: 'R_in',
    description: 'mean overlap J_i·B_n of a student unit with the other teacher units',
    ...overlap,
  },
  studentNorm: {
    label: 'student norm',
    symbol: 'Q_ii',
    description: 'mean squared norm of a student unit',
    ...overlap,
  },
  studentOverlap: {
    label: 'student overlap',
    symbol: 'Q_ik',
    description: 'mean overlap of two student units',
    ...overlap,
  },
});

export type CommitteeObservable = keyof typeof observables;
