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

/**
 * Steps at 20 GF/s and 20 µs each, and at each look some 15 products at twice the price: within a
 * factor of two on either engine.
 */
function cost(problem: EdgeProblem): Cost {
  const { samples, batch, steps } = problem.parameters;
  const { products, units } = workOf(problem);
  const seconds = (rows: number) => 2e-5 + (rows * (6 * products + 30 * units)) / 2e10;
  const looks = problem.measured.length * 30 * seconds(samples);
  return {
    seconds: steps * seconds(batch === 'full' ? samples : batch) + looks,
    bytes: 8 * (8 * samples * units + 60 * products),
  };
}

/** Multiplications and numbers of a forward pass for one sample. */
function workOf({ parameters, pool, widths }: EdgeProblem): { products: number; units: number } {
  let [products, units] = [0, 0];
  if (parameters.architecture === 'transformer')
    for (const width of widths) {
      products += pool.features * (12 * width * width + 2 * pool.features * width);
      units += pool.features * 30 * width;
    }
  else {
    // A fully connected layer has one pixel and one weight for each pair.
    const kernel = pool.image ? 9 : 1;
    let { side, channels } = pool.image ?? { side: 1, channels: pool.features };
    for (const width of widths) {
      products += side * side * kernel * channels * width;
      units += side * side * (kernel * channels + width);
      channels = width;
      if (side % 2 === 0) side /= 2;
    }
    products += side * side * channels * pool.outputs;
  }
  return { products, units };
}
