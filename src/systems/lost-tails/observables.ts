import { defineObservables } from '../contract.ts';
import type { LostTailsProblem } from './problem.ts';

/** Tokens that some dozens of trials in all have not seen say nothing of their mean. */
const HARDLY_ANY = 0.05;

/** An error below this many of the rarest token is carried by few trials. */
const rarest = ({ real }: LostTailsProblem) => HARDLY_ANY * real[real.length - 1];

/** Of a generator that learns; what another one never says is no matter of chance. */
const saidTokens = ({ parameters: { generator, generatorSamples } }: LostTailsProblem) =>
  generator === 'memorised' ? generatorSamples : Number.POSITIVE_INFINITY;

export const observables = defineObservables<LostTailsProblem>()({
  error: {
    label: 'error',
    symbol: 'E(T)',
    description: 'probability that a real token comes up whose answer the learner was not shown',
    scale: 'log',
    over: 'samples',
    floor: rarest,
    most: 1,
    events: ({ parameters }) => parameters.samples,
  },
  realError: {
    label: 'error of real data alone',
    symbol: 'E₀(T)',
    description: 'the same of a learner that is shown as many real tokens',
    scale: 'log',
    over: 'samples',
    floor: rarest,
    most: 1,
    events: ({ parameters }) => parameters.samples,
  },
  lostShare: {
    label: 'lost share',
    symbol: 'Σ p_i of the lost',
    description: 'probability that a real token comes up which the generator never says',
    scale: 'log',
    floor: rarest,
    most: 1,
    events: saidTokens,
  },
});

export type LostTailsObservable = keyof typeof observables;
