import { BadInput, NoSolution } from '../../numeric/errors.ts';
import { log } from '../../numeric/special.ts';
import { type UnitTarget, unitTarget } from '../shared/unit-target.ts';
import type { WeakToStrongParameters } from './parameters.ts';
import { bestStudentRidge, bestSupervisorRidge } from './theory/best-ridges.ts';
import { bestMixOf, type Lesson, surrogateOf } from './theory/outcome.ts';

/** A lesson in numbers: what is `optimal` has been found. */
export interface WeakToStrongProblem extends UnitTarget {
  parameters: WeakToStrongParameters;
  lesson: Lesson;
  /** ξ. */
  mix: number;
  /** The weights that label the rows, where no supervisor is trained. */
  surrogate: Float64Array | undefined;
}

/** The logarithm of errors that are still numbers, with room for their squares' sums. */
const MOST_GROWTH = 600;

/** Throws `BadInput` for parameters that contradict each other, and where nothing is optimal. */
export function prepare(parameters: WeakToStrongParameters): WeakToStrongProblem {
  const { labels, supervisor, features, supervisorSamples, supervisorRidge, samples, ridge, noise, mix, rounds } =
    parameters;
  const population = unitTarget(parameters);
  const isOwn = labels === 'own';
  const lesson: Lesson = {
    ...population,
    labels,
    supervisor: { sees: isOwn ? 'all' : supervisor, features, samples: supervisorSamples, ridge: 1 },
    student: { samples, ridge: 1 },
    noise,
    rounds: isOwn ? 1 : rounds,
  };
  check(parameters, population.eta.length);
  // What is best only theory knows, and the experiment has to be told; the errors there are
  // predicted and measured as at any other.
  const isTrained = labels === 'supervisor' || isOwn;
  if (isTrained)
    lesson.supervisor.ridge =
      supervisorRidge === 'optimal'
        ? found('supervisorRidge', noise, () => bestSupervisorRidge(lesson))
        : supervisorRidge;
  if (isOwn) lesson.student = { samples: supervisorSamples, ridge: lesson.supervisor.ridge };
  else lesson.student.ridge = ridge === 'optimal' ? found('ridge', noise, () => bestStudentRidge(lesson, mix)) : ridge;
  return {
    ...population,
    parameters,
    lesson,
    mix: !isTrained ? 1 : mix === 'optimal' ? found('mix', noise, () => bestMixOf(lesson)) : mix,
    surrogate: isTrained ? undefined : surrogateOf(lesson),
  };
}

function check(parameters: WeakToStrongParameters, directions: number): void {
  const { labels, supervisor, features, supervisorSamples, supervisorRidge, samples, ridge, mix, rounds, noise } =
    parameters;
  const isOwn = labels === 'own';
  if (!isOwn && ridge === 0) requireUneven('samples', samples, 'input directions', directions, 'ridge');
  if (labels !== 'supervisor' && !isOwn) return;
  const sees = isOwn ? 'all' : supervisor;
  if (sees === 'few' && features > directions)
    throw new BadInput(
      `features is ${features}, but there are ${directions} input directions; give that many at most, or supervisor=random`,
    );
  if (sees === 'random' && supervisorRidge === 0)
    throw new BadInput('supervisor=random is solved with a ridge above 0; give a small one, as supervisorRidge=1e-6');
  if (supervisorRidge === 0)
    requireUneven(
      'supervisorSamples',
      supervisorSamples,
      'directions that the supervisor sees',
      sees === 'few' ? features : directions,
      'supervisorRidge',
    );
  if (isOwn && supervisorRidge === 0)
    throw new BadInput('labels=own changes nothing without a ridge; give one, as supervisorRidge=0.01');
  const growth = mix === 'optimal' ? 0 : 2 * rounds * log(Math.max(1, Math.abs(mix), Math.abs(1 - mix)));
  if (growth + log(Math.max(1, noise)) > MOST_GROWTH)
    throw new BadInput(
      `mix is ${mix} with rounds=${rounds} and noise=${noise}, which makes errors beyond all numbers: choose fewer rounds, or a mix from 0 to 1`,
    );
  if (mix === 'optimal' && !isOwn && rounds !== 1)
    throw new BadInput(`mix=optimal is known for one round; set rounds=1 (given: ${rounds}), or give mix as a number`);
}

function requireUneven(key: string, rows: number, of: string, directions: number, ridge: string): void {
  if (rows === directions)
    throw new BadInput(
      `without a ridge a fit of as many samples as ${of} (${rows}) has no mean error: change ${key}, or give ${ridge} a number above 0`,
    );
}

function found(key: string, noise: number, search: () => number): number {
  try {
    return search();
  } catch (error) {
    if (!(error instanceof NoSolution)) throw error;
    throw new BadInput(
      `${key} is optimal, but with noise=${noise} ${error.message}: give a number, as ${key}=${key === 'mix' ? 1 : 0.01}, or more noise`,
    );
  }
}
