import { readingOf } from '../../data/reading.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { inputOptions } from '../shared/fields.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { inert, parameters } from './parameters.ts';
import { prepare, type SslProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const sslSteps = defineSystem({
  id: 'ssl-steps',
  title: 'Self-supervised learning in steps',
  strand: 'solvable settings',
  question: 'In which order, and when, does a network that is shown two views of everything learn what they share?',
  sources,
  parameters,
  sweep: {},
  reading: (p) => (p.data ? readingOf(p.data, inputOptions(p), SCALING) : undefined),
  prepare,
  coordinates: {
    time: { label: 'training time', symbol: 't', scale: 'linear', at: ({ times }) => times },
    mode: {
      label: 'mode',
      symbol: 'j',
      scale: 'linear',
      at: ({ parameters: { embedding } }) => Float64Array.from({ length: embedding }, (_, j) => j + 1),
    },
  },
  observables,
  derived,
  shown: ['loss', 'halfTime'],
  margin: {
    value: 0.03,
    reason: 'steps are sharp: a half per cent in their times is two or three in the loss beside them',
  },
  inert,
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

const SCALING = 'inputs centred, and divided by one number so that the largest eigenvalue of their covariance is 1';

/**
 * Two normal numbers or three and two products for each number of a pair; then three products and
 * the eigenvalues at each step.
 */
function cost({ parameters, gamma, times }: SslProblem): Cost {
  const { pairs, embedding: d, rate, start } = parameters;
  const D = gamma.length;
  // Random starts are half as late again until the last mode is there.
  const steps = (times[times.length - 1] / rate) * (start === 'redrawn' ? 1.1 : 1);
  return {
    seconds: 1e-3 + pairs * D * (8e-8 + 1e-9 * D) + steps * (1e-5 + 1.5e-9 * d * D * D + 5e-8 * d * d * d),
    bytes: 8 * (3 * Math.min(pairs, 4096) * D + D * D + 4 * d * D) + 1e5,
    theory: start === 'redrawn' ? 2e-2 * d : 5e-4 * d,
  };
}
