import { meanSquareSlope, pairAverages } from '../../../numeric/activation-averages.ts';
import { integrateOde } from '../../../numeric/ode.ts';
import { exp } from '../../../numeric/special.ts';
import { type Layer, lengthMap, type Pair } from '../../shared/signal-maps.ts';

/** What many weak branches do together: the pair at the top, and how squared gradients grow. */
export interface ResidualLimit extends Pair {
  growth: number;
}

/**
 * Residual networks h′ = h + L^(−½)(W φ(h) + b) as L → ∞, where the layer l/L = s becomes a time:
 * dq/ds = σ_w² E φ² + σ_b², d(εq)/ds = σ_w² ½E(φ(u₁) − φ(u₂))², d ln|J|²/ds = χ(q), from 0 to 1.
 * `layer` without `branch`; relative error about 1e-9. The scaling is that of Bordelon et al.
 * (2023, arXiv 2309.16620).
 */
export function residualLimit(layer: Layer, { q, epsilon }: Pair): ResidualLimit {
  const { phi, weightVariance } = layer;
  const slopes = (_: number, [length, apart]: Float64Array, out: Float64Array) => {
    out[0] = lengthMap(layer, length);
    out[1] = weightVariance * pairAverages(phi, length, apart / length).difference;
    out[2] = weightVariance * meanSquareSlope(phi, length);
  };
  const [end] = integrateOde(slopes, Float64Array.of(q, epsilon * q, 0), 0, [1], { relative: 1e-11 });
  return { q: end[0], epsilon: end[1] / end[0], growth: exp(end[2]) };
}
