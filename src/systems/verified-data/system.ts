import { type Cost, defineSystem } from '../contract.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type VerifiedDataProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const verifiedData = defineSystem({
  id: 'verified-data',
  title: 'Synthetic data behind a verifier',
  strand: 'solvable settings',
  question: 'How good must a generator be, if a verifier throws away what it takes for wrong?',
  sources,
  parameters,
  sweep: { wrongLabels: '0.05:0.95:10' },
  prepare,
  observables,
  derived,
  shown: ['accuracy', 'allAccuracy', 'keptShare'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.03,
    reason: 'what is left out is of order 1/m, below 1 per cent at some hundred samples; trials tell 3 per cent',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * 10 ns for each random number, and as much for the sums. Theory has more nodes in few directions.
 */
function cost({ parameters: { samples, dimension } }: VerifiedDataProblem): Cost {
  return {
    seconds: 5e-4 + 2e-8 * samples * (dimension + 3),
    bytes: 8 * 256 * dimension,
    theory: dimension > 11 ? 4e-3 : 0.06,
  };
}
