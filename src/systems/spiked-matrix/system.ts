import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type SpikedMatrixProblem, timesOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const spikedMatrix = defineSystem({
  id: 'spiked-matrix',
  title: 'A signal in a noisy matrix',
  strand: 'solvable settings',
  question: 'How strong must a signal in a noisy matrix be to be seen, and how long does descent take to find it?',
  sources,
  parameters,
  sweep: { signal: '0.2:3.2:6' },
  corners: { signal: () => [1] },
  prepare,
  coordinates: { time: { label: 'time', symbol: 't', scale: 'linear', at: timesOf } },
  observables,
  shown: ['overlapSquared', 'topEigenvalue'],
  margin: { value: 0.05, reason: 'corrections are of order 1/N: a few per cent at a hundred or two' },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** The eigenvectors, at 9 N³ operations and 20 GF/s, and 10 ns for each random number. */
function cost({ parameters: { size: N } }: SpikedMatrixProblem): Cost {
  return { seconds: 1e-4 + 4.5e-10 * (N * N * N) + 1e-8 * squared(N), bytes: 24 * squared(N) + 400 * N, theory: 0.01 };
}
