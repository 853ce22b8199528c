import { defineObservables } from '../contract.ts';
import type { ModularAdditionProblem } from './problem.ts';

export const observables = defineObservables<ModularAdditionProblem>()({
  trainAccuracy: {
    label: 'training accuracy',
    symbol: 'A_train',
    description: 'share of the training pairs whose largest output is the right one',
    scale: 'linear',
    over: 'step',
    theory: 'none',
  },
  testAccuracy: {
    label: 'test accuracy',
    symbol: 'A_test',
    description: 'the same of the pairs that are not trained on',
    scale: 'linear',
    over: 'step',
    theory: 'none',
  },
  periodicity: {
    label: 'periodicity',
    symbol: 'P',
    description: 'part of the power of a unit’s incoming weights that is at its strongest frequency, over all units',
    scale: 'linear',
    over: 'step',
    theory: 'none',
  },
  phaseAgreement: {
    label: 'agreement of phases',
    symbol: '⟨cos(φ_a + φ_b − φ_c)⟩',
    description:
      'of the phases of a unit’s weights at that frequency: from both inputs, and to the output; 1 in the exact solution',
    scale: 'linear',
    over: 'step',
    theory: 'none',
  },
  memorised: {
    label: 'steps to memorise',
    symbol: 'k_train',
    description: 'when the training accuracy reaches 95 %',
    scale: 'log',
    theory: 'none',
  },
  generalised: {
    label: 'steps to generalise',
    symbol: 'k_test',
    description: 'when the test accuracy reaches 95 %',
    scale: 'log',
    theory: 'none',
  },
  exactSignal: {
    label: 'exact solution: signal',
    symbol: 'μ',
    description: 'mean of the right output less that of the wrong ones, of a network of periodic weights',
    scale: 'linear',
  },
  exactNoise: {
    label: 'exact solution: noise',
    symbol: 'v',
    description: 'mean squared deviation of its wrong outputs from their mean over frequencies and phases',
    scale: 'log',
  },
  exactAccuracy: {
    label: 'exact solution: accuracy',
    symbol: 'A_exact',
    description:
      'share of all pairs that it gets right, with frequencies and phases at random; what is predicted is a bound from below (Chernoff), far below it with few units',
    scale: 'linear',
    relation: 'atLeast',
  },
});

export type ModularAdditionObservable = keyof typeof observables;
