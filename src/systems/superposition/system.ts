import { type Cost, defineSystem } from '../contract.ts';
import { runTrial, TESTS } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type SuperpositionProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const superposition = defineSystem({
  id: 'superposition',
  title: 'Superposition',
  strand: 'solvable settings',
  question: 'When does a network store more features than it has dimensions, and when does it leave one out?',
  sources,
  parameters,
  sweep: { density: '0.1:0.8:6' },
  prepare,
  observables,
  shown: ['loss', 'dimensionality'],
  margin: { value: 0.03, reason: 'the noise of the last steps leaves losses up to a per cent above the minimum' },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** 0.4 µs for an input that is trained on, and 0.33 for one that is tested on. */
function cost({ parameters: { restarts, steps, batch } }: SuperpositionProblem): Cost {
  const tests = TESTS.loss + restarts * TESTS.choice;
  return { seconds: 1e-3 + 4e-7 * restarts * steps * batch + 3.3e-7 * tests, bytes: 1e5, theory: 5e-3 };
}
