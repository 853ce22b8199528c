import { type Cost, defineSystem } from '../contract.ts';
import { stepCoordinate } from '../shared/coordinates.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { isCoordinatewise, isSpectral, type OptimisersParameters, parameters } from './parameters.ts';
import { type OptimisersProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const optimisers = defineSystem({
  id: 'optimisers',
  title: 'Optimisers on power-law spectra',
  strand: 'theories of hyperparameters',
  question: 'Which optimiser is faster, by how much, and by which power of the steps?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: { step: stepCoordinate(({ steps }: OptimisersProblem) => steps) },
  observables,
  derived,
  claims,
  shown: ['loss', 'speedup'],
  margin: { value: 0.01, reason: 'the theory is exact in every step, on data whose spectrum is exact' },
  validity,
  inert: [
    noEffect(
      ['dimension', 'capacity', 'source', 'rate', 'power', 'orthogonalisation', 'basis'],
      (p: OptimisersParameters) => p.model === 'network',
      'has no effect with model=network, where every optimiser has its best rate',
    ),
    noEffect(
      ['rate'],
      (p: OptimisersParameters) => p.optimiser === 'conjugate-gradients',
      'has no effect on conjugate gradients, which find their own step',
    ),
    noEffect(
      ['momentum'],
      ({ model, optimiser }: OptimisersParameters) =>
        !(optimiser === 'heavy-ball' || optimiser === 'adam') &&
        !(model === 'network' && (optimiser === 'nesterov' || optimiser === 'muon')),
      'acts only with optimiser=heavy-ball and optimiser=adam, and in a network nesterov and muon',
    ),
    actsOnlyWith(['memory'], 'optimiser', 'adam'),
    actsOnlyWith(['power'], 'optimiser', 'preconditioned'),
    actsOnlyWith(['orthogonalisation'], 'optimiser', 'muon'),
    actsOnlyWith(['basis'], 'optimiser', 'sign', 'adam', 'adagrad'),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Two products with the data a step; what an optimiser adds to them; the data's three orthonormal
 * frames; and descent, for twenty times as many steps at most.
 */
function cost({ parameters, lambda, patience }: OptimisersProblem): Cost {
  const { model, optimiser, steps } = parameters;
  const n = lambda.length;
  if (model === 'network') return { seconds: 1.5 * (steps / 200 + 1), bytes: 4e6 };
  const outputs = isSpectral(optimiser) ? n : 1;
  const perProduct = 1e-6 + 2e-9 * n * n * (outputs === 1 ? 1 : outputs / 4);
  const own = isSpectral(optimiser) ? 6e-8 * n * n * n : optimiser === 'conjugate-gradients' ? 4e-9 * n * steps : 0;
  const theory = 3e-9 * n * (steps + patience) + (optimiser === 'conjugate-gradients' ? 4e-9 * n * steps * steps : 0);
  return {
    seconds:
      1e-3 +
      4e-9 * n * n * n * (isCoordinatewise(optimiser) ? 1 : 2) +
      steps * (3 * perProduct + own) +
      patience * perProduct,
    bytes: 8 * (8 * n * n + 8 * n * outputs + (isSpectral(optimiser) ? 12 * n * n : n * steps)),
    theory,
  };
}
