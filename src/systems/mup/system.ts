import { readingOf } from '../../data/reading.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { inertWithoutData, readingOptions } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { SCALING } from '../shared/training-data.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type MupParameters, parameters } from './parameters.ts';
import { bytesOf, drawsOf, type MupProblem, prepare, rowsOf, sizeOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { MARGIN, validity } from './validity.ts';

export const mup = defineSystem({
  id: 'mup',
  title: 'Width transfer and μP',
  strand: 'theories of hyperparameters',
  question: 'Which learning rate does a wide network need, given the best one of a narrow network?',
  sources,
  parameters,
  sweep: { parameterisation: 'standard,mup' },
  reading: (p) => (p.data ? readingOf(p.data, readingOptions(p), SCALING) : undefined),
  prepare,
  coordinates: {
    width: { label: 'width', symbol: 'n', scale: 'log', at: ({ widths }) => Float64Array.from(widths) },
    rate: { label: 'learning rate', symbol: 'η', scale: 'log', at: ({ rates }) => Float64Array.from(rates) },
  },
  observables,
  derived,
  claims,
  shown: [
    ...['inputChange', 'hiddenChange', 'outputChange', 'inputExponent', 'hiddenExponent', 'outputExponent'],
    ...['passes', 'fails', 'bestRate', 'transfers', 'drifts'],
  ],
  margin: {
    value: MARGIN,
    reason:
      'corrections to large width are of order 1/n, up to 3 per cent where no note says that the network is narrow; exponents of 0 are judged to 0.05',
  },
  validity,
  inert: [
    actsOnlyWith(['trained', 'steps', 'rate', 'samples'], 'study', 'coordinates'),
    actsOnlyWith(['trainingSamples', 'trainingSteps', 'fastest', 'rates'], 'study', 'rates'),
    actsOnlyWith(['decay'], 'optimiser', 'adamw'),
    actsOnlyWith(['heads', 'attentionScale', 'length', 'vocabulary', 'text'], 'network', 'transformer'),
    noEffect<MupParameters>(
      ['vocabulary'],
      ({ text }) => text !== undefined,
      'has no effect with text, whose characters they are',
    ),
    noEffect<MupParameters>(
      ['task', 'dimension', 'data'],
      ({ network }) => network === 'transformer',
      'has no effect with network=transformer, which learns a language',
    ),
    actsOnlyWith(['dimension'], 'task', 'random'),
    actsOnlyWith(['data'], 'task', 'digits'),
    inertWithoutData,
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Of each network 0.1 ms, and in the sweep of rates 50 ns for each of its weights; each time that
 * it is moved 12 µs for an operation, and what `PACE` says. Measured on either engine, within a
 * factor of two.
 */
function cost(problem: MupProblem): Cost {
  const { study, network, depth, steps, trainingSteps, length } = problem.parameters;
  const isCheck = study === 'coordinates';
  const { weight, flop, unit } = PACE[study];
  const times = isCheck ? steps + 1 : trainingSteps * problem.rates.length;
  const samples = rowsOf(problem.parameters);
  const isTransformer = network === 'transformer';
  const rows = samples * (isTransformer ? length : 1);
  const operations = depth * (isTransformer ? 12 : 1) + 2;
  const seconds = problem.widths.reduce((sum, width) => {
    const { weights, units } = sizeOf(problem, width);
    const step = 1.2e-5 * operations + weights * (weight + 6 * rows * flop) + samples * units * unit;
    return sum + drawsOf(problem, width) * (1e-4 + (isCheck ? 0 : 5e-8) * weights + times * step);
  }, 0);
  return { seconds, bytes: bytesOf(problem) };
}

/**
 * Seconds for a weight, for a floating-point operation of a product and for a number that a unit
 * computes: the coordinate check counts in float64, the sweep of rates in float32.
 */
const PACE = {
  coordinates: { weight: 5e-9, flop: 3e-11, unit: 4e-8 },
  rates: { weight: 1e-9, flop: 1.2e-11, unit: 3e-9 },
};
