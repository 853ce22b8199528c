import { readingOf } from '../../data/reading.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { inertWithoutData, readingOptions } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { SCALING } from '../shared/training-data.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type EdgeParameters, parameters } from './parameters.ts';
import { type EdgeProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const edgeOfStability = defineSystem({
  id: 'edge-of-stability',
  title: 'The edge of stability',
  strand: 'theories of hyperparameters',
  question: 'How sharp a minimum does an optimiser find, and why just that?',
  sources,
  parameters,
  sweep: {},
  reading: (p) => (p.data && p.task === 'digits' ? readingOf(p.data, readingOptions(p), SCALING) : undefined),
  prepare,
  coordinates: {
    step: {
      label: 'step',
      symbol: 't',
      scale: 'linear',
      at: ({ measured }) => Float64Array.from(measured),
    },
  },
  observables,
  shown: ['sharpness', 'lateSharpness'],
  margin: {
    value: 0.06,
    reason:
      'the threshold is that of a quadratic: at the edge sharpness goes up and down around it by some ten per cent, and its median comes within a few',
  },
  validity,
  inert: [
    actsOnlyWith(['momentum'], 'optimiser', 'heavy-ball', 'nesterov', 'adam'),
    actsOnlyWith(['memory'], 'optimiser', 'rmsprop', 'adam'),
    actsOnlyWith(['degree'], 'task', 'chebyshev'),
    actsOnlyWith(['data'], 'task', 'digits'),
    inertWithoutData,
    noEffect<EdgeParameters>(['depth'], ({ width }) => Array.isArray(width), 'has no effect beside widths in an array'),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Steps at 4 GF/s and 20 µs each, and at each look some 15 products at twice the price. */
function cost({ parameters, pool, widths, isFullBatch, measured }: EdgeProblem): Cost {
  const { samples, batch, steps, architecture } = parameters;
  const isMlp = architecture === 'mlp';
  const sizes = [pool.features, ...widths, pool.outputs];
  const weights = isMlp
    ? sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i], 0)
    : widths.reduce((sum, width) => sum + 12 * width * width, 2 * pool.outputs * widths[0]);
  const rows = (isMlp ? 1 : pool.features) * samples;
  const units = isMlp ? sizes.reduce((sum, size) => sum + size, 0) : widths.reduce((sum, width) => sum + 30 * width, 0);
  const seconds = (share: number) => 2e-5 + (share * rows * (6 * weights + 30 * units)) / 4e9;
  const looks = measured.length * 30 * seconds(1);
  return {
    seconds: steps * seconds(isFullBatch ? 1 : Number(batch) / samples) + looks,
    bytes: 8 * (8 * rows * units + 60 * weights),
  };
}
