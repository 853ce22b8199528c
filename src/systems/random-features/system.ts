import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { inertBesideSpectrum, inertSource } from '../shared/populations.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { nonlinearities, parameters, type RandomFeaturesParameters } from './parameters.ts';
import { type Problem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const randomFeatures = defineSystem({
  id: 'random-features',
  title: 'Ridge regression on random features',
  strand: 'solvable settings',
  question: 'What test error do N random features reach from P samples, and which randomness makes it?',
  sources,
  parameters,
  sweep: { features: '30:1500:18:log' },
  prepare,
  observables,
  derived,
  shown: ['testError'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason: 'the theory is leading order in 1/P, 1/N and 1/D: at 100 of each it is good to a few per cent',
  },
  validity,
  inert: [
    ...inertBesideSpectrum,
    inertSource,
    actsOnlyWith(['weightDecay'], 'projection', 'structured'),
    noEffect<RandomFeaturesParameters>(
      ['depth'],
      ({ hidden }) => hidden.length > 0,
      'has no effect with hidden, whose length sets the depth',
    ),
    noEffect<RandomFeaturesParameters>(
      ['hidden'],
      ({ hidden }) => hidden.length === 0,
      'is empty, so that depth says how many layers there are',
    ),
    ...nonlinearities.map((name) =>
      noEffect<RandomFeaturesParameters>(
        ['featureNoise'],
        ({ activation }) => activation === name,
        `acts only with activation=linear: the nonlinearity of ${name} is the noise of its features`,
      ),
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * Flops at 8 GF/s plus 10 ns for each random number and each activation; three data sets, at least
 * three draws of features.
 */
function cost({ parameters: p, eta, widths, activation }: Problem): Cost {
  const [D, P, N] = [eta.length, p.samples, p.features];
  const draws = Math.max(3, p.members);
  const tested = activation === 'linear' ? 0 : 1000;
  const [small, large] = [Math.min(P, N), Math.max(P, N)];
  let product = p.projection === 'orthogonal' ? 3 * D * N * N : 0;
  widths.slice(1).forEach((width, i) => {
    product += 2 * D * widths[i] * width;
  });
  const fit = 2 * P * D * N + small * small * large + (2 / 3) * (small * small * small) + 20 * N * (P + D + tested);
  const flops = draws * (3 * fit + product + 2 * tested * D * N);
  const normals = 3 * P * D + draws * widths.reduce((sum, width, i) => sum + width * (widths[i - 1] ?? D), 0);
  const activations = activation === 'linear' ? 0 : draws * N * (3 * P + tested);
  const deepest = Math.max(...widths);
  return {
    seconds: 2e-4 + flops / 8e9 + normals * 1e-8 + activations * 1e-8,
    bytes:
      8 * (3 * P * (D + 16) + N * D + (widths.length > 1 ? 2 * D * deepest + deepest * deepest : 0) + P * (N + 32)) +
      8 * (2 * small * small + 20 * (N + D) + tested * (D + N + 10)),
  };
}
