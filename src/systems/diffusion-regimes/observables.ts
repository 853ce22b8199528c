import { defineObservables } from '../contract.ts';
import type { RegimesProblem } from './problem.ts';

/** Of a certainty: what some thousand U-turns can tell. */
const twoHundredths = (_: RegimesProblem) => 0.02;

export const observables = defineObservables<RegimesProblem>()({
  sameClass: {
    label: 'share of U-turns that keep the class',
    symbol: 'P(same class)',
    description:
      'share of data that come back in their class, the component they were drawn from and not the side that they lie on, when noised until t and denoised with the true score',
    scale: 'linear',
    over: 'time',
    floor: twoHundredths,
    most: 1,
    events: ({ parameters }) => parameters.samples,
  },
  returned: {
    label: 'share of U-turns that end where they began',
    symbol: 'P(same point)',
    description:
      'share of training points that come back to themselves when noised until t and denoised with the score of the training set',
    scale: 'linear',
    over: 'time',
    floor: twoHundredths,
    most: 1,
    events: ({ parameters: { samples, walks } }) => Math.min(samples, walks),
  },
  ownWeight: {
    label: 'weight of the own point',
    symbol: 'w',
    description:
      'posterior probability, among all training points, of the one that was noised until t: how far the empirical score has condensed on it',
    scale: 'linear',
    over: 'time',
    floor: twoHundredths,
    most: 1,
    events: ({ parameters }) => parameters.samples,
  },
});

export type RegimesObservable = keyof typeof observables;
