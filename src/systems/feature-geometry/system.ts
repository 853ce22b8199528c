import { type Cost, defineSystem } from '../contract.ts';
import { noEffect } from '../shared/inert.ts';
import { claims } from './claims.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type FeatureGeometryParameters, parameters } from './parameters.ts';
import { type FeatureGeometryProblem, prepare } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const featureGeometry = defineSystem({
  id: 'feature-geometry',
  title: 'Many features in superposition',
  strand: 'solvable settings',
  question: 'How do many sparse features share few dimensions, and how does the loss fall with more of these?',
  sources,
  parameters,
  sweep: { dimensions: '4,6,8,12,16' },
  prepare,
  observables,
  derived,
  claims,
  shown: ['loss', 'overlap', 'totalDimensionality'],
  margin: { value: 0.03, reason: 'trained frames are tight within 2 % at four features for a dimension and more' },
  validity,
  inert: [
    noEffect(
      ['bias'],
      ({ activation }: FeatureGeometryParameters) => activation === 'linear',
      'has no effect with activation=linear, where empty inputs leave no bias',
    ),
  ],
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/**
 * The products of all pairs take 0.8 ns for a dimension, their losses 10 ns, and curvature 80 ns
 * for a weight; the steps of descent are as measured.
 */
function cost({ parameters: { features: n, dimensions: m, restarts, steps, doubled } }: FeatureGeometryProblem): Cost {
  const evaluation = (dimensions: number) => (n * n * (10 + 0.8 * dimensions) + 80 * n * (dimensions + 1)) * 1e-9;
  const training = (dimensions: number) =>
    evaluation(dimensions) * restarts * Math.min(steps, 50 + 6 * dimensions * Math.sqrt(n));
  const twice = doubled === 'yes' ? training(2 * m) : 0;
  return { seconds: 1e-3 + training(m) + twice + 60 * evaluation(m), bytes: 1e5 + 400 * n * m, theory: 0.03 };
}
