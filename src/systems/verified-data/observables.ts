import { defineObservables } from '../contract.ts';
import type { VerifiedDataProblem } from './problem.ts';

/** Of an accuracy, which is 1 or ½ and not 0 where it is of interest. */
const HARDLY_ANY = 0.01;

/** Differences of two accuracies are told from 0 down to this. */
const SMALLEST_ADVANTAGE = 0.003;

export const observables = defineObservables<VerifiedDataProblem>()({
  accuracy: {
    label: 'accuracy with a verifier',
    symbol: 'acc',
    description: 'of the learner on fresh inputs with true labels, trained on what the verifier kept',
    scale: 'linear',
    level: { value: 0.5, label: 'guessing' },
    floor: () => HARDLY_ANY,
  },
  allAccuracy: {
    label: 'accuracy without a verifier',
    symbol: 'acc₀',
    description: 'the same, trained on all that the generator labelled',
    scale: 'linear',
    floor: () => HARDLY_ANY,
  },
  advantage: {
    label: 'advantage of the verifier',
    symbol: 'acc − acc₀',
    description: 'by how much it makes the learner more accurate',
    scale: 'linear',
    floor: () => SMALLEST_ADVANTAGE,
  },
  keptShare: {
    label: 'share kept',
    symbol: 'm/n',
    description: 'of the generator’s samples, by the verifier',
    scale: 'linear',
  },
});

export type VerifiedDataObservable = keyof typeof observables;
