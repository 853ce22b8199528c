import { squared } from '../../../numeric/special.ts';
import type { Moments } from '../../shared/ridge-moments.ts';
import { ownRows } from './same-rows.ts';
import { bestMix, mixtures, overlength, type Parabola, taught } from './students.ts';
import { certain, excessError, fewFeatures, type Population, randomFeatures, ridgeSupervisor } from './supervisors.ts';
import { bestLabels, bestSelection } from './surrogates.ts';

/** Who teaches whom on what; ridges are numbers. */
export interface Lesson extends Population {
  /**
   * The student's labels: the supervisor's, on fresh inputs; its own, on the supervisor's inputs
   * and with its ridge; of the model that teaches the most; of the directions of w_0 that are best
   * kept.
   */
  labels: 'supervisor' | 'own' | 'surrogate' | 'selected';
  supervisor: { sees: 'all' | 'few' | 'random'; features: number; samples: number; ridge: number };
  student: { samples: number; ridge: number };
  /** σ² of true labels, and of those of a surrogate. */
  noise: number;
  rounds: number;
}

/** Excess errors, and C of a supervisor that was trained. */
export interface Outcome {
  supervisor: number;
  student: number;
  /** The same student on true labels. */
  ceiling: number;
  overlength: number | undefined;
}

/** `mix`: ξ, of `supervisor` and `own`. Throws as the fits. */
export function outcome(lesson: Lesson, mix: number): Outcome {
  const { labels, noise, student } = lesson;
  if (labels === 'surrogate' || labels === 'selected') {
    const target = surrogateOf(lesson);
    return {
      supervisor: excessError(lesson, certain(target)),
      student: excessError(lesson, ridgeSupervisor({ ...lesson, target }, { ...student, noise })),
      ceiling: excessError(lesson, ridgeSupervisor(lesson, { ...student, noise })),
      overlength: undefined,
    };
  }
  const moments = supervisorOf(lesson);
  const supervisor = excessError(lesson, moments);
  const rest = { supervisor, overlength: overlength(lesson, moments) };
  if (labels === 'own') {
    const { atZero, c, b } = parabolaOf(lesson);
    return { ...rest, student: atZero - 2 * c * mix + b * squared(mix), ceiling: atZero };
  }
  const learned = taught(lesson, moments, { ...student, mix, noise, rounds: lesson.rounds });
  const ceiling = excessError(lesson, ridgeSupervisor(lesson, { ...student, noise }));
  return { ...rest, student: excessError(lesson, learned), ceiling };
}

/** What the supervisor of a lesson is, averaged over its training. */
export function supervisorOf(lesson: Lesson): Moments {
  const { sees, features, ...rows } = lesson.supervisor;
  const training = { ...rows, noise: lesson.noise };
  if (sees === 'few') return fewFeatures(lesson, training, features);
  return sees === 'random' ? randomFeatures(lesson, training, features) : ridgeSupervisor(lesson, training);
}

/** The weights that label the rows, of `surrogate` and `selected`. */
export function surrogateOf(lesson: Lesson): Float64Array {
  const rows = { ...lesson, ...lesson.student };
  if (lesson.labels === 'surrogate') return bestLabels(rows);
  return bestSelection(rows).map((kept, k) => kept * lesson.target[k]);
}

/** The student's error over ξ, of one round. */
export function parabolaOf(lesson: Lesson): Parabola {
  const { labels, noise, student, supervisor } = lesson;
  return labels === 'own'
    ? ownRows(lesson, { ...supervisor, noise })
    : mixtures(lesson, supervisorOf(lesson), { ...student, noise });
}

/** The ξ at which the student of one round errs least. Throws `NoSolution` where all are alike. */
export function bestMixOf(lesson: Lesson): number {
  return bestMix(parabolaOf(lesson));
}
