import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { InContextObservable } from '../observables.ts';
import type { InContextProblem, Sizes } from '../problem.ts';
import { pretrain } from './attention.ts';
import { drawTasks, meanError } from './contexts.ts';
import { trainNetwork } from './training.ts';

/** Fits at half of the dimension: they cost a 64th each, and scatter twice as much. */
export const REPEATS = 8;

interface Errors {
  icl: number;
  idg: number;
}

export function runTrial(
  problem: InContextProblem,
  context: TrialContext<InContextObservable>,
): Trial<InContextObservable> {
  return problem.parameters.attention === 'trained' ? trained(problem, context) : fitted(problem, context);
}

/** Two networks on the same contexts; softmax attention only where it is asked for. */
function trained(
  problem: InContextProblem,
  { engine, random, reporter, wanted }: TrialContext<InContextObservable>,
): Trial<InContextObservable> {
  const isAsked = wanted.has('softmaxError') || wanted.has('softmaxKnownError');
  const share = isAsked ? 0.5 : 1;
  const train = (kind: 'linear' | 'softmax', done: number) =>
    trainNetwork(problem, kind, {
      ...{ engine, random },
      check(part) {
        reporter.check();
        reporter.progress(done + share * part);
      },
    });
  const { icl, idg } = train('linear', 0);
  const softmax = isAsked ? train('softmax', share) : undefined;
  return {
    observables: {
      ...{ iclError: icl, idgError: idg, gap: icl - idg, errorAtSize: icl },
      ...(softmax && { softmaxError: softmax.icl, softmaxKnownError: softmax.idg }),
    },
  };
}

/**
 * Attention is fitted and tested at dimension d and, with two sizes, several times at half of it:
 * what is left of E(d) = E + c/d at both is E.
 */
function fitted(problem: InContextProblem, context: TrialContext<InContextObservable>): Trial<InContextObservable> {
  const { sizes, half } = problem;
  const { random, reporter } = context;
  const full = errorsAt(sizes, problem, context, random.stream('full'));
  let { icl, idg } = full;
  if (half) {
    const mean = { icl: 0, idg: 0 };
    for (let i = 0; i < REPEATS; i++) {
      reporter.progress((i + 4) / (REPEATS + 4));
      const own = random.stream('half', i);
      const errors = errorsAt(rounded(half, own.stream('sizes')), problem, context, own);
      mean.icl += errors.icl / REPEATS;
      mean.idg += errors.idg / REPEATS;
    }
    const [d, less] = [sizes.dimension, half.dimension];
    icl = (d * full.icl - less * mean.icl) / (d - less);
    idg = (d * full.idg - less * mean.idg) / (d - less);
  }
  return { observables: { iclError: icl, idgError: idg, gap: icl - idg, errorAtSize: full.icl } };
}

/** One training, and its mean errors over all contexts of new tasks and of its own. */
function errorsAt(
  sizes: Sizes,
  { parameters: { noise, ridge } }: InContextProblem,
  { engine, reporter }: TrialContext<InContextObservable>,
  random: Random,
): Errors {
  const { heap } = engine;
  reporter.check();
  return heap.scope(() => {
    const tasks = drawTasks(sizes, random.stream('tasks'), engine);
    const gamma = pretrain({ sizes, noise, ridge, tasks }, { engine, random, check: () => reporter.check() });
    const test = { length: sizes.testLength, noise };
    const everyTask = heap.matrix(sizes.dimension, sizes.dimension);
    for (let i = 0; i < sizes.dimension; i++) everyTask.values[i * (sizes.dimension + 1)] = 1;
    return {
      icl: meanError(gamma, everyTask, test, engine),
      idg: meanError(gamma, tasks?.second ?? everyTask, test, engine),
    };
  });
}

/** Whole numbers, right on average. */
function rounded(sizes: Sizes, random: Random): Sizes {
  const round = (size: number) =>
    size === Number.POSITIVE_INFINITY ? size : Math.max(1, Math.floor(size + random.uniform()));
  return {
    dimension: sizes.dimension,
    length: round(sizes.length),
    testLength: round(sizes.testLength),
    contexts: round(sizes.contexts),
    tasks: round(sizes.tasks),
  };
}
