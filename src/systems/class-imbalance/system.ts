import { type Cost, defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type ClassImbalanceParameters, parameters } from './parameters.ts';
import { type ClassImbalanceProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const classImbalance = defineSystem({
  id: 'class-imbalance',
  title: 'A rare class',
  strand: 'solvable settings',
  question: 'What do linear classifiers make of a class that they have seen few samples of?',
  sources,
  parameters,
  sweep: { minority: '0.1:0.5:9' },
  prepare,
  observables,
  shown: ['minorityAccuracy', 'majorityAccuracy', 'totalAccuracy'],
  finiteSizeOrder: 1,
  margin: { value: 0.03, reason: 'scores are taken as normal, which accuracies showed to 0.005 at some 50 samples' },
  validity,
  inert: [
    noEffect<ClassImbalanceParameters>(
      ['threshold'],
      ({ classifier }) => classifier === 'least-squares',
      'has no effect with classifier=least-squares, whose intercept is fitted',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** A covariance and its factor at 4 GF/s, and 10 ns for each random number. */
function cost({ parameters: { samples: n, dimension: d } }: ClassImbalanceProblem): Cost {
  return { seconds: 5e-4 + 2.5e-10 * (n * d * d + d * d * d) + 2e-8 * n * d, bytes: 8 * (n * d + d * d + 4 * n) };
}
