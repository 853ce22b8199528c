import { type Cost, defineSystem } from '../contract.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type AttentionProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const attentionDynamics = defineSystem({
  id: 'attention-dynamics',
  title: 'How attention learns in context',
  strand: 'solvable settings',
  question: 'Over which plateaus does attention come to learn in context, and what does it end in?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    time: {
      label: 'training time',
      symbol: 't',
      scale: 'linear',
      at: ({ steps, parameters: { rate } }) => Float64Array.from(steps, (step) => step * rate),
    },
    mode: {
      label: 'direction',
      symbol: 'm',
      scale: 'linear',
      at: ({ spectrum }) => Float64Array.from(spectrum, (_, m) => m + 1),
    },
  },
  observables,
  shown: ['loss', 'halfTime'],
  margin: { value: 0.05, reason: 'batches of some dozen contexts shake the weights: losses are a few per cent off' },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** A random number and what is done with it take 14 ns; a context 6 ns for each weight. */
function cost({ parameters: { length, batch, model }, spectrum, steps }: AttentionProblem): Cost {
  const d = spectrum.length;
  const last = steps[steps.length - 1];
  const weights = model === 'merged' ? d * d : 2 * d * d;
  return {
    seconds: 1e-3 + last * batch * (1.4e-8 * (length + 1) * (d + 1) + 6e-9 * weights),
    bytes: 8 * batch * ((length + 1) * (d + 1) + d) + 1e5,
    theory: 2e-8 * last * d,
  };
}
