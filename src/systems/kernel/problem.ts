import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { power, squared } from '../../numeric/special.ts';
import type { Preparation } from '../contract.ts';
import { type KernelSpec, kernelFunction } from './kernels.ts';
import { exactGaussianModes, exactHypercubeLevels, exactSphereLevels } from './levels/exact.ts';
import { COARSER, type GaussianModes, gaussianModes } from './levels/gaussian.ts';
import { hypercubeLevels } from './levels/hypercube.ts';
import { type Levels, roundedLevels, sphereLevels } from './levels/sphere.ts';
import { type KernelParameters, kernelSpec } from './parameters.ts';
import { type Pool, poolOf } from './pool.ts';

/** A kernel and a target on a domain, as theory knows them. */
export interface Spectrum {
  /** Modes gathered in levels; on Gaussian inputs one for each degree and radial function. */
  eigenvalues: Float64Array;
  multiplicities: Float64Array;
  /** The target's power in each. */
  power: Float64Array;
  unlearned: number;
  /** Trace beyond the levels, which acts as a ridge. */
  tail: number;
  /**
   * The levels whose learnability is reported: k = 0, 1, …, as target functions of their own.
   * `shares[k]`: power of that function in each entry of `eigenvalues`.
   */
  shares: Float64Array[];
}

export interface Doubt extends Spectrum {
  margin: number;
}

/** A finer rule may be off by more than its difference from a coarser one, if not by much. */
const FINER = 3;

/** What theory and experiment both start from on a domain of known symmetry. */
export interface SyntheticProblem extends Spectrum {
  kind: 'synthetic';
  parameters: KernelParameters;
  kernel: KernelSpec;
  /**
   * Other spectra that the kernel may have for all that rounding and quadrature tell: where they
   * would make a difference, a prediction is not known. It is off by at most `margin` times the
   * difference.
   */
  doubts: Doubt[];
  /** Points in the domain, where that is finite. */
  finite: number | undefined;
  /**
   * The target's expansion in one function of unit variance for each level 0, 1, …; absent where
   * the target is the kernel itself.
   */
  coefficients: Float64Array | undefined;
}

/** The same where trials draw subsamples of the rows of a file. */
export interface DataProblem {
  kind: 'data';
  parameters: KernelParameters;
  pool: Pool;
}

export type Problem = SyntheticProblem | DataProblem;

/** Times of `testErrorInTime`: 0.1 to 10⁵, three to a decade. */
export const TIMES = Float64Array.from({ length: 19 }, (_, i) => power(10, -1 + i / 3));

/** Levels reported by `learnability`. */
export const REPORTED = 6;
/** Levels 1 … this of the power-law target. */
const TARGET_LEVELS = 6;
/**
 * Beyond these levels of a sphere, eigenvalues are far below any κ that 20 000 samples reach, and
 * join the tail.
 */
const mostLevels = (dimension: number) => (dimension <= 4 ? 400 : 100);

/** The problem that the parameters describe. Throws `BadInput` where they contradict each other. */
export function prepare(parameters: KernelParameters, { engine }: Preparation): Problem {
  const { data } = parameters;
  if (data) return { kind: 'data', parameters, pool: poolOf(parameters, data, engine) };
  return syntheticProblem(parameters, engine);
}

function syntheticProblem(p: KernelParameters, engine: Engine): SyntheticProblem {
  const { domain, dimension, samples } = p;
  if (domain === 'hypercube' && dimension > 30)
    throw new BadInput(`dimension is ${dimension}, but the hypercube is drawn from up to 2^30 points; use at most 30`);
  if (domain === 'hypercube' && samples + 2 > power(2, dimension))
    throw new BadInput(
      `samples is ${samples}, but the hypercube of dimension ${dimension} has ${power(2, dimension)} points, and some are needed to test on`,
    );
  const spec = kernelSpec(p);
  return {
    kind: 'synthetic',
    parameters: p,
    kernel: spec,
    ...spectraOf({ p, spec, engine }),
    finite: domain === 'hypercube' ? power(2, dimension) : undefined,
  };
}

/** A spectrum and its doubts: the same for every number of samples, ridge and noise. */
type Spectra = Spectrum & Pick<SyntheticProblem, 'doubts' | 'coefficients'>;

