import { power } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type BoltzmannProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const boltzmann = defineSystem({
  id: 'boltzmann',
  title: 'Contrastive divergence',
  strand: 'solvable settings',
  question: 'How far is contrastive divergence from the gradient of the likelihood, and how many steps does it take?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    step: { label: 'steps of the chain', symbol: 'k', scale: 'linear', at: ({ steps }) => Float64Array.from(steps) },
  },
  observables,
  derived,
  shown: ['bias', 'alignment'],
  margin: { value: 0.05, reason: 'the theory is exact: the margin is what some tens of thousands of chains resolve' },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** A chain’s step takes 40 ns a unit and 3 ns a weight, thrice; the theory’s 4 ns a state. */
function cost({ parameters: { visible: n, hidden: m, chains, samples, steps } }: BoltzmannProblem): Cost {
  const run = chains + 2 * samples;
  return {
    seconds: 5e-4 + 5e-9 * power(2, n + m) * m + steps * run * (4e-8 * (n + 2 * m) + 3e-9 * 3 * n * m),
    bytes: 8 * run * (n + m) + 2 ** 16,
    theory: 1e-3 + 4e-9 * steps * power(2, n + m),
  };
}
