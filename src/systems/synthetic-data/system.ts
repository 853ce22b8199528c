import { squared, wholePower } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { inertBesideSpectrum, inertBlocks } from '../shared/populations.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type SyntheticDataProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const syntheticData = defineSystem({
  id: 'synthetic-data',
  title: 'Real and synthetic data together',
  strand: 'solvable settings',
  question: 'When do synthetic data help, and when do they hurt?',
  sources,
  parameters,
  sweep: { error: '0.03:3:13:log' },
  prepare,
  observables,
  derived,
  shown: ['excessError', 'realError'],
  margin: { value: 0.05, reason: 'corrections are of order 1/n: a few per cent at some hundred samples' },
  inert: [...inertBesideSpectrum, inertBlocks],
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Of each of two fits, the Gram matrix and its factors at 13 GF/s; random numbers at 3 ns. */
function cost({ parameters, eta, synthetic }: SyntheticDataProblem): Cost {
  const D = eta.length;
  const seconds = (n: number) => 8e-11 * (n * D * Math.min(n, D) + 2 * wholePower(Math.min(n, D), 3));
  const rows = parameters.samples + synthetic;
  const searches = parameters.ridge === 'optimal' ? 2 : 0;
  return {
    seconds: 3e-4 + seconds(rows) + seconds(parameters.samples) + 3e-9 * rows * D,
    bytes: 8 * (rows * (D + 4) + 2 * squared(Math.min(rows, D))),
    theory: (1 + 250 * searches) * 1e-7 * D,
  };
}
