import { defineObservables } from '../contract.ts';
import type { InContextProblem } from './problem.ts';

/** As many contexts as features and no ridge: the smallest singular value has no bound. */
function atThePeak({ parameters, sizes }: InContextProblem): string | undefined {
  const isSquare = Math.abs(sizes.contexts - sizes.dimension * sizes.dimension) <= 2;
  return parameters.attention === 'fitted' && parameters.ridge === 0 && isSquare
    ? 'with about as many contexts as features and no ridge errors have no mean'
    : undefined;
}

/** Differences of errors of labels of variance 1 are told from 0 down to this. */
const SMALLEST_GAP = 0.02;

export const observables = defineObservables<InContextProblem>()({
  iclError: {
    label: 'error on new tasks',
    symbol: 'E_ICL',
    description: 'mean squared error of the label of the query, noise included, of tasks that are drawn anew',
    scale: 'log',
    withoutMean: atThePeak,
  },
  idgError: {
    label: 'error on known tasks',
    symbol: 'E_IDG',
    description: 'the same on new contexts of the tasks of training, as long as those of new tasks',
    scale: 'log',
    withoutMean: atThePeak,
  },
  gap: {
    label: 'price of a new task',
    symbol: 'E_ICL − E_IDG',
    description: 'what a new task costs beyond a known one; near 0 where attention has learned to learn',
    scale: 'linear',
    floor: () => SMALLEST_GAP,
    withoutMean: atThePeak,
  },
  errorAtSize: {
    label: 'error on new tasks at this dimension',
    symbol: 'E_ICL(d)',
    description: 'as measured at dimension d, before what falls as 1/d is taken away',
    scale: 'log',
    theory: 'none',
    withoutMean: atThePeak,
  },
  softmaxError: {
    label: 'error on new tasks with softmax',
    symbol: 'E_softmax',
    description: 'of a network with softmax attention that was trained on the same contexts, with attention=trained',
    scale: 'log',
    theory: 'none',
  },
  softmaxKnownError: {
    label: 'error on known tasks with softmax',
    symbol: 'E′_softmax',
    description: 'the same on new contexts of the tasks of training',
    scale: 'log',
    theory: 'none',
  },
});

export type InContextObservable = keyof typeof observables;
