import { type Cost, defineSystem } from '../contract.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type SelfStabilisationProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const selfStabilisation = defineSystem({
  id: 'self-stabilisation',
  title: 'Self-stabilisation at the edge',
  strand: 'universal behaviour',
  question: 'What keeps gradient descent at the edge of stability, where a quadratic loss would throw it out?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    angle: {
      label: 'angle around the fixed point',
      symbol: 'ϑ',
      scale: 'linear',
      at: ({ angles }) => angles,
    },
  },
  observables,
  portrait: { across: 'displacement', up: 'excess' },
  shown: ['displacement', 'excess', 'meanSquare', 'period'],
  margin: {
    value: 0.05,
    reason:
      'the theory is of third order in the displacement and of first in the step: cycles of networks came 1 to 2 % larger',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * A gradient or a Hessian–vector product takes some 3.5 µs and 1.3 ns for each sample and weight,
 * and a sharpness some twenty of them. The way to the edge takes about 300 of training time, with
 * steps of twice the rate or less, and the cycle some hundred looks.
 */
function cost({ parameters, model, inputs }: SelfStabilisationProblem): Cost {
  const product = 3.5e-6 + 1.3e-9 * model.size * inputs.length;
  const { rate, patience } = parameters;
  const approach = Math.min(patience, 300) / rate;
  return { seconds: product * (3 * approach + 30 * 100), bytes: 8 * (100 * model.size + 400 * inputs.length) };
}
