import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type MeanFieldParameters, parameters } from './parameters.ts';
import { type MeanFieldProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const meanField = defineSystem({
  id: 'mean-field',
  title: 'Infinitely wide networks that learn features',
  strand: 'tractable limits',
  question: 'What becomes of a network as its width grows, when its features keep moving?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    step: { label: 'step', symbol: 't', scale: 'linear', at: ({ measuredAt }) => Float64Array.from(measuredAt) },
  },
  observables,
  derived,
  shown: ['loss', 'tangentKernel', 'featureKernel'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.03,
    reason: 'the theory is that of infinite width, and kernels of finite width deviate by a few times 1/N in the mean',
  },
  validity,
  inert: [
    noEffect(
      ['samples'],
      (p: MeanFieldParameters) => p.targets !== 'alternating',
      'has no effect with an array for targets, which sets their number',
    ),
    noEffect(
      ['correlation'],
      (p: MeanFieldParameters) => (p.targets === 'alternating' ? p.samples : p.targets.length) === 1,
      'acts only with several samples',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Steps at 2 GF/s, 10 µs for each layer and 3 ns for each weight, kernels like three of them. In
 * theory some twelve populations of 32 768 neurons, and of several layers some sixteen of 4096,
 * whose fields of all steps and data so far are looked through in every step.
 */
function cost({ parameters: p, targets, measuredAt }: MeanFieldProblem): Cost {
  const P = targets.length;
  const weights = p.width * (P + 1) + (p.depth - 1) * squared(p.width);
  const step = 1e-5 * (p.depth + 1) + (6 * P * weights) / 2e9 + 3e-9 * weights;
  const fields = P * p.steps;
  const sampled =
    p.depth === 1 ? 12 * 32768 * fields * 2.5e-8 : 16 * 4096 * (3e-8 * fields + 6e-9 * (p.depth - 1) * squared(fields));
  return {
    seconds: 1e-3 + (p.steps + 3 * measuredAt.length) * step + 1e-8 * weights,
    bytes: 8 * (4 * weights + 8 * P * p.width * p.depth),
    theory: p.activation === 'linear' ? 1e-5 * p.steps * squared(P) * p.depth : sampled,
  };
}
