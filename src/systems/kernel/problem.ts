import { BadInput } from '../../numeric/errors.ts';
import { type GaussianModes, gaussianModes } from './gaussian.ts';
import { hypercubeLevels } from './hypercube.ts';
import { type KernelFunction, type KernelSpec, kernelFunction } from './kernels.ts';
import { type KernelParameters, kernelSpec } from './parameters.ts';
import { type DataProblem, dataProblem } from './pool.ts';
import { type Levels, sphereLevels } from './sphere.ts';

/** What theory and experiment both start from on a domain of known symmetry. */
export interface SyntheticProblem {
  kind: 'synthetic';
  kernel: KernelSpec;
  /** Modes gathered in levels; on Gaussian inputs one for each degree and radial function. */
  eigenvalues: Float64Array;
  multiplicities: Float64Array;
  /** The target's power in each. */
  power: Float64Array;
  unlearned: number;
  /** Trace beyond the levels, which acts as a ridge. */
  tail: number;
  /** Points in the domain, where that is finite. */
  pool: number | undefined;
  /** The target's expansion in the functions of `levelFunctions`; absent where the target is the kernel itself. */
  coefficients: Float64Array | undefined;
  /**
   * The levels whose learnability is reported: k = 0, 1, …, as target functions of their own. `shares[k]`: power of that function in each
   * entry of `eigenvalues`.
   */
  shares: Float64Array[];
}

export type Problem = SyntheticProblem | DataProblem;

/** Levels reported by `learnability`. */
export const REPORTED = 6;
/** Levels 1 … this of the power-law target. */
const TARGET_LEVELS = 6;
/** Beyond these levels of a sphere, eigenvalues are far below any κ that 20 000 samples reach, and join the tail. */
const mostLevels = (dimension: number) => (dimension <= 4 ? 400 : 100);

/** The problem that the parameters describe. Throws `BadInput` where they contradict each other. */
export function makeProblem(parameters: KernelParameters): Problem {
  let problem = made.get(parameters);
  if (!problem) {
    problem = parameters.data ? dataProblem(parameters, parameters.data) : syntheticProblem(parameters);
    made.set(parameters, problem);
  }
  return problem;
}

/** Every trial and every judgement of a point asks for the same problem. */
const made = new WeakMap<KernelParameters, Problem>();

function syntheticProblem(p: KernelParameters): SyntheticProblem {
  const { domain, dimension, samples } = p;
  if (domain === 'hypercube' && dimension > 30)
    throw new BadInput(`dimension is ${dimension}, but the hypercube is drawn from up to 2^30 points; use at most 30`);
  if (domain === 'hypercube' && samples + 2 > 2 ** dimension)
    throw new BadInput(
      `samples is ${samples}, but the hypercube of dimension ${dimension} has ${2 ** dimension} points, and some are needed to test on`,
    );
  const spec = kernelSpec(p);
  return domain === 'gaussian' ? gaussianProblem(p, spec) : symmetricProblem(p, spec);
}

/** On the sphere and the hypercube a target is a sum of one eigenfunction per level. */
function symmetricProblem(p: KernelParameters, spec: KernelSpec): SyntheticProblem {
  const { domain, dimension, target } = p;
  const kernel = kernelFunction(spec);
  const { values, multiplicities, tail } = levelsOf(p, spec, kernel);
  const count = values.length;
  const coefficients = target === 'kernel' ? undefined : targetCoefficients(p, count - 1);
  const power = coefficients
    ? values.map((_, k) => (coefficients[k] ?? 0) ** 2)
    : values.map((value, k) => value * value * multiplicities[k]);
  return {
    kind: 'synthetic',
    kernel: spec,
    eigenvalues: values,
    multiplicities,
    power,
    unlearned: 0,
    tail,
    pool: domain === 'hypercube' ? 2 ** dimension : undefined,
    coefficients,
    shares: Array.from({ length: Math.min(REPORTED, count, dimension + 1) }, (_, k) =>
      Float64Array.from({ length: count }, (_, i) => (i === k ? 1 : 0)),
    ),
  };
}

/** Levels depend on the kernel and the domain alone; curves and families ask for the same ones. */
const knownLevels = new Map<string, Levels>();

function levelsOf({ domain, dimension }: KernelParameters, spec: KernelSpec, kernel: KernelFunction): Levels {
  const key = JSON.stringify([domain, dimension, spec]);
  let levels = knownLevels.get(key);
  if (!levels) {
    levels =
      domain === 'sphere'
        ? trimmed(sphereLevels((t) => kernel(t, 1, 1), dimension, mostLevels(dimension)))
        : hypercubeLevels((t) => kernel(t, 1, 1), dimension);
    if (knownLevels.size > 64) knownLevels.clear();
    knownLevels.set(key, levels);
  }
  return levels;
}

