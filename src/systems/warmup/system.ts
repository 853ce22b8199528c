import { type Cost, defineSystem } from '../contract.ts';
import { inertByModel } from '../shared/two-layer-fields.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type WarmupProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const warmup = defineSystem({
  id: 'warmup',
  title: 'Warm-up of the learning rate',
  strand: 'theories of hyperparameters',
  question: 'How long must the learning rate warm up to reach its target, and when can warm-up be left out?',
  sources,
  parameters,
  sweep: { warmup: '2:26:7' },
  prepare,
  coordinates: {
    step: { label: 'step', symbol: 't', scale: 'linear', at: ({ measuredAt }) => Float64Array.from(measuredAt) },
  },
  observables,
  shown: ['largestRate', 'preconditionedRatio'],
  margin: { value: 0.05, reason: 'a twentieth of a learning rate is less than anybody tunes' },
  validity,
  inert: inertByModel(['activation', 'samples', 'dimension', 'adamRate'], ', gradient descent'),
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Some 35 trainings at 2 GF/s and 20 µs a step, and looks at the sharpness of twenty steps' price.
 */
function cost({ parameters: p, measuredAt }: WarmupProblem): Cost {
  const [samples, inputs] = p.model === 'solvable' ? [1, 1] : [p.samples, p.dimension];
  const weights = p.width * (inputs + 1);
  const step = 2e-5 + (6 * samples * weights) / 2e9;
  return {
    seconds: 1e-3 + (35 * p.steps + 20 * measuredAt.length) * step,
    bytes: 8 * (80 * weights + 8 * samples * (p.width + inputs)),
    theory: p.model === 'solvable' ? 5e-6 * p.steps : 0,
  };
}
