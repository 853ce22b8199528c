import { squared } from '../../numeric/special.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { inertByModel } from '../shared/two-layer-fields.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { type CatapultProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const catapult = defineSystem({
  id: 'catapult',
  title: 'The catapult',
  strand: 'theories of hyperparameters',
  question: 'What does gradient descent do at learning rates too large for the minimum at hand?',
  sources,
  parameters,
  sweep: { rate: '0.5:3.9:18' },
  prepare,
  coordinates: {
    step: { label: 'step', symbol: 't', scale: 'linear', at: ({ measuredAt }) => Float64Array.from(measuredAt) },
  },
  observables,
  shown: ['finalSharpness', 'settled', 'peakLoss'],
  margin: {
    value: 0.05,
    reason: 'edges of wide networks are those of infinite width, which these are within 5 per cent of',
  },
  validity,
  inert: inertByModel(['activation', 'depth', 'samples', 'dimension']),
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Trainings at 2 GF/s and 8 µs a layer and step; a look at the sharpness takes some ten products
 * with the Hessian, of the price of two steps each. Of some 35 trainings to find the edges most end
 * early: they take as long as twelve, and of the solvable model as five and some looks.
 */
function cost({ parameters: p, measuredAt }: CatapultProblem): Cost {
  const isSolvable = p.model === 'solvable';
  const [samples, inputs, depth] = isSolvable ? [1, 1, 1] : [p.samples, p.dimension, p.depth];
  const weights = p.width * (inputs + 1) + (depth - 1) * squared(p.width);
  const step = 8e-6 * (depth + 1) + (6 * samples * weights) / 2e9;
  const look = 20 * step;
  const edges = p.edges === 'no' ? 0 : (isSolvable ? 5 : 12) * p.steps * step + (isSolvable ? 25 * look : 0);
  return {
    seconds: 1e-3 + p.steps * step + measuredAt.length * look + edges,
    bytes: 8 * (12 * weights + 8 * samples * (p.width * depth + inputs) + 60 * weights),
    theory: isSolvable ? 2e-8 * p.steps * (p.edges === 'no' ? 2 : 150) : 0,
  };
}
