import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { inertBesideSpectrum, inertBlocks, inertSource } from '../shared/populations.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { generationsOf, type ModelCollapseProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const modelCollapse = defineSystem({
  id: 'model-collapse',
  title: 'Model collapse',
  strand: 'solvable settings',
  question: 'What becomes of models trained on labels that earlier models made?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { generation: { label: 'generation', symbol: 'g', scale: 'linear', at: generationsOf } },
  observables,
  derived,
  shown: ['excessError'],
  margin: { value: 0.05, reason: 'corrections are of order 1/n: a few per cent at a few hundred samples' },
  inert: [...inertBesideSpectrum, inertBlocks, inertSource],
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Two chains; of each fit, the Gram matrix and its factors at 4 GF/s, and its random numbers at 10
 * ns.
 */
function cost({ parameters, eta }: ModelCollapseProblem): Cost {
  const { samples: n, generations, ridge } = parameters;
  const D = eta.length;
  const small = Math.min(n, D);
  const fit = 1e-10 * (n * D * small + 2 * (small * small * small)) + 4e-9 * n * D;
  return {
    seconds: 4e-4 + 2 * generations * fit,
    bytes: 8 * (n * D + 2 * squared(small) + 4 * n),
    theory: typeof ridge === 'number' ? 1e-8 * D * generations : 6e-6 * D * generations,
  };
}
