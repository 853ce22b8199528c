import { exp, expm1, hypot, log, log1p, power, squared } from '../../../numeric/special.ts';
import { type KernelSpec, POWER_LAW_LEVELS } from '../kernels.ts';
import type { GaussianModes, RadialMode } from './gaussian.ts';
import { binomial } from './hypercube.ts';
import { type Levels, sphereMultiplicity } from './sphere.ts';

// Kernels whose levels are known in closed form. Every one is positive and a product of positive
// factors, so that it keeps its digits however small it is, which no quadrature of the kernel does:
// at bandwidth ℓ level k is ℓ^(−2k) of the first.

/** Levels that are kept, so many that what is left is negligible or a flat tail. */
const MOST = 4000;
/** A longer sum for the tail than this is not worth it. */
const LONGEST = 1.5e6;
/** Multiplicities beyond are no numbers. */
const COUNTABLE = 1e290;

/** The kernel's levels on the sphere; undefined where no closed form is here. */
export function exactSphereLevels(spec: KernelSpec, dimension: number): Levels | undefined {
  if (spec.kernel === 'linear') return linearLevels(dimension);
  if (spec.kernel === 'power-law')
    return powerLawLevels(spec.decay, POWER_LAW_LEVELS, (k) => sphereMultiplicity(dimension, k));
  return spec.kernel === 'rbf' ? rbfSphereLevels(spec.bandwidth, dimension) : undefined;
}

/** The same on the hypercube. */
export function exactHypercubeLevels(spec: KernelSpec, dimension: number): Levels | undefined {
  const multiplicities = Float64Array.from({ length: dimension + 1 }, (_, k) => binomial(dimension, k));
  const padded = (values: (k: number) => number): Levels => ({
    values: multiplicities.map((_, k) => values(k)),
    multiplicities,
    tail: 0,
    left: 0,
  });
  if (spec.kernel === 'linear') return padded((k) => (k === 1 ? 1 / dimension : 0));
  if (spec.kernel === 'power-law')
    return padded((k) => (k === 0 || k > POWER_LAW_LEVELS ? 0 : power(k, -spec.decay) / multiplicities[k]));
  if (spec.kernel !== 'rbf') return undefined;
  // exp(−2h/dℓ²) at Hamming distance h is a product over coordinates.
  const difference = -expm1(-2 / (dimension * squared(spec.bandwidth))) / 2;
  const [even, odd] = [log1p(-difference), log(difference)];
  return padded((k) => exp((dimension - k) * even + k * odd));
}

/** Levels that are named, as targets are, of which level 1 alone is in the kernel. */
const NAMED = 30;

function linearLevels(dimension: number): Levels {
  const multiplicities = Float64Array.from({ length: NAMED + 1 }, (_, k) => sphereMultiplicity(dimension, k));
  return { values: multiplicities.map((_, k) => (k === 1 ? 1 / dimension : 0)), multiplicities, tail: 0, left: 0 };
}

function powerLawLevels(decay: number, last: number, count: (k: number) => number): Levels {
  const multiplicities = Float64Array.from({ length: last + 1 }, (_, k) => count(k));
  return {
    values: multiplicities.map((N, k) => (k === 0 ? 0 : power(k, -decay) / N)),
    multiplicities,
    tail: 0,
    left: 0,
  };
}

/**
 * λ_k ∝ I_{k+ν}(z), z = 1/ℓ², ν = d/2 − 1. Ratios of the Bessel functions come from their
 * recurrence downwards, the scale from Σ N(d, k) λ_k = 1.
 */
