import {
  type AveragedActivation,
  meanSquare,
  meanSquareGrowth,
  meanSquareSlope,
  pairAverages,
} from '../../numeric/activation-averages.ts';

/** A layer of a random network: h′ = W φ(h) + b, W_ij ~ N(0, σ_w²/n), b_i ~ N(0, σ_b²). */
export interface Layer {
  phi: AveragedActivation;
  /** σ_w² > 0, a variance. */
  weightVariance: number;
  /** σ_b² ≥ 0, a variance. */
  biasVariance: number;
  /** Of a residual network of L such branches, 1/L: h′ = h + L^(−½)(W φ(h) + b). */
  branch?: number;
}

/** What infinite width makes of two inputs of one length: q = |h|²/n, and ε = 1 − c. */
export interface Pair {
  q: number;
  epsilon: number;
}

/** q′ = σ_w² E φ(√q z)² + σ_b². Poole et al. 2016, 1606.05340. */
export function lengthMap({ phi, weightVariance, biasVariance, branch }: Layer, q: number): number {
  const added = weightVariance * meanSquare(phi, q) + biasVariance;
  return branch === undefined ? added : q + branch * added;
}

/** dq′/dq. */
export function lengthSlope({ phi, weightVariance, branch }: Layer, q: number): number {
  const added = weightVariance * meanSquareGrowth(phi, q);
  return branch === undefined ? added : 1 + branch * added;
}

/** χ(q) = σ_w² E φ′(√q z)²: what a layer multiplies squared gradients by, on their way down. */
export function gradientFactor({ phi, weightVariance, branch }: Layer, q: number): number {
  const chi = weightVariance * meanSquareSlope(phi, q);
  return branch === undefined ? chi : 1 + branch * chi;
}

/**
 * χ_c = σ_w² E φ′(u₁)φ′(u₂): the same for the inner product of two inputs' gradients. In a plain
 * network at its fixed length it is dc′/dc. Schoenholz et al. 2016, 1611.01232.
 */
export function overlapFactor({ phi, weightVariance, branch }: Layer, { q, epsilon }: Pair): number {
  const chi = weightVariance * pairAverages(phi, q, epsilon).slopes;
  return branch === undefined ? chi : 1 + branch * chi;
}

/**
 * One layer on: q′, and c′ = (σ_w² E φ(u₁)φ(u₂) + σ_b²)/q′, as the map of ε = 1 − c, where close
 * inputs keep their digits.
 */
export function pairMap(layer: Layer, { q, epsilon }: Pair): Pair {
  const next = lengthMap(layer, q);
  const apart = layer.weightVariance * pairAverages(layer.phi, q, epsilon).difference;
  const { branch } = layer;
  return { q: next, epsilon: (branch === undefined ? apart : q * epsilon + branch * apart) / next };
}

/** A pair at layers 0 … `depth`. `reached` is told of each layer. */
export function course(layer: Layer, start: Pair, depth: number, reached: (l: number) => void = () => {}): Pair[] {
  const pairs = [start];
  for (let l = 0; l < depth; l++) {
    reached(l);
    pairs.push(pairMap(layer, pairs[l]));
  }
  return pairs;
}
