import { meanSquare, meanSquareBend, meanSquareSlope } from '../../numeric/activation-averages.ts';
import { brent, newtonInLog } from '../../numeric/roots.ts';
import { cbrt, log } from '../../numeric/special.ts';
import {
  gradientFactor,
  type Layer,
  lengthMap,
  lengthSlope,
  overlapFactor,
  type Pair,
  pairMap,
} from './signal-maps.ts';

/** Below it a length counts as 0. */
const SMALLEST = 1e-13;

/**
 * q*, where the length map has its stable fixed point; `Infinity` for relu networks whose lengths
 * grow without end, and at (2, 0), where every length stays, undefined. Plain networks only.
 */
export function fixedLength(layer: Layer): number | undefined {
  const { phi, weightVariance, biasVariance } = layer;
  if (phi === 'relu') {
    if (weightVariance < 2) return biasVariance / (1 - weightVariance / 2);
    return weightVariance === 2 && biasVariance === 0 ? undefined : Number.POSITIVE_INFINITY;
  }
  // The map is concave: q′/q falls through 1 once.
  const evaluate = (q: number, out: { value: number; slope: number }) => {
    const ratio = lengthMap(layer, q) / q;
    out.value = ratio - 1;
    out.slope = lengthSlope(layer, q) - ratio;
  };
  if (lengthMap(layer, SMALLEST) <= SMALLEST) return 0;
  return newtonInLog(evaluate, SMALLEST, weightVariance + biasVariance, false);
}

/**
 * ε* = 1 − c* of the stable fixed point of the correlation map at length q: 0 while χ ≤ 1 (inputs
 * converge), and above it the one beyond, since the map of c is convex.
 */
export function fixedDistance(layer: Layer, q: number): number {
  if (gradientFactor(layer, q) <= 1) return 0;
  const grows = (epsilon: number) => pairMapAt(layer, q, epsilon) / epsilon - 1;
  // Odd activations without biases: independent inputs stay so.
  if (grows(1) >= -1e-14) return 1;
  let low = 0.5;
  while (grows(low) <= 0) low /= 4;
  return brent(grows, low, 1);
}

/** ε′ at a length that stays. */
function pairMapAt(layer: Layer, q: number, epsilon: number): number {
  const next = pairMap(layer, { q, epsilon });
  return (next.epsilon * next.q) / q;
}

/** Where signals of a plain network end, and how fast; Schoenholz et al. 2016, 1611.01232. */
export interface FixedPoint {
  q: number;
  /** 1 − c*. */
  epsilon: number;
  /** χ: below 1 order, above 1 chaos. */
  chi: number;
  /** χ at c*: the slope of the correlation map at its fixed point. */
  chiAtFixedPoint: number;
  /** ξ_q = −1/ln dq′/dq and ξ_c = −1/ln χ_{c*}, in layers; ξ_c is infinite at χ = 1. */
  lengthScale: number;
  correlationScale: number;
}

/** χ_{c*} is at most 1, and as close as this to it on the critical line. */
const ROUNDING = 1e-13;

/** Undefined where lengths have no fixed point that is finite. */
export function fixedPoint(layer: Layer): FixedPoint | undefined {
  const q = fixedLength(layer);
  if (q === undefined || q === Number.POSITIVE_INFINITY) return undefined;
  const epsilon = fixedDistance(layer, q);
  const pair: Pair = { q, epsilon };
  const chiAtFixedPoint = overlapFactor(layer, pair);
  return {
    ...pair,
    chi: gradientFactor(layer, q),
    chiAtFixedPoint,
    lengthScale: -1 / log(lengthSlope(layer, q)),
    correlationScale: chiAtFixedPoint < 1 - ROUNDING ? -1 / log(chiAtFixedPoint) : Number.POSITIVE_INFINITY,
  };
}

/** A point of the critical line χ = 1 of tanh or erf. */
export interface CriticalPoint {
  weightVariance: number;
  biasVariance: number;
  q: number;
  /** C₂ = σ_w² q* E φ″²: 1/(1 − c) gains half of it a layer. */
  curvature: number;
}

/** σ_w² = 1/E φ′² and σ_b² = q* − σ_w² E φ² at a length q* ≥ 0. */
export function criticalPoint(phi: 'tanh' | 'erf', q: number): CriticalPoint {
  const weightVariance = 1 / meanSquareSlope(phi, q);
  const biasVariance = Math.max(0, q - weightVariance * meanSquare(phi, q));
  return { weightVariance, biasVariance, q, curvature: weightVariance * q * meanSquareBend(phi, q) };
}

/** Biases of a smaller variance are lost in rounding, and the leading order is as good. */
const SMALL_BIASES = 1e-12;

/** The critical σ_w² at this σ_b²; where biases are small, q* ≃ (¾σ_b²)^⅓ for both activations. */
export function criticalLine(phi: 'tanh' | 'erf', biasVariance: number): CriticalPoint {
  const guess = cbrt(0.75 * biasVariance);
  if (biasVariance < SMALL_BIASES) return { ...criticalPoint(phi, guess), biasVariance };
  const excess = (q: number) => criticalPoint(phi, q).biasVariance - biasVariance;
  let [low, high] = [guess / 2, 2 * guess];
  while (excess(low) > 0) low /= 2;
  while (excess(high) < 0) high *= 2;
  return criticalPoint(phi, brent(excess, low, high));
}
