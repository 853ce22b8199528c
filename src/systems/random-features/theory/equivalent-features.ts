import { squared } from '../../../numeric/special.ts';
import type { Problem } from '../problem.ts';
import { gaussianLayer, type Layer, orthogonalLayer, structuredLayer } from './layers.ts';
import { type FeatureRisk, featureRisk } from './risk.ts';

/**
 * What theory says of a single fit: that of the equivalent features √a₁ Fᵀx + √a_* ξ, where of an
 * activation only the linear part and the variance of the rest matter. Throws as `featureRisk`.
 * Sources: 1908.05355, 2009.07669.
 */
export function riskOf(problem: Problem): FeatureRisk {
  const { seen, power, modes, trace, activation, part, addedNoise } = problem;
  const { samples, features, ridge, noise } = problem.parameters;
  const isLinear = activation === 'linear';
  return featureRisk({
    eta: seen,
    power,
    modes,
    samples,
    ridge,
    noise,
    layers: layersOf(problem),
    features,
    linear: isLinear ? 1 : squared(part.slope) / trace,
    featureNoise: isLinear ? addedNoise : part.rest / features,
  });
}

function layersOf({ widths, eta, neuronWeights, isOrthogonal }: Problem): Layer[] {
  const [hidden, width] = [widths.slice(0, -1), widths[widths.length - 1]];
  const last = isOrthogonal
    ? orthogonalLayer(width, hidden.at(-1) ?? eta.length)
    : neuronWeights
      ? structuredLayer(neuronWeights)
      : gaussianLayer(width);
  return [...hidden.map(gaussianLayer), last];
}
