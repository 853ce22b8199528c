import { normalCdf } from './binary-labels.ts';
import { density } from './gaussian-line.ts';

/** Labels y = u + ε, with ε from a mixture of Gaussians: `share` of variance `variance` each. */
export type NoiseMixture = readonly { share: number; variance: number }[];

/** Of Huber’s loss with the threshold δ (Infinity: ½r²), over residuals N(0, S) + ε. */
export interface ResidualAverages {
  /** E[g²] and E[−dg/dω], g = clip(r/(1 + V), ±δ). */
  pull2: number;
  slope: number;
  /** E ℓ(p), of training samples. */
  trainLoss: number;
  /** E ℓ(r), of fresh ones. */
  testLoss: number;
}

/**
 * In closed form. The residual of a sample left out is ε + √S ξ with S = E(u − f)²: the Gaussian
 * part is what high dimension adds to Huber’s classical theory. Source: Donoho & Montanari 2013
 * (1310.7320), El Karoui et al. 2013.
 */
export function residualAverages(noise: NoiseMixture, delta: number, S: number, V: number): ResidualAverages {
  const sum = { pull2: 0, slope: 0, trainLoss: 0, testLoss: 0 };
  for (const { share, variance } of noise) {
    const s2 = S + variance;
    const near = huberParts(s2, delta, (1 + V) * delta);
    sum.pull2 += share * (near.square / ((1 + V) * (1 + V)) + delta2(delta, near.outside));
    sum.slope += (share * (1 - near.outside)) / (1 + V);
    sum.trainLoss += share * (near.square / (2 * (1 + V) * (1 + V)) + beyond(near, delta, V * delta));
    const fresh = huberParts(s2, delta, delta);
    sum.testLoss += share * (0.5 * fresh.square + beyond(fresh, delta, 0));
  }
  return sum;
}

interface Parts {
  /** E[r²; |r| < edge]. */
  square: number;
  /** P(|r| > edge) and E[|r|; |r| > edge]. */
  outside: number;
  absolute: number;
}

function huberParts(variance: number, delta: number, edge: number): Parts {
  if (delta === Number.POSITIVE_INFINITY || variance === 0) return { square: variance, outside: 0, absolute: 0 };
  const s = Math.sqrt(variance);
  const a = edge / s;
  const outside = 2 * normalCdf(-a);
  return {
    square: variance * (1 - outside - 2 * a * density(a)),
    outside,
    absolute: 2 * s * density(a),
  };
}

/** E[δ(|r| − moved − δ/2)] where |r| is beyond: a step of the proximal map moves it by Vδ. */
function beyond({ outside, absolute }: Parts, delta: number, moved: number): number {
  return outside === 0 ? 0 : delta * (absolute - (moved + 0.5 * delta) * outside);
}

function delta2(delta: number, outside: number): number {
  return outside === 0 ? 0 : delta * delta * outside;
}
