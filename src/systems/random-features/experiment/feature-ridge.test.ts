import { describe, expect, it } from 'vitest';
import { checkParameters } from '../../../plan/settings.ts';
import type { RandomFeaturesParameters } from '../parameters.ts';
import { prepare } from '../problem.ts';
import { randomFeatures } from '../system.ts';
import { riskOf } from '../theory/equivalent-features.ts';
import { featureRidgeOf } from './feature-ridge.ts';

// The experiment has its own code for what layers do to a ridge; given theory's κ₁ and Df₁ it must
// come to theory's κ₂.
describe('the ridge renormalised by data and features', () => {
  it.each([
    ['one Gaussian layer', {}],
    ['a bottleneck', { hidden: [140, 70] }],
    ['an orthogonal projection', { projection: 'orthogonal' }],
    ['an orthogonal projection after a Gaussian layer', { projection: 'orthogonal', hidden: [120] }],
    ['a rotation', { projection: 'orthogonal', dimension: 90 }],
    ['neurons of unequal size', { projection: 'structured', weightDecay: 0.9 }],
    ['neurons of very unequal size', { projection: 'structured', weightDecay: 4 }],
    ['noise on the features', { featureNoise: 0.7, depth: 2 }],
    ['an activation', { activation: 'tanh' }],
    ['few degrees of freedom', { ridge: 50, projection: 'structured' }],
  ])('follows from what a training set shows: %s', (_, settings) => {
    const given = { samples: 110, features: 90, dimension: 130, ridge: 1e-3, ...settings };
    const problem = prepare(checkParameters(randomFeatures, given) as RandomFeaturesParameters);
    const { kappa1, kappa2, df1Features } = riskOf(problem);
    const nothing = new Float64Array();
    const shown = { dataRidge: kappa1, left: 90 - df1Features, trainErrors: nothing, gcv: nothing };
    expect(featureRidgeOf(shown, problem) / kappa2).toBeCloseTo(1, 9);
  });

  it('is not measured where both sides are 0', () => {
    const problem = prepare(checkParameters(randomFeatures, {}) as RandomFeaturesParameters);
    const nothing = new Float64Array();
    expect(featureRidgeOf({ dataRidge: 0, left: 0, trainErrors: nothing, gcv: nothing }, problem)).toBeNaN();
  });
});
