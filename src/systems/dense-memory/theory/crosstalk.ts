import { remember } from '../../../numeric/remember.ts';
import { brent } from '../../../numeric/roots.ts';
import { atan2, cos, erfc, exp, log, sin, wholePower } from '../../../numeric/special.ts';
import { sumOfSigns } from './binomial.ts';

/**
 * What another pattern adds to the gain of a unit, Δ(u) = (u + 1)ⁿ − (u − 1)ⁿ times a random sign,
 * with u a sum of N − 1 signs: sizes over the largest, and chances.
 */
interface Crosstalk {
  sizes: Float64Array;
  chances: Float64Array;
  largest: number;
}

/** What a pattern adds to the gain of keeping a unit that agrees with it, u among the others. */
export function gain(u: number, degree: number): number {
  return wholePower(u + 1, degree) - wholePower(u - 1, degree);
}

function crosstalkOf(units: number, degree: number): Crosstalk {
  const { values, chances } = sumOfSigns(units - 1);
  const largest = gain(units - 1, degree);
  // u and −u are of one size.
  const half = values.filter((u) => u >= 0);
  const first = values.length - half.length;
  return {
    sizes: half.map((u) => Math.abs(gain(u, degree)) / largest),
    chances: half.map((u, k) => (u === 0 ? 1 : 2) * chances[first + k]),
    largest,
  };
}

/**
 * The chance that one update leaves or makes a unit wrong, from a query with `wrong` of its N units
 * flipped, in the memory with energy −Σ(ξ·s)ⁿ: exact at every size, as the crosstalk is a sum of
 * independent numbers. To a relative 1e-7 (a tie is half an error, to about 1e-5); undefined where
 * there are too few patterns for the integral to be done.
 */
export function stepError(units: number, patterns: number, degree: number, wrong: number): number | undefined {
  return rememberedError([units, patterns, degree, wrong]);
}

const rememberedError = remember(findStepError, String, 64);

function findStepError([units, patterns, degree, wrong]: readonly number[]): number | undefined {
  const crosstalk = crosstalkOf(units, degree);
  const chanceAt = (others: number) =>
    tail(crosstalk, patterns - 1, gain(units - 1 - 2 * others, degree) / crosstalk.largest);
  const right = chanceAt(wrong);
  const flipped = wrong > 0 ? chanceAt(wrong - 1) : 0;
  if (right === undefined || flipped === undefined) return undefined;
  return ((units - wrong) * right + wrong * flipped) / units;
}

/**
 * P(S > x) + ½P(S = x) of a sum of `count` symmetric terms, by Fourier inversion on a line to the
 * right of 0, through the saddle point where that is not too close.
 */
function tail({ sizes, chances }: Crosstalk, count: number, x: number): number | undefined {
  if (x > count) return 0;
  if (x < 0) {
    const other = tail({ sizes, chances, largest: 1 }, count, -x);
    return other === undefined ? undefined : 1 - other;
  }
  /** ln E e^{θX} and its derivative; E over the sign as well. */
  const cumulant = (theta: number) => {
    let [sum, slope] = [0, 0];
    for (let k = 0; k < sizes.length; k++) {
      const up = chances[k] * exp(theta * (sizes[k] - 1));
      const down = up * exp(-2 * theta * sizes[k]);
      sum += (up + down) / 2;
      slope += (sizes[k] * (up - down)) / 2;
    }
    return { value: theta + log(sum), slope: slope / sum };
  };
  const deviation = Math.sqrt(count * sizes.reduce((sum, size, k) => sum + chances[k] * size * size, 0));
  const nearest = 1 / deviation;
  const farthest = 1e4 * count;
  const slopeOver = (theta: number) => count * cumulant(theta).slope - x;
  const theta =
    slopeOver(nearest) >= 0 ? nearest : slopeOver(farthest) <= 0 ? farthest : brent(slopeOver, nearest, farthest, 0);
  const { value } = cumulant(theta);
  const cosines = sizes.map((size, k) => (chances[k] * exp(theta * size - value) * (1 + exp(-2 * theta * size))) / 2);
  const sines = sizes.map((size, k) => (chances[k] * exp(theta * size - value) * (1 - exp(-2 * theta * size))) / 2);
  /** Re of exp(count·[ln E e^{(θ+it)X} − ln E e^{θX}] − itx)/(θ + it). */
  const integrand = (t: number) => {
    let [re, im] = [0, 0];
    for (let k = 0; k < sizes.length; k++) {
      re += cosines[k] * cos(t * sizes[k]);
      im += sines[k] * sin(t * sizes[k]);
    }
    const size = exp((count / 2) * log(re * re + im * im));
    const phase = count * atan2(im, re) - t * x;
    const re1 = size * cos(phase);
    const im1 = size * sin(phase);
    return { value: (theta * re1 + t * im1) / (theta * theta + t * t), size };
  };
  const integral = integrate(integrand, 0.2 / deviation);
  return integral === undefined ? undefined : (exp(count * value - theta * x) * integral) / Math.PI;
}

/** Terms of this size, over the first one's, are left out. */
const SMALL = 1e-12;

/** More terms than this are not tried. */
const MOST_TERMS = 4000;

/** ∫₀^∞ by the trapezoidal rule, halved until two agree. */
function integrate(f: (t: number) => { value: number; size: number }, step: number): number | undefined {
  let before = Number.NaN;
  for (let h = step; ; h /= 2) {
    let sum = f(0).value / 2;
    let small = 0;
    let i = 1;
    // Twenty small ones in a row: it may come back for once.
    for (; i < MOST_TERMS && small < 20; i++) {
      const { value, size } = f(i * h);
      sum += value;
      small = size < SMALL ? small + 1 : 0;
    }
    if (i === MOST_TERMS) return undefined;
    const now = sum * h;
    if (Math.abs(now - before) <= 1e-9 * Math.abs(now)) return now;
    before = now;
  }
}

/** The same with Gaussian crosstalk of its variance, from a pattern itself. */
export function gaussianStepError(units: number, patterns: number, degree: number): number {
  const { sizes, chances } = crosstalkOf(units, degree);
  const variance = sizes.reduce((sum, size, k) => sum + chances[k] * size * size, 0);
  return 0.5 * erfc(1 / Math.sqrt(2 * (patterns - 1) * variance));
}

/** (2n − 3)!!, by which the leading form knows the degree. */
function oddFactorial(degree: number): number {
  let product = 1;
  for (let k = 2 * degree - 3; k > 1; k -= 2) product *= k;
  return product;
}

/** ½ erfc √(N^{n−1}/(2(2n − 3)!! (K − 1))), to leading order in 1/N. */
export function leadingStepError(units: number, patterns: number, degree: number): number {
  return 0.5 * erfc(Math.sqrt(wholePower(units, degree - 1) / (2 * oddFactorial(degree) * (patterns - 1))));
}

/** N^{n−1}/(2(2n − 3)!! ln N): patterns that are kept without error, to leading order. */
export function errorFreeCapacity(units: number, degree: number): number {
  return wholePower(units, degree - 1) / (2 * oddFactorial(degree) * log(units));
}