function rbfSphereLevels(bandwidth: number, dimension: number): Levels | undefined {
  const z = 1 / squared(bandwidth);
  const nu = dimension / 2 - 1;
  // The trace lies around level √(dz), in a width of √z.
  const last = Math.ceil(150 + dimension + Math.sqrt(dimension * z) + 12 * Math.sqrt(z));
  if (last > LONGEST) return undefined;
  const ratios = new Float64Array(last);
  let ratio = z / (nu + last + 0.5 + hypot(nu + last + 1.5, z));
  for (let k = last; k > 0; k--) {
    ratio = 1 / ((2 * (nu + k)) / z + ratio);
    ratios[k - 1] = ratio;
  }
  const [counts, traces] = [new Float64Array(last + 1), new Float64Array(last + 1)];
  for (let k = 0; k < last; k++) {
    const growth =
      k === 0 ? dimension : ((2 * k + dimension) / (2 * k + dimension - 2)) * ((k + dimension - 2) / (k + 1));
    counts[k + 1] = counts[k] + log(growth);
    traces[k + 1] = traces[k] + log(growth * ratios[k]);
  }
  const largest = traces.reduce((most, value) => Math.max(most, value));
  let sum = 0;
  for (let k = last; k >= 0; k--) sum += exp(traces[k] - largest);
  const scale = largest + log(sum);
  const beyond = counts.findIndex((count, k) => k > MOST || count > log(COUNTABLE));
  const kept = beyond < 0 ? last + 1 : beyond;
  let tail = 0;
  for (let k = last; k >= kept; k--) tail += exp(traces[k] - scale);
  return {
    values: Float64Array.from({ length: kept }, (_, k) => exp(traces[k] - counts[k] - scale)),
    multiplicities: Float64Array.from({ length: kept }, (_, k) => sphereMultiplicity(dimension, k)),
    tail,
    left: kept > last ? 0 : exp(traces[kept] - counts[kept] - scale),
  };
}

/** Degrees of functions whose overlaps are wanted: the others of an eigenvalue are one entry. */
const DEGREES = 7;

/**
 * On Gaussian inputs the eigenvalues of `rbf` are (1 − B)^d B^m for the functions of total degree m
 * (see `rbfGaussianEigenvalues`, whose a is here ¼), and a homogeneous harmonic polynomial of
 * degree l has in the radial functions j of that degree the shares of a negative binomial
 * distribution, C(α + j, j) ρ^j (1 − ρ)^(α+1), α = l + d/2 − 1: the integral of a power and an
 * exponential with a Laguerre polynomial. Undefined where no closed form is here.
 */
export function exactGaussianModes(spec: KernelSpec, dimension: number): GaussianModes | undefined {
  if (spec.kernel === 'linear')
    return { modes: [{ eigenvalue: 1 / dimension, degree: 1, multiplicity: dimension, overlap: 1 }], tail: 0, left: 0 };
  if (spec.kernel !== 'rbf') return undefined;
  const b = 1 / (2 * dimension * squared(spec.bandwidth));
  const c = Math.sqrt(1 / 16 + b / 2);
  const ratio = b / (0.25 + b + c);
  // 1 − B and (c − a)/(c + a) without their cancellations.
  const rest = (0.25 + c) / (0.25 + b + c);
  const rho = squared(b / 2 / squared(c + 0.25));
  const other = c / squared(c + 0.25);
  // The trace is a negative binomial distribution too, with mean dB/(1 − B).
  const mean = (dimension * ratio) / rest;
  // Its tail falls by B each time.
  const last = Math.ceil(100 + mean + 12 * Math.sqrt(mean / rest) + 40 / rest);
  if (last > LONGEST) return undefined;
  /**
   * The functions of total degree m: those of the first degrees by themselves, the others together.
   */
  const modesOf = (m: number, eigenvalue: number, count: number) => {
    const found: RadialMode[] = [];
    let others = count;
    for (let degree = m % 2; degree < Math.min(DEGREES, m + 1); degree += 2) {
      const [alpha, j] = [degree + dimension / 2 - 1, (m - degree) / 2];
      let share = (alpha + 1) * log(other) + (j === 0 ? 0 : j * log(rho));
      for (let i = 1; i <= j; i++) share += log((alpha + i) / i);
      const multiplicity = sphereMultiplicity(dimension, degree);
      found.push({ eigenvalue, degree, multiplicity, overlap: exp(share / 2) });
      others -= multiplicity;
    }
    if (others > 0.5) found.push({ eigenvalue, degree: Math.max(m, DEGREES), multiplicity: others, overlap: 0 });
    return found;
  };
  const modes: RadialMode[] = [];
  let [size, count, tail, left] = [dimension * log(rest), 0, 0, 0];
  for (let m = 0; m <= last; m++) {
    const eigenvalue = exp(size);
    if (m <= MOST / 4 && count < log(COUNTABLE)) modes.push(...modesOf(m, eigenvalue, exp(count)));
    else {
      left ||= eigenvalue;
      tail += exp(size + count);
    }
    size += log(ratio);
    count += log((dimension + m) / (m + 1));
  }
  return { modes, tail, left };
}
