import { NoSolution } from '../../../numeric/errors.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp, log, squared } from '../../../numeric/special.ts';
import { bestMixOf, type Lesson, outcome, supervisorOf } from './outcome.ts';
import { excessError, type Population } from './supervisors.ts';

/** The supervisor's ridge at which it errs least itself. Throws `NoSolution` where none is. */
export function bestSupervisorRidge(lesson: Lesson): number {
  return bestRidge(lesson, lesson.noise, (ridge) =>
    excessError(lesson, supervisorOf({ ...lesson, supervisor: { ...lesson.supervisor, ridge } })),
  );
}

/**
 * The student's ridge at which it errs least, at one mixture or the best one for each ridge. Throws
 * `NoSolution` where none is.
 */
export function bestStudentRidge(lesson: Lesson, mix: number | 'optimal'): number {
  const apart = lesson.labels === 'supervisor' ? excessError(lesson, supervisorOf(lesson)) : 0;
  return bestRidge(lesson, lesson.noise + apart, (ridge) => {
    const at = { ...lesson, student: { ...lesson.student, ridge } };
    return outcome(at, mix === 'optimal' ? bestMixOf(at) : mix).student;
  });
}

/** Of the search, for each unit of the logarithm. */
const STEPS = 3;

/**
 * Ridges are looked at from next to none to e^12 times what noise over signal asks for, in units of
 * the mean eigenvalue.
 */
function bestRidge({ eta, modes, target }: Population, noise: number, error: (ridge: number) => number): number {
  let power = 0;
  for (let k = 0; k < eta.length; k++) power += eta[k] * squared(target[k]);
  const unit = modes.trace / modes.rank;
  const at = (u: number) => error(unit * exp(u));
  const range = [-25, 12 + log(1 + noise / power)] as const;
  if (!Number.isFinite(range[1])) throw new NoSolution('the target has no power beside its noise: no ridge is best');
  const best = leastOnRange(at, range, Math.ceil(STEPS * (range[1] - range[0])));
  const least = at(range[0]);
  // What is smaller than rounding has no minimum.
  if (!(least > 1e-12 * power && best.value < least * (1 - 1e-9)))
    throw new NoSolution('no ridge above 0 is best, the smaller the better');
  return unit * exp(best.at);
}