const spectraOf = remember(
  ({ p, spec, engine }: { p: KernelParameters; spec: KernelSpec; engine: Engine }): Spectra =>
    p.domain === 'gaussian' ? gaussianSpectra(p, spec, engine) : symmetricSpectra(p, spec),
  ({ p, spec }) => JSON.stringify([p.domain, p.dimension, spec, p.target, p.level, p.targetDecay]),
  64,
);

/** On the sphere and the hypercube a target is a sum of one eigenfunction per level. */
function symmetricSpectra(p: KernelParameters, spec: KernelSpec): Spectra {
  const { domain, dimension, target } = p;
  const [levels, ...doubts] = levelsOf({ domain, dimension, spec });
  const coefficients = target === 'kernel' ? undefined : targetCoefficients(p, levels.values.length - 1);
  const spectrumOf = ({ values, multiplicities, tail }: Levels): Spectrum => ({
    eigenvalues: values,
    multiplicities,
    power: coefficients
      ? values.map((_, k) => squared(coefficients[k] ?? 0))
      : values.map((value, k) => value * value * multiplicities[k]),
    unlearned: 0,
    tail,
    shares: Array.from({ length: Math.min(REPORTED, levels.values.length, dimension + 1) }, (_, k) =>
      values.map((_, i) => (i === k ? 1 : 0)),
    ),
  });
  return {
    ...spectrumOf(levels),
    doubts: doubts.map((doubt) => ({ ...spectrumOf(doubt), margin: doubt.margin })),
    coefficients,
  };
}

/** What is known, and after it others that it may be. */
type Doubtful<T> = [T, ...(T & { margin: number })[]];

/**
 * Levels, and after them others that they may be. They depend on the kernel and the domain alone;
 * curves and families ask for the same ones.
 */
const levelsOf = remember(
  ({
    domain,
    dimension,
    spec,
  }: Pick<KernelParameters, 'domain' | 'dimension'> & { spec: KernelSpec }): Doubtful<Levels> => {
    const kernel = kernelFunction(spec);
    const onSphere = (t: number) => kernel(t, 1, 1);
    if (domain === 'hypercube') {
      const exact = exactHypercubeLevels(spec, dimension);
      if (exact) return [exact];
      const levels = hypercubeLevels(onSphere, dimension);
      return [levels, { ...roundedLevels(levels), margin: FINER }];
    }
    const exact = exactSphereLevels(spec, dimension);
    // Linear and power-law kernels have no more levels than these.
    if (exact) return spec.kernel === 'rbf' ? withTail(trimmed(exact)) : [exact];
    const most = mostLevels(dimension);
    const levels = trimmed(sphereLevels(onSphere, dimension, most));
    const coarser = roundedLevels(trimmed(sphereLevels(onSphere, dimension, most, COARSER_NODES)));
    return [...withTail(levels), { ...coarser, margin: FINER }];
  },
  ({ domain, dimension, spec }) => JSON.stringify([domain, dimension, spec]),
  64,
);

/** What two rules for the angle do not have in common, neither knows. */
const COARSER_NODES = 768;

/** The levels, and the same with all of the tail in one as large as may be in it. */
function withTail(levels: Levels): Doubtful<Levels> {
  const { values, multiplicities, tail, left } = levels;
  // A tail of zeros: levels too small for double precision.
  const value = Math.max(left, Number.MIN_VALUE * 2 ** 52);
  if (tail === 0 && left === 0 && values.every((one) => one > 0)) return [levels];
  const count = tail > 0 ? tail / value : 0;
  const lifted = values.map((one) => Math.max(one, Number.MIN_VALUE * 2 ** 52));
  return [
    levels,
    {
      values: Float64Array.of(...lifted, value),
      multiplicities: Float64Array.of(...multiplicities, Math.min(count, 1e290)),
      tail: 0,
      left: 0,
      margin: 1,
    },
  ];
}

/** The most samples that the parameters allow. */
const MOST_SAMPLES = 20_000;

/**
 * Levels from some k on are left to the tail where κ, at least their trace over n, is 10⁷ times
 * their eigenvalues: there they are a ridge to that accuracy.
 */
