import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type GrokkingProblem, prepare, timesOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const grokking = defineSystem({
  id: 'grokking',
  title: 'Grokking in a linear model',
  strand: 'solvable settings',
  question: 'How long after it fits its data does a student learn the task?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { time: { label: 'time', symbol: 't', scale: 'log', at: timesOf } },
  observables,
  derived,
  shown: ['trainLoss', 'testLoss'],
  margin: {
    value: 0.05,
    reason: 'late losses hang on the few smallest eigenvalues, which differ between draws of the inputs',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Two products of n × d with the students' 16 columns a step, at 2 GF/s. */
function cost({ parameters, steps }: GrokkingProblem): Cost {
  const { samples: n, dimension: d } = parameters;
  const last = steps[steps.length - 1];
  return {
    seconds: 1e-3 + 3e-8 * (n + 200) * d + last * (5e-6 + 3.2e-8 * n * d) + steps.length * 4e-6 * d,
    bytes: 8 * ((n + 200) * (d + 32) + 48 * d),
    theory: 3e-4 * steps.length,
  };
}
