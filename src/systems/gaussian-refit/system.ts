import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type GaussianRefitProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const gaussianRefit = defineSystem({
  id: 'gaussian-refit',
  title: 'A Gaussian fitted to its own samples',
  strand: 'solvable settings',
  question: 'Why does a model that is trained on its own samples lose its variance, though no fit is biased?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    generation: {
      label: 'generation',
      symbol: 'K',
      scale: 'linear',
      at: ({ generations }) => Float64Array.from(generations),
    },
  },
  observables,
  derived,
  shown: ['logVariance', 'logVarianceSpread', 'halfLife'],
  margin: { value: 0.03, reason: 'the moments are exact: 3 per cent is what trials can tell' },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** 4 ns for each random number of 64 chains, and some to fit. */
function cost({ parameters: { samples, generations } }: GaussianRefitProblem): Cost {
  return { seconds: 2e-4 + 64 * generations * (5e-9 * samples + 6e-8), bytes: 8 * 64 * samples };
}
