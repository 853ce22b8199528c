import { squared } from '../../../numeric/special.ts';
import type { Problem } from '../problem.ts';
import type { Estimates } from './estimates.ts';

/**
 * κ₂ as a training set shows it, from κ̂₁ and D̂f₁. With a₁ the linear part of the features and a_*
 * the variance of the rest, (κ̂₁ + a_*)/a₁ = κ₂ Π_ℓ s_ℓ, where layer ℓ shrinks κ₂ by s_ℓ(D̂f₁) =
 * 1/S_ℓ. Without a ridge and with fewer features than samples both sides are 0, and there is
 * nothing to measure: NaN.
 */
export function featureRidgeOf({ dataRidge, left }: Estimates, problem: Problem): number {
  if (dataRidge === 0) return Number.NaN;
  const { activation, part, trace, addedNoise, widths } = problem;
  const features = widths[widths.length - 1];
  const isLinear = activation === 'linear';
  const linear = isLinear ? 1 : squared(part.slope) / trace;
  const rest = isLinear ? addedNoise : part.rest / features;
  /** N − Df₁ of the inputs, from N − Df₁ of the features. */
  const below = (left * (dataRidge + rest)) / dataRidge;
  let kappa = (dataRidge + rest) / linear;
  // Of a Gaussian layer's width w the unused share, 1 − Df₁/w.
  for (const width of widths.slice(0, -1)) kappa /= (width - features + below) / width;
  return kappa / lastShrinkage(problem, features, below);
}

function lastShrinkage({ isOrthogonal, neuronWeights, widths, eta }: Problem, features: number, below: number): number {
  if (neuronWeights) return structuredShrinkage(neuronWeights, below);
  const unused = below / features;
  if (!isOrthogonal) return unused;
  // A projection takes the same share of all directions: what is unused of the features, relative
  // to what is unused of its inputs.
  const inputs = widths.at(-2) ?? eta.length;
  return inputs === features ? 1 : unused * (inputs / (inputs - features + below));
}

/**
 * κ_Γ Df₁/N of neurons with the weights g, where Σ κ_Γ/(g + κ_Γ) = N − Df₁ = `below`. The sum is
 * concave in κ_Γ, so that Newton's steps from below never pass the root.
 */
function structuredShrinkage(weights: Float64Array, below: number): number {
  const width = weights.length;
  if (below <= 0) return 0;
  if (below >= width) return 1;
  let kappa = below / weights.reduce((sum, g) => sum + 1 / g, 0);
  for (;;) {
    let [unlearned, slope] = [0, 0];
    for (const g of weights) {
      unlearned += kappa / (g + kappa);
      slope += g / squared(g + kappa);
    }
    const step = (below - unlearned) / slope;
    if (!(step > 1e-14 * kappa)) return (kappa * (width - below)) / width;
    kappa += step;
  }
}
