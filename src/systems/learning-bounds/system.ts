import { type Cost, defineSystem } from '../contract.ts';
import { claims } from './claims.ts';
import { runTrial, TASKS, TESTED } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type BoundsProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const learningBounds = defineSystem({
  id: 'learning-bounds',
  title: 'Bounds and the average case',
  strand: 'solvable settings',
  question: 'How far are the bounds of learning theory above what a perceptron’s learners do?',
  sources,
  parameters,
  sweep: { load: '0.5:3:4:log' },
  prepare,
  observables,
  claims,
  shown: ['hebbError', 'gibbsError', 'bayesError', 'vcGap'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.08,
    reason:
      'the average case is for d → ∞: at d = 60 errors are 1 per cent below it, and 8 are what ten trials can tell',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Two chains look thrice at every sample for each weight and sweep, 3 ns a number; a draw takes 0.3
 * μs.
 */
function cost({ samples: n, sweeps, parameters: { dimension: d } }: BoundsProblem): Cost {
  return {
    seconds: TASKS.chains * sweeps * d * (2e-8 * n + 6e-7) + TASKS.all * (2e-4 + d * (1.5e-8 * TESTED + 2e-8 * n)),
    bytes: 8 * d * (n + TESTED) + 2 ** 16,
    theory: 1e-3,
  };
}
