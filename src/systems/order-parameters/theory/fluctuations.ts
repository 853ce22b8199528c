import { squared } from '../../../numeric/special.ts';
import { type Average, betaAverage, chiSquareAverage, normalAverage } from './line-averages.ts';

// How the overlap R = w·w*/|w| of a student with a teacher of length 1 fluctuates over training
// sets and starts, in d directions with n samples. From the distributions of what R is made of, so
// at every size.

/** ⟨R⟩, ⟨R²⟩ and ⟨R⁴⟩. */
export interface Moments {
  mean: number;
  square: number;
  fourth: number;
}

/** χ = d Var(R). */
export function susceptibilityOf({ mean, square }: Moments, d: number): number {
  return d * (square - squared(mean));
}

/** U = 1 − ⟨R⁴⟩/(3⟨R²⟩²). */
export function binderOf({ square, fourth }: Moments): number {
  return 1 - fourth / (3 * squared(square));
}

/**
 * Gradient flow from weights of variance s²/d until n < d samples without noise are fitted. The
 * samples span a share z of the teacher, z ~ Beta(n/2, (d−n)/2), which is learned; beyond, the
 * start a is left, |a|² = s²χ²_{d−n}/d, in a random direction: R = (z + |a|√(1−z) cos
 * φ)/√(z + |a|²).
 */
export function interpolating(n: number, d: number, s2: number): Moments {
  const rest = d - n;
  const learned = betaAverage(n / 2, rest / 2);
  const left = s2 > 0 ? chiSquareAverage(rest) : { at: Float64Array.of(0), weights: Float64Array.of(1) };
  return moments(learned, left, (z, x) => {
    const a = (s2 * x) / d;
    // ⟨cos²φ⟩ = 1/(d−n), ⟨cos⁴φ⟩ = 3/(d−n)(d−n+2).
    const b = a * (1 - z);
    const q = z + a;
    const square = (z * z + b / rest) / q;
    const fourth = (z * z * (z * z + (6 * b) / rest) + (3 * b * b) / (rest * (rest + 2))) / (q * q);
    return { mean: z / Math.sqrt(q), square, fourth };
  });
}

/**
 * Least squares on n > d samples with noise σ². Its error has the length
 * |e|² = σ²χ²_d/χ²_{n−d+1} in a random direction: R = (1 + |e|c)/√(1 + 2|e|c + |e|²), where (1+c)/2
 * ~ Beta((d−1)/2, (d−1)/2).
 */
export function leastSquares(n: number, d: number, noise: number): Moments {
  const ratio = betaAverage(d / 2, (n - d + 1) / 2);
  const angle = betaAverage((d - 1) / 2, (d - 1) / 2);
  return moments(ratio, angle, (p, half) => {
    const e = Math.sqrt((noise * p) / (1 - p));
    const c = 2 * half - 1;
    return powers((1 + e * c) / Math.sqrt(1 + 2 * e * c + e * e));
  });
}

/**
 * Hebb's rule w = Σ yx/d on signs y of the teacher. Of its two parts, that along the teacher is a
 * sum of n magnitudes |z|/d, taken as normal, and the other has the squared length nχ²_{d−1}/d².
 */
export function hebbian(n: number, d: number): Moments {
  const along = normalAverage((n / d) * Math.sqrt(2 / Math.PI), (n * (1 - 2 / Math.PI)) / squared(d));
  return moments(along, chiSquareAverage(d - 1), (m, x) => powers(m / Math.sqrt(m * m + (n * x) / squared(d))));
}

/** A random direction. */
export function random(d: number): Moments {
  return { mean: 0, square: 1 / d, fourth: 3 / (d * (d + 2)) };
}

function powers(R: number): Moments {
  const square = R * R;
  return { mean: R, square, fourth: square * square };
}

/** Over two independent numbers. */
function moments(one: Average, other: Average, of: (x: number, y: number) => Moments): Moments {
  const sum = { mean: 0, square: 0, fourth: 0 };
  for (let i = 0; i < one.at.length; i++)
    for (let j = 0; j < other.at.length; j++) {
      const weight = one.weights[i] * other.weights[j];
      const { mean, square, fourth } = of(one.at[i], other.at[j]);
      sum.mean += weight * mean;
      sum.square += weight * square;
      sum.fourth += weight * fourth;
    }
  return sum;
}
