import { squared } from '../../numeric/special.ts';
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
 * Of a step: three products with each weight at 1 GF/s, what is done with each unit, with each pair
 * of tokens, and 20 µs beside. Balances are products as well, read twice wherever something is
 * measured; theory has them at every step, and is three to eight times slower in all.
 */
function cost({ parameters, start, steps, batch, rowsPerSample, measuredAt }: ConservationProblem): Cost {
  const { network, hidden: h, depth, inputs, outputs, samples, optimiser, law } = parameters;
  const isAttention = network === 'attention';
  const units = (isAttention ? 3 * h : depth * h) + outputs;
  const tokenPairs = isAttention ? rowsPerSample * rowsPerSample : 0;
  const perSample = (weights: number, unit: number, pair: number) =>
    rowsPerSample * (weights * 3 * start.length + unit * units) + tokenPairs * pair * (10 + h);
  const balances = isAttention ? 2 * squared(h) : network === 'linear' ? depth * squared(h) : depth * h;
  const balancing = balances * (isAttention ? inputs + outputs : 2 * h) + start.length;
  const trained = perSample(2e-9, 6e-8, 1e-8);
  const accounts = optimiser !== 'adam' && law === 'steps';
  return {
    seconds:
      1e-3 + steps * (batch * trained + 2e-5) + measuredAt.length * (1.2e-8 * balancing + (samples * trained) / 3),
    bytes: 8 * (8 * start.length + 16 * samples * rowsPerSample * depth * 3 * h),
    theory: accounts ? steps * (batch * perSample(4e-9, 3e-7, 4e-8) + 2e-8 * balancing + 5e-5) : 0,
  };
}
