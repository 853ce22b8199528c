import { brent } from '../../../numeric/roots.ts';
import { type BinaryTeacher, chances, normalCdf, panelsOf } from './binary-labels.ts';
import { density, overGaussian } from './gaussian-line.ts';

/** Where the data stop being linearly separable as samples grow. */
export interface Capacity {
  /** α_c = n/d; Infinity where they never do. */
  alpha: number;
  /** Where the minimum lies. */
  t: number;
}

/** Labels of which this slope is best are separable at any α that is of use. */
const STEEPEST = 1e6;

/**
 * 1/α_c = min_t E(Z − t y s)₊² with s = u/√ρ and Z standard normal: below α_c the logistic
 * likelihood has no maximum, above it has one. `seen` is the share of ρ that the inputs tell; the
 * rest is noise. The derivative in t rises, and has one root.
 *
 * Source: Candès & Sur 2018 (1804.09753).
 */
export function capacity(teacher: BinaryTeacher, seen = 1): Capacity {
  const average = (f: (a: number) => number, t: number) => {
    let sum = 0;
    overAlignedFields(teacher, seen, [], (s, weight) => {
      sum += weight * f(-t * s);
    });
    return sum;
  };
  const slope = (t: number) => {
    let sum = 0;
    overAlignedFields(teacher, seen, [], (s, weight) => {
      sum -= weight * 2 * s * positivePart(-t * s);
    });
    return sum;
  };
  const square = (t: number) => average(positiveSquare, t);
  let high = 1;
  while (slope(high) < 0) {
    high *= 4;
    if (high > STEEPEST) return { alpha: Number.POSITIVE_INFINITY, t: Number.POSITIVE_INFINITY };
  }
  const t = slope(0) < 0 ? brent(slope, 0, high, 1e-13) : 0;
  return { alpha: 1 / square(t), t };
}

/** Over the seen field s ~ N(0, 1) of samples with the label 1, which stand for both. */
export function overAlignedFields(
  teacher: BinaryTeacher,
  seen: number,
  breaks: number[],
  add: (s: number, weight: number) => void,
): void {
  const slope = Math.sqrt(teacher.power * seen);
  const V0 = teacher.power * (1 - seen);
  const chanceAt = chances(teacher, V0);
  const chance = { value: 0, slope: 0 };
  const panels = panelsOf(teacher, slope, V0);
  overGaussian(
    (s, weight) => {
      chanceAt(slope * s, chance);
      add(s, 2 * weight * chance.value);
    },
    { ...panels, breaks: [...panels.breaks!, ...breaks] },
  );
}

/** E(a + Z)₊. */
function positivePart(a: number): number {
  return a * normalCdf(a) + density(a);
}

/** E(a + Z)₊². */
export function positiveSquare(a: number): number {
  return (1 + a * a) * normalCdf(a) + a * density(a);
}