function trimmed({ values, multiplicities, tail, left }: Levels): Levels {
  let count = values.length;
  let rest = tail;
  let largest = 0;
  for (let k = values.length - 1; k > TARGET_LEVELS; k--) {
    rest += values[k] * multiplicities[k];
    largest = Math.max(largest, values[k]);
    if (largest * MOST_SAMPLES * 1e7 > rest) break;
    count = k;
  }
  let sum = tail;
  for (let k = values.length - 1; k >= count; k--) sum += values[k] * multiplicities[k];
  return {
    values: values.subarray(0, count),
    multiplicities: multiplicities.subarray(0, count),
    tail: sum,
    left: values.subarray(count).reduce((most, value) => Math.max(most, value), left),
  };
}

/** Root power of a target of unit variance in levels 0, 1, …. */
function targetCoefficients({ target, level, targetDecay, dimension }: KernelParameters, most: number): Float64Array {
  const last = Math.min(most, dimension);
  if (target === 'level') {
    if (level > last) throw new BadInput(`level is ${level}, but here it may be at most ${last}`);
    return Float64Array.from({ length: level + 1 }, (_, k) => (k === level ? 1 : 0));
  }
  const powers = Float64Array.from({ length: Math.min(TARGET_LEVELS, last) + 1 }, (_, k) =>
    k === 0 ? 0 : power(k, -targetDecay),
  );
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => Math.sqrt(power / sum));
}

/** As `levelsOf`, on Gaussian inputs. */
const gaussianModesOf = remember(
  ({ dimension, spec, engine }: { dimension: number; spec: KernelSpec; engine: Engine }): Doubtful<GaussianModes> => {
    const exact = exactGaussianModes(spec, dimension);
    if (exact) return withRest(exact);
    const kernel = kernelFunction(spec);
    return [
      ...withRest(gaussianModes(kernel, dimension, engine)),
      { ...gaussianModes(kernel, dimension, engine, COARSER), margin: FINER },
    ];
  },
  ({ dimension, spec }) => JSON.stringify([dimension, spec]),
  32,
);

function withRest(found: GaussianModes): Doubtful<GaussianModes> {
  const { modes, tail, left } = found;
  if (tail === 0 || left === 0) return [found];
  const rest = { eigenvalue: left, degree: Number.POSITIVE_INFINITY, multiplicity: tail / left, overlap: 0 };
  return [found, { modes: [...modes, rest], tail: 0, left: 0, margin: 1 }];
}

/**
 * On Gaussian inputs a function of level k is a homogeneous harmonic polynomial, spread over a few
 * radial modes of its degree.
 */
function gaussianSpectra(p: KernelParameters, spec: KernelSpec, engine: Engine): Spectra {
  const { dimension, target } = p;
  if (target === 'kernel')
    throw new BadInput(
      'target=kernel is defined on the sphere and the hypercube; choose one as the domain, or another target',
    );
  const coefficients = targetCoefficients(p, TARGET_LEVELS);
  const spectrumOf = ({ modes, tail }: GaussianModes): Spectrum => {
    const share = (k: number) =>
      Float64Array.from(modes, ({ degree, overlap }) => (degree === k ? overlap * overlap : 0));
    const power = new Float64Array(modes.length);
    coefficients.forEach((coefficient, k) => {
      if (coefficient !== 0)
        share(k).forEach((value, i) => {
          power[i] += coefficient * coefficient * value;
        });
    });
    const unlearned = 1 - power.reduce((sum, value) => sum + value, 0);
    return {
      eigenvalues: Float64Array.from(modes, ({ eigenvalue }) => eigenvalue),
      multiplicities: Float64Array.from(modes, ({ multiplicity }) => multiplicity),
      power,
      // Less than this is rounding of a sum that is 1.
      unlearned: unlearned > 1e-13 ? unlearned : 0,
      tail,
      shares: Array.from({ length: Math.min(REPORTED, dimension + 1) }, (_, k) => share(k)),
    };
  };
  const [found, ...doubts] = gaussianModesOf({ dimension, spec, engine });
  return {
    ...spectrumOf(found),
    doubts: doubts.map((doubt) => ({ ...spectrumOf(doubt), margin: doubt.margin })),
    coefficients,
  };
}
