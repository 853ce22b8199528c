import { defineObservables } from '../contract.ts';
import type { BoundsProblem } from './problem.ts';

/** A bound is drawn as a line, and what it bounds as points below it. */
const bound = { scale: 'log', relation: 'atMost' } as const;

const vacuous = { value: 1, label: 'vacuous above' };

export const observables = defineObservables<BoundsProblem>()({
  hebbError: {
    label: 'error of the Hebb rule',
    symbol: 'ε_Hebb',
    description: 'share of fresh inputs on which w = Σ yx differs from the teacher',
    scale: 'log',
  },
  gibbsError: {
    label: 'error of Gibbs learning',
    symbol: 'ε_Gibbs',
    description: 'of a random student of those that make no error on the samples',
    scale: 'log',
  },
  bayesError: {
    label: 'error of Bayes learning',
    symbol: 'ε_Bayes',
    description: 'of the mean of all students that make no error on the samples: the least there is',
    scale: 'log',
  },
  vcGap: {
    label: 'gap, and its VC bound',
    symbol: 'L − L̂',
    description: 'true less training error, the larger one of Hebb and Gibbs, and what no half-space exceeds',
    ...bound,
    level: vacuous,
  },
  marginGap: {
    label: 'gap over the margin, and its bound',
    symbol: 'L − L̂_γ',
    description: 'true error of the Hebb rule less its share of samples with a margin below γ = κ/√d',
    ...bound,
    scale: 'linear',
    level: vacuous,
  },
  pacBayes: {
    label: 'kl of a posterior’s errors, and its PAC-Bayes bound',
    symbol: 'kl(L̂_Q‖L_Q)',
    description: 'of training and true error of a student drawn around μ times the direction of the Hebb rule',
    ...bound,
  },
  rademacher: {
    label: 'Rademacher complexity, and its bound',
    symbol: 'ℜ',
    description: 'of half-spaces: mean length of Σ ±x over n, of inputs scaled to unit length',
    ...bound,
  },
});

export type BoundsObservable = keyof typeof observables;
