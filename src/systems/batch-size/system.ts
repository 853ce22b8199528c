import { type Cost, defineSystem } from '../contract.ts';
import { stepCoordinate } from '../shared/coordinates.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { inertBesideSpectrum, inertBlocks, inertSource } from '../shared/populations.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type BatchSizeParameters, hasSampledGradients, parameters } from './parameters.ts';
import { type BatchSizeProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const batchSize = defineSystem({
  id: 'batch-size',
  title: 'Batch size and learning rate',
  strand: 'theories of hyperparameters',
  question: 'How do the best learning rate and the steps to a target depend on the batch size?',
  sources,
  parameters,
  sweep: { batch: '1:1024:11:log' },
  prepare,
  coordinates: { step: stepCoordinate(({ steps }: BatchSizeProblem) => steps) },
  observables,
  derived,
  claims,
  shown: ['stepsToTarget', 'criticalBatch'],
  margin: {
    value: 0.03,
    reason: 'the mean risk is known exactly; the target is looked for in the mean of finitely many runs',
  },
  validity,
  inert: [
    noEffect(
      ['spectrum', 'dimension', 'decay', 'blocks', 'target', 'source'],
      (p: BatchSizeParameters) => p.model === 'network',
      'has no effect with model=network',
    ),
    noEffect(
      ['rule'],
      (p: BatchSizeParameters) => p.rate === 'best',
      'has no effect with rate=best, which is found at every batch size',
    ),
    actsOnlyWith(['momentum'], 'optimiser', 'heavy-ball', 'adam'),
    ...inertBesideSpectrum,
    inertBlocks,
    inertSource,
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Nanoseconds for each number of an example, drawn and used twice, and for each step of a mode; and
 * the noise scales' 8192 examples at each point of a curve.
 */
function cost(problem: BatchSizeProblem): Cost {
  // Some hundred steps of each racer, and 150 numbers for each example of a batch.
  if (problem.kind === 'network') {
    const racing = problem.rates.length * problem.parameters.batch;
    return { seconds: 0.3 + racing * 1e-4, bytes: 1e6 + 8 * 150 * racing };
  }
  const { parameters, lambda, steps, wait, runs } = problem;
  const modes = lambda.length;
  const last = Math.max(steps[steps.length - 1], wait?.expected ?? 0);
  const isSampled = hasSampledGradients(parameters);
  const perStep = isSampled ? parameters.batch * (modes + 1) * 8e-9 : modes * 1e-8;
  const probes = isSampled ? steps.length * 8192 * (modes + 1) * 8e-9 : 0;
  return {
    seconds: 1e-3 + runs * last * (perStep + modes * 4e-9) + probes,
    bytes: 8 * (2 * 32768 + modes) + 16 * runs * modes,
    theory: 2 * last * modes * 3e-9,
  };
}