/** The most samples that the parameters allow. */
const MOST_SAMPLES = 20_000;

/**
 * Levels from some k on are left to the tail where κ, at least their trace over n, is 10⁷ times their eigenvalues: there they are a ridge
 * to that accuracy.
 */
function trimmed({ values, multiplicities, tail }: Levels): Levels {
  let count = values.length;
  let rest = tail;
  let largest = 0;
  for (let k = values.length - 1; k > TARGET_LEVELS; k--) {
    rest += values[k] * multiplicities[k];
    largest = Math.max(largest, values[k]);
    if (largest * MOST_SAMPLES * 1e7 > rest) break;
    count = k;
  }
  let left = tail;
  for (let k = values.length - 1; k >= count; k--) left += values[k] * multiplicities[k];
  return { values: values.subarray(0, count), multiplicities: multiplicities.subarray(0, count), tail: left };
}

/** Root power of a target of unit variance in levels 0, 1, …. */
function targetCoefficients({ target, level, targetDecay, dimension }: KernelParameters, most: number): Float64Array {
  const last = Math.min(most, dimension);
  if (target === 'level') {
    if (level > last) throw new BadInput(`level is ${level}, but here it may be at most ${last}`);
    return Float64Array.from({ length: level + 1 }, (_, k) => (k === level ? 1 : 0));
  }
  const powers = Float64Array.from({ length: Math.min(TARGET_LEVELS, last) + 1 }, (_, k) =>
    k === 0 ? 0 : k ** -targetDecay,
  );
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => Math.sqrt(power / sum));
}

const knownGaussian = new Map<string, GaussianModes>();

/** On Gaussian inputs a function of level k is a homogeneous harmonic polynomial, spread over a few radial modes of its degree. */
function gaussianProblem(p: KernelParameters, spec: KernelSpec): SyntheticProblem {
  const { dimension, target } = p;
  if (target === 'kernel')
    throw new BadInput(
      'target=kernel is defined on the sphere and the hypercube; choose one as the domain, or another target',
    );
  const key = JSON.stringify([dimension, spec]);
  let known = knownGaussian.get(key);
  if (!known) {
    known = gaussianModes(kernelFunction(spec), dimension);
    if (knownGaussian.size > 32) knownGaussian.clear();
    knownGaussian.set(key, known);
  }
  const { modes, tail } = known;
  const share = (k: number) => Float64Array.from(modes, ({ degree, overlap }) => (degree === k ? overlap ** 2 : 0));
  const coefficients = targetCoefficients(p, TARGET_LEVELS);
  const power = new Float64Array(modes.length);
  coefficients.forEach((coefficient, k) => {
    if (coefficient !== 0)
      share(k).forEach((value, i) => {
        power[i] += coefficient ** 2 * value;
      });
  });
  return {
    kind: 'synthetic',
    kernel: spec,
    eigenvalues: Float64Array.from(modes, ({ eigenvalue }) => eigenvalue),
    multiplicities: Float64Array.from(modes, ({ multiplicity }) => multiplicity),
    power,
    unlearned: Math.max(0, 1 - power.reduce((sum, value) => sum + value, 0)),
    tail,
    pool: undefined,
    coefficients,
    shares: Array.from({ length: Math.min(REPORTED, dimension + 1) }, (_, k) => share(k)),
  };
}

/**
 * The functions of levels 0 … out.length − 1 that targets are made of, at the point x (d numbers from `start`): sums of ⌊d/k⌋ products of k
 * coordinates, all of them different, which is a parity on the hypercube and a harmonic polynomial elsewhere. Unit variance.
 */
export function levelFunctions(
  { domain, dimension }: KernelParameters,
  x: ArrayLike<number>,
  start: number,
  out: Float64Array,
): void {
  let norm = 1;
  out[0] = 1;
  for (let k = 1; k < out.length; k++) {
    // E x_1² … x_k² on the sphere is d^k/(d (d+2) … (d+2k−2)).
    if (domain === 'sphere') norm *= (dimension + 2 * (k - 1)) / dimension;
    const products = Math.floor(dimension / k);
    let sum = 0;
    for (let j = 0; j < products; j++) {
      let product = 1;
      for (let i = j * k; i < (j + 1) * k; i++) product *= x[start + i];
      sum += product;
    }
    out[k] = sum * Math.sqrt(norm / products);
  }
}
