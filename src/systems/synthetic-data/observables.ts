import { defineObservables } from '../contract.ts';
import type { SyntheticDataProblem } from './problem.ts';

/** Differences of two errors of labels of power 1 are told from 0 down to this. */
const SMALLEST_ADVANTAGE = 5e-3;

export const observables = defineObservables<SyntheticDataProblem>()({
  excessError: {
    label: 'error with synthetic data',
    symbol: 'E',
    description: 'mean squared distance to the real target on fresh inputs, of the fit on all rows',
    scale: 'log',
  },
  realError: {
    label: 'error of real data alone',
    symbol: 'E₁',
    description: 'the same of the fit on the real rows alone',
    scale: 'log',
  },
  advantage: {
    label: 'advantage of synthetic data',
    symbol: 'E₁ − E',
    description: 'by how much the synthetic rows make the error smaller; negative where they hurt',
    scale: 'linear',
    floor: () => SMALLEST_ADVANTAGE,
  },
});

export type SyntheticDataObservable = keyof typeof observables;
