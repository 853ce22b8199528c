import {
  type Basis,
  covarianceIn,
  covarianceOf,
  lineBasis,
  principalBasis,
  waveNumber,
} from '../../diffusion/bases.ts';
import { hierarchicalSchedule, type Schedule, samplingTimes, sequentialSchedule } from '../../diffusion/schedules.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { log, power, squared } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { DiffusionParameters } from './parameters.ts';

/**
 * Gaussian data in the components that are noised, after whitening where that is asked for.
 * Matrices are row-major.
 */
export interface DiffusionProblem {
  parameters: DiffusionParameters;
  schedule: Schedule;
  /** From 1 down to 0. */
  times: Float64Array;
  /** Which of `times` curves over time are given on, in ascending time. */
  shown: Int32Array;
  /** d × d, of the components. */
  covariance: Float64Array;
  /** Eigenvalues S_k of the data's covariance, descending. */
  variances: Float64Array;
  /** d × d: row k makes the data's mode k of the components. */
  readout: Float64Array;
  /** The components are the modes, but for their units. */
  aligned: boolean;
}

/** Rows of a surface over time are at most these and one. */
const MOST_ROWS = 32;

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(parameters: DiffusionParameters, { engine }: { engine: Engine }): DiffusionProblem {
  const { basis: name, covariance: given, prior, steps } = parameters;
  const { pixels, modes, variances } = population(parameters, engine);
  const { size } = modes;
  if (variances[size - 1] < SMALLEST * variances[0])
    throw new BadInput(
      `the smallest variance is ${plain(variances[size - 1] / variances[0], 2)} of the largest, too little for its digits: take variances within a factor of ${1 / SMALLEST}, as by a smaller decay or dimension`,
    );
  const aligned = name === 'principal' || (name === 'fourier' && given !== 'chain');
  const basis = aligned ? modes : lineBasis(name as Exclude<typeof name, 'principal'>, size);
  const components = aligned ? diagonal(variances) : covarianceIn(basis, pixels);
  const own = Float64Array.from({ length: size }, (_, i) => components[i * size + i]);
  const units = prior === 'matched' ? own.map(Math.sqrt) : new Float64Array(size).fill(1);
  const times = samplingTimes(steps);
  return {
    parameters,
    schedule: scheduleOf(parameters, own, units),
    times,
    shown: shownOf(steps),
    covariance: components.map((value, at) => value / (units[Math.floor(at / size)] * units[at % size])),
    variances,
    readout: readoutOf(modes, basis, units, aligned),
    aligned,
  };
}

/** Beyond it, inverses of covariances have no digits left. */
const SMALLEST = 1e-8;

/** The covariance of pixels, its eigenvectors and its eigenvalues, which have a mean of 1. */
function population(p: DiffusionParameters, engine: Engine) {
  if (p.covariance === 'chain') {
    const pixels = Float64Array.from({ length: squared(p.dimension) }, (_, at) =>
      power(p.correlation, Math.abs(Math.floor(at / p.dimension) - (at % p.dimension))),
    );
    const modes = principalBasis(pixels, p.dimension, engine);
    return { pixels, modes, variances: modes.values };
  }
  const powers =
    p.covariance === 'power-law'
      ? Float64Array.from({ length: p.dimension }, (_, k) => power(1 + waveNumber(k), -p.decay))
      : Float64Array.from(p.covariance).sort().reverse();
  const mean = powers.reduce((sum, one) => sum + one, 0) / powers.length;
  const variances = powers.map((one) => one / mean);
  const modes = lineBasis('fourier', variances.length);
  return { pixels: covarianceOf(modes, variances), modes, variances };
}

/**
 * Under a matched prior components have variance 1, and keep the order of those they had: with
 * both priors ln SNR = const − γ − a l.
 */
function scheduleOf(p: DiffusionParameters, own: Float64Array, units: Float64Array): Schedule {
  const { order, strength, overlap, leastNoise, mostNoise } = p;
  const d = own.length;
  if (p.schedule === 'hierarchical')
    return hierarchicalSchedule({
      logVariances: own.map((one, i) => log(one / squared(units[i]))),
      order: order === 'variance' ? own.map((one) => -log(one)) : own.map((_, i) => i / (d - 1)),
      ...{ strength, leastNoise, mostNoise },
    });
  if (overlap < 1 / d - 1e-9)
    throw new BadInput(
      `overlap is ${overlap}, but ${d} components in a row need at least 1/${d} = ${plain(1 / d, 4)} of the time each: give that, or more for windows that overlap`,
    );
  const first = [...own.keys()].sort((i, j) => (order === 'variance' ? own[j] - own[i] : 0) || i - j);
  const ranks = new Float64Array(d);
  // What is generated first is noised last.
  for (const [place, component] of first.entries()) ranks[component] = 1 - place / (d - 1);
  return sequentialSchedule({ ranks, overlap, leastNoise, mostNoise });
}

function readoutOf(modes: Basis, basis: Basis, units: Float64Array, aligned: boolean): Float64Array {
  const { size } = modes;
  if (aligned) return diagonal(units);
  const readout = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) {
      let overlap = 0;
      for (let x = 0; x < size; x++) overlap += modes.vectors[k * size + x] * basis.vectors[i * size + x];
      readout[k * size + i] = overlap * units[i];
    }
  return readout;
}

function diagonal(values: Float64Array): Float64Array {
  const n = values.length;
  return Float64Array.from({ length: n * n }, (_, at) => (at % n === Math.floor(at / n) ? values[at % n] : 0));
}

/** Indices of `times`, the last one first. */
function shownOf(steps: number): Int32Array {
  const rows = Math.min(MOST_ROWS, steps);
  return Int32Array.from({ length: rows + 1 }, (_, r) => steps - Math.round((r * steps) / rows));
}

/** 1, 2 … d. */
export function modesOf({ variances }: DiffusionProblem): Float64Array {
  return variances.map((_, k) => k + 1);
}

export function timesOf({ times, shown }: DiffusionProblem): Float64Array {
  return Float64Array.from(shown, (j) => times[j]);
}

/** A mode counts as there when the denoiser sees this share of its variance. */
export const EMERGED = 0.5;
