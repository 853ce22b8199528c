import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import type { Preparation } from '../contract.ts';
import { type KernelSpec, kernelFunction } from './kernels.ts';
import { gaussianModes } from './levels/gaussian.ts';
import { hypercubeLevels } from './levels/hypercube.ts';
import { type Levels, sphereLevels } from './levels/sphere.ts';
import { type KernelParameters, kernelSpec } from './parameters.ts';
import { type Pool, poolOf } from './pool.ts';

/** What theory and experiment both start from on a domain of known symmetry. */
export interface SyntheticProblem {
  kind: 'synthetic';
  parameters: KernelParameters;
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
  finite: number | undefined;
  /**
   * The target's expansion in one function of unit variance for each level 0, 1, …; absent where
   * the target is the kernel itself.
   */
  coefficients: Float64Array | undefined;
  /**
   * The levels whose learnability is reported: k = 0, 1, …, as target functions of their own.
   * `shares[k]`: power of that function in each entry of `eigenvalues`.
   */
  shares: Float64Array[];
}

/** The same where trials draw subsamples of the rows of a file. */
export interface DataProblem {
  kind: 'data';
  parameters: KernelParameters;
  pool: Pool;
}

export type Problem = SyntheticProblem | DataProblem;

/** Times of `testErrorInTime`: 0.1 to 10⁵, three to a decade. */
export const TIMES = Float64Array.from({ length: 19 }, (_, i) => 10 ** (-1 + i / 3));

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
  if (domain === 'hypercube' && samples + 2 > 2 ** dimension)
    throw new BadInput(
      `samples is ${samples}, but the hypercube of dimension ${dimension} has ${2 ** dimension} points, and some are needed to test on`,
    );
  const spec = kernelSpec(p);
  return domain === 'gaussian' ? gaussianProblem(p, spec, engine) : symmetricProblem(p, spec);
}

/** On the sphere and the hypercube a target is a sum of one eigenfunction per level. */
function symmetricProblem(p: KernelParameters, spec: KernelSpec): SyntheticProblem {
  const { domain, dimension, target } = p;
  const { values, multiplicities, tail } = levelsOf({ domain, dimension, spec });
  const count = values.length;
  const coefficients = target === 'kernel' ? undefined : targetCoefficients(p, count - 1);
  const power = coefficients
    ? values.map((_, k) => (coefficients[k] ?? 0) ** 2)
    : values.map((value, k) => value * value * multiplicities[k]);
  return {
    kind: 'synthetic',
    parameters: p,
    kernel: spec,
    eigenvalues: values,
    multiplicities,
    power,
    unlearned: 0,
    tail,
    finite: domain === 'hypercube' ? 2 ** dimension : undefined,
    coefficients,
    shares: Array.from({ length: Math.min(REPORTED, count, dimension + 1) }, (_, k) =>
      Float64Array.from({ length: count }, (_, i) => (i === k ? 1 : 0)),
    ),
  };
}

/** Levels depend on the kernel and the domain alone; curves and families ask for the same ones. */
const levelsOf = remember(
  ({ domain, dimension, spec }: Pick<KernelParameters, 'domain' | 'dimension'> & { spec: KernelSpec }) => {
    const kernel = kernelFunction(spec);
    return domain === 'sphere'
      ? trimmed(sphereLevels((t) => kernel(t, 1, 1), dimension, mostLevels(dimension)))
      : hypercubeLevels((t) => kernel(t, 1, 1), dimension);
  },
  ({ domain, dimension, spec }) => JSON.stringify([domain, dimension, spec]),
  64,
);

/** The most samples that the parameters allow. */
const MOST_SAMPLES = 20_000;

/**
 * Levels from some k on are left to the tail where κ, at least their trace over n, is 10⁷ times
 * their eigenvalues: there they are a ridge to that accuracy.
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

const gaussianModesOf = remember(
  ({ dimension, spec, engine }: { dimension: number; spec: KernelSpec; engine: Engine }) =>
    gaussianModes(kernelFunction(spec), dimension, engine),
  ({ dimension, spec }) => JSON.stringify([dimension, spec]),
  32,
);

/**
 * On Gaussian inputs a function of level k is a homogeneous harmonic polynomial, spread over a few
 * radial modes of its degree.
 */
function gaussianProblem(p: KernelParameters, spec: KernelSpec, engine: Engine): SyntheticProblem {
  const { dimension, target } = p;
  if (target === 'kernel')
    throw new BadInput(
      'target=kernel is defined on the sphere and the hypercube; choose one as the domain, or another target',
    );
  const { modes, tail } = gaussianModesOf({ dimension, spec, engine });
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
    parameters: p,
    kernel: spec,
    eigenvalues: Float64Array.from(modes, ({ eigenvalue }) => eigenvalue),
    multiplicities: Float64Array.from(modes, ({ multiplicity }) => multiplicity),
    power,
    unlearned: Math.max(0, 1 - power.reduce((sum, value) => sum + value, 0)),
    tail,
    finite: undefined,
    coefficients,
    shares: Array.from({ length: Math.min(REPORTED, dimension + 1) }, (_, k) => share(k)),
  };
}
