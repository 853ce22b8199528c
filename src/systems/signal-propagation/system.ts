import { type Cost, defineSystem } from '../contract.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare, type SignalProblem, TASK_SIZE } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const signalPropagation = defineSystem({
  id: 'signal-propagation',
  title: 'Signals through depth',
  strand: 'tractable limits',
  question: 'How deep do signals and gradients reach into a random network, and where is the edge of chaos?',
  sources,
  parameters,
  sweep: { weightVariance: '1:3:9' },
  prepare,
  coordinates: { layer: { label: 'layer', symbol: 'l', scale: 'linear', at: ({ layers }) => layers } },
  observables,
  derived,
  claims,
  shown: ['gradientGrowth', 'lengthSlope', 'criticalWeight'],
  margin: {
    value: 0.05,
    reason: 'the theory is that of infinite width: networks are off by about depth over width, 2 per cent by default',
  },
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * 70 µs a layer, and 8 ns a weight, which is drawn twice and multiplies 25 vectors. A step of
 * training takes 8 µs for a layer and three products with the samples, at 35 GF/s. Measured on
 * either engine, within a factor of two.
 */
function cost({ parameters: { width, depth, activation, steps } }: SignalProblem): Cost {
  const perStep = (depth + 2) * (8e-6 + (6 * TASK_SIZE * width * (width + 30)) / 3.5e10);
  const trained = steps > 0 ? 6 * (depth + 2) * width * (width + 2 * TASK_SIZE) : 0;
  return {
    seconds: 5e-4 + depth * (7e-5 + 8e-9 * width * width) + steps * perStep,
    bytes: 4 * (width * width + width * (9 * depth + 90) + trained),
    theory: activation === 'tanh' ? 3e-3 * depth : 0,
  };
}
