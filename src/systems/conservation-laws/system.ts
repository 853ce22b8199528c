import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type ConservationProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const conservationLaws = defineSystem({
  id: 'conservation-laws',
  title: 'Conservation laws',
  strand: 'solvable settings',
  question: 'What does training conserve, and by how much does each finite step break it?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    updates: { label: 'steps', symbol: 'k', scale: 'linear', at: ({ measuredAt }) => Float64Array.from(measuredAt) },
  },
  observables,
  derived,
  shown: ['kept', 'violation'],
  margin: {
    value: 1e-6,
    reason: 'the smallest there is: identities of every step have nothing but rounding between theory and experiment',
  },
  validity,
  inert,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Three products with each weight a step at 1 GF/s and 20 µs beside; theory takes 2 ns for each
 * weight of a row and 40 for each number in a balance.
 */
function cost({ parameters, start, steps, batch, rowsPerSample, measuredAt }: ConservationProblem): Cost {
  const { hidden, depth, optimiser, law } = parameters;
  const products = 3 * start.length * batch * rowsPerSample;
  const balances = depth * hidden ** 2;
  const rows = parameters.samples * rowsPerSample;
  const accounts = optimiser !== 'adam' && law === 'steps';
  return {
    seconds: 1e-3 + steps * (2e-9 * products + 2e-5) + measuredAt.length * 1e-7 * balances,
    bytes: 8 * (8 * start.length + 16 * rows * depth * 3 * hidden),
    theory: accounts ? steps * (4e-9 * products + 4e-8 * balances + 5e-5) : 0,
  };
}
