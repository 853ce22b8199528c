import { type Cost, defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type GrokkingParameters, parameters } from './parameters.ts';
import { type GrokkingProblem, prepare, timesOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const grokking = defineSystem({
  id: 'grokking',
  title: 'Grokking of linear students and networks',
  strand: 'solvable settings',
  question: 'How long after it fits its data does a student learn the task?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { time: { label: 'time', symbol: 't', scale: 'log', at: timesOf } },
  observables,
  derived,
  claims,
  shown: ['trainLoss', 'testLoss'],
  margin: {
    value: 0.05,
    reason: 'late losses hang on the few smallest eigenvalues, which differ between draws of the inputs',
  },
  validity,
  inert: [
    noEffect(
      ['noise', 'tolerance', 'step'],
      (p: GrokkingParameters) => p.model === 'network',
      'has no effect with model=network, which learns without noise and in steps of 0.1',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Two products of n × d with the students’ 16 columns a step, at 40 GF/s; of a network three. */
function cost({ parameters, steps }: GrokkingProblem): Cost {
  const { samples: n, dimension: d } = parameters;
  const last = steps[steps.length - 1];
  if (parameters.model === 'network') {
    const perSample = 100 * (1e-9 * (d + 1) + 3.5e-9);
    return {
      seconds: 1e-3 + last * (1e-5 + n * perSample) + steps.length * 250 * perSample,
      bytes: 8 * ((n + 500) * (d + 400) + 800 * d),
    };
  }
  return {
    seconds: 3e-4 + 1.5e-8 * (n + 200) * d + last * (2e-6 + 1.5e-9 * n * d) + steps.length * 5e-7 * d,
    bytes: 8 * ((n + 200) * (d + 32) + 48 * d),
    theory: 3e-4 * steps.length,
  };
}
