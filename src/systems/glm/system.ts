import { squared, wholePower } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { sampleSweep } from '../shared/fields.ts';
import { reading, untestable } from './data.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { type GlmProblem, prepare } from './problem.ts';
import { presets, sourceFor, sources } from './sources.ts';
import { isLikelihood } from './theory/fits.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const glm = defineSystem({
  id: 'glm',
  title: 'Generalised linear models',
  strand: 'solvable settings',
  question: 'What do classifiers and robust regressions learn when there are as many weights as samples?',
  sources,
  sourceFor,
  parameters,
  sweep: { samples: '100:1600:9:log' },
  sweepFor: (given) => sampleSweep(given, 9),
  reading,
  prepare,
  observables,
  derived,
  shown: ['testError', 'testLoss', 'alignment'],
  finiteSizeOrder: 1,
  margin: { value: 0.03, reason: 'the theory is leading order in 1/d: at 200 directions it is off by half a per cent' },
  validity,
  inert,
  cost,
  untestable,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Steps of Newton’s method, or of the interior points of support vectors, at 2 GF/s: a Gram matrix
 * and its factors each; random numbers at 10 ns.
 */
function cost(problem: GlmProblem): Cost {
  const { samples, loss } = problem.parameters;
  const D = problem.eta.length;
  const steps = { square: 2, logistic: 8, huber: 8, hinge: 22, margin: 22 }[loss];
  const fits = isLikelihood(problem) ? 3 : 1;
  const step = 5e-10 * (samples * D * (D + 8) + wholePower(D, 3)) + 3e-8 * samples;
  return {
    seconds: 4e-3 + fits * steps * step + 1e-8 * samples * D,
    bytes: 8 * (3 * samples * D + 3 * squared(D)) + 1e6,
    theory: 0.01,
  };
}
