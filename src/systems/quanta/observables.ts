import { power } from '../../numeric/special.ts';
import { defineObservables } from '../contract.ts';
import type { QuantaProblem } from './problem.ts';

export const observables = defineObservables<QuantaProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L(D)',
    description: 'mean over fresh examples: 1 for a quantum that is not learned, (1 − f)² where it is learned by steps',
    scale: 'log',
    over: 'examples',
    floor: rarestLoss,
  },
  learned: {
    label: 'quanta learned',
    symbol: 'n(D)',
    description: 'number of quanta learned; by steps, those of an output above ½',
    scale: 'log',
    over: 'examples',
    floor: () => HARDLY_ANY,
  },
  capacityLoss: {
    label: 'loss with n slots',
    symbol: 'L(n)',
    description: 'of a learner that keeps only the n quanta that it has met most often, after all examples',
    scale: 'log',
    over: 'slots',
    floor: rarestLoss,
  },
  quantumLoss: {
    label: 'loss of one quantum',
    symbol: 'L_k(D)',
    description: 'of the quantum of rank k: a sudden fall, where the loss of all is a smooth power',
    scale: 'linear',
    over: ['rank', 'fewerExamples'],
    floor: () => HARDLY_ANY,
  },
});

/** A tenth of the loss that one of the tests of a trial would show. */
const HARDLY_TESTED = 5e-6;
/** A tenth of what is left when the last quantum is missing in every other trial. */
const RARELY_MISSING = 0.05;

/**
 * A smaller loss is carried by few trials, in which the last quantum of a list is still missing, or
 * by few tests.
 */
function rarestLoss({ beta, quanta, total }: QuantaProblem): number {
  return Math.max(HARDLY_TESTED, (RARELY_MISSING * power(quanta, -beta)) / total);
}

/** Of all or nothing in each trial: a mean that some dozens of them cannot tell from 0. */
const HARDLY_ANY = 0.02;

export type QuantaObservable = keyof typeof observables;
