import type { Dataset } from '../../data/dataset.ts';
import { type SpectrumSpec, spectrum, type TargetSpec, targetWeights } from '../../data/spectra.ts';
import { readSupervised } from '../../data/supervised.ts';
import { BadInput } from '../../numeric/errors.ts';
import { eigenvaluesAndVectors } from '../../numeric/symmetric.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';
import type { RidgeParameters } from './parameters.ts';

/** What theory and experiment both start from: a spectrum, a target, and the noise. Modes without variance are left out. */
interface Population {
  /** Eigenvalues of the input covariance, all positive. */
  eta: Float64Array;
  /** The same, made ready for sums over modes. */
  modes: Modes;
  /** Target weights w̄ per mode; for several outputs, the root of the sum of squares. */
  weights: Float64Array;
  /** The target's power in each mode, c = η w̄². */
  power: Float64Array;
  /** Variance of the label noise, summed over outputs. */
  noise: number;
  /** Diagonal of the test covariance in the training eigenbasis. */
  testEta: Float64Array;
  /** Test error that no fit changes: target power where the training inputs have no variance but the test inputs do. */
  unseen: number;
}

export interface SyntheticProblem extends Population {
  kind: 'synthetic';
  /** w̄² per mode. */
  weightsSquared: Float64Array;
}

/** Rows of a file, centred, turned into the eigenbasis of their covariance, which is a rotation and leaves ridge regression as it is. */
export interface DataProblem extends Population {
  kind: 'data';
  rows: number;
  outputs: number;
  /** Power in each mode as least squares on all rows finds it: too large by noise/rows each, which `weights` have taken off. */
  fittedPower: Float64Array;
  /** rows × modes, row-major. */
  inputs: Float64Array;
  /** rows × outputs, row-major. */
  labels: Float64Array;
}

export type Problem = SyntheticProblem | DataProblem;

/** The problem that the parameters describe. Throws `BadInput` where they contradict each other. */
export function makeProblem(parameters: RidgeParameters): Problem {
  let problem = made.get(parameters);
  if (!problem) {
    const { data } = parameters;
    problem = data ? dataProblem(parameters, data) : sharedProblem(parameters);
    made.set(parameters, problem);
  }
  return problem;
}

/** Every trial and every judgement of a point asks for the same problem. */
const made = new WeakMap<RidgeParameters, Problem>();

/** The points of a figure differ in samples or ridge as a rule, and share one population; a handful is plenty. */
const shared = new Map<string, SyntheticProblem>();

function sharedProblem(p: RidgeParameters): SyntheticProblem {
  const { spectrum, dimension, decay, blocks, target, source, testSpectrum, noise } = p;
  const key = JSON.stringify([spectrum, dimension, decay, blocks, target, source, testSpectrum, noise]);
  let problem = shared.get(key);
  if (!problem) {
    problem = syntheticProblem(p);
    if (shared.size > 8) shared.clear();
    shared.set(key, problem);
  }
  return problem;
}

function syntheticProblem(p: RidgeParameters): SyntheticProblem {
  const spec = spectrumOf(p);
  const all = spectrum(spec);
  if (!all.some((value) => value > 0))
    throw new BadInput('spectrum has no eigenvalue above 0, so there is nothing to learn');
  const squares = targetWeights(targetOf(p, all.length), spec);
  const test = testSpectrum(p, all);
  const seen = [...all.keys()].filter((k) => all[k] > 0);
  let unseen = 0;
  for (let k = 0; k < all.length; k++) if (all[k] === 0) unseen += test[k] * squares[k];
  const eta = Float64Array.from(seen, (k) => all[k]);
  return {
    kind: 'synthetic',
    eta,
    modes: prepareModes(eta),
    weights: Float64Array.from(seen, (k) => Math.sqrt(squares[k])),
    weightsSquared: Float64Array.from(seen, (k) => squares[k]),
    power: Float64Array.from(seen, (k) => all[k] * squares[k]),
    noise: p.noise,
    testEta: Float64Array.from(seen, (k) => test[k]),
    unseen,
  };
}

function spectrumOf({ spectrum, dimension, decay, blocks }: RidgeParameters): SpectrumSpec {
  if (Array.isArray(spectrum)) return { type: 'list', values: spectrum };
  if (spectrum === 'isotropic') return { type: 'isotropic', dimension };
  if (spectrum === 'power-law') return { type: 'power-law', dimension, decay };
  const [values, fractions] = [blocks.map(([value]) => value), blocks.map(([, share]) => share)];
  return { type: 'blocks', values, fractions, dimension };
}

function targetOf({ target, source, spectrum }: RidgeParameters, modes: number): TargetSpec {
  if (target === 'uniform') return { type: 'uniform' };
  if (target === 'source') {
    if (spectrum !== 'power-law')
      throw new BadInput(
        'target=source is defined for spectrum=power-law; choose that, or target=uniform, or give an array',
      );
    return { type: 'source', exponent: source };
  }
  if (target.length !== modes)
    throw new BadInput(`target has ${target.length} weights, but the spectrum has ${modes} modes; give one for each`);
  return { type: 'list', values: target };
}

function testSpectrum({ testSpectrum }: RidgeParameters, eta: Float64Array): Float64Array {
  if (Array.isArray(testSpectrum)) {
    if (testSpectrum.length !== eta.length)
      throw new BadInput(
        `testSpectrum has ${testSpectrum.length} values, but the spectrum has ${eta.length} modes; give one for each`,
      );
    return Float64Array.from(testSpectrum);
  }
  if (testSpectrum === 'reversed') return eta.toReversed();
  if (testSpectrum === 'isotropic')
    return new Float64Array(eta.length).fill(eta.reduce((sum, value) => sum + value, 0) / eta.length);
  return eta;
}

/** Prepared files by content and reading; a handful is plenty. */
const prepared = new Map<string, DataProblem>();

function dataProblem({ labels, samples, testSpectrum }: RidgeParameters, data: Dataset): DataProblem {
  if (testSpectrum !== 'same')
    throw new BadInput('testSpectrum cannot be combined with data: the test set is the rest of the file');
  const key = `${data.sha256} ${labels}`;
  let problem = prepared.get(key);
  if (!problem) {
    problem = prepareData(data, labels);
    if (prepared.size > 8) prepared.clear();
    prepared.set(key, problem);
  }
  if (samples >= problem.rows)
    throw new BadInput(
      `samples is ${samples}, but ${data.name} has ${problem.rows} rows; leave some to test on: samples below ${problem.rows}`,
    );
  return problem;
}

/**
 * Centres inputs and labels, scales the inputs by one common factor to a mean variance of 1 per direction, and rotates them into
 * the eigenbasis. The noise is the residual variance of least squares on all rows, unbiased: divided by rows − rank − 1.
 */
function prepareData(data: Dataset, reading: 'number' | 'classes'): DataProblem {
  const { name } = data;
  const { rows, features, outputs, inputs: raw, labels } = readSupervised(data, reading);
  const { values, vectors } = eigenvaluesAndVectors(covariance(raw, rows, features, raw, features), features);
  const kept = [...values.keys()].filter((k) => values[k] > 1e-12 * values[features - 1]).reverse();
  const modes = kept.length;
  if (modes === 0) throw new BadInput(`the inputs of ${name} are all constant, so there is nothing to learn from them`);
  if (rows < modes + 3)
    throw new BadInput(
      `${name} has ${rows} rows for ${modes} input directions; more than ${features + 2} rows are always enough`,
    );
  const unit = kept.reduce((sum, k) => sum + values[k], 0) / modes;
  const inputs = new Float64Array(rows * modes);
  for (let i = 0; i < rows; i++)
    for (const [m, k] of kept.entries()) {
      let sum = 0;
      for (let j = 0; j < features; j++) sum += raw[i * features + j] * vectors[k * features + j];
      inputs[i * modes + m] = sum / Math.sqrt(unit);
    }

  const eta = Float64Array.from(kept, (k) => values[k] / unit);
  const overlap = covariance(inputs, rows, modes, labels, outputs);
  const fittedPower = new Float64Array(modes);
  for (let m = 0; m < modes; m++)
    for (let c = 0; c < outputs; c++) fittedPower[m] += overlap[m * outputs + c] ** 2 / eta[m];
  const explained = fittedPower.reduce((sum, value) => sum + value, 0);
  const variance = labels.reduce((sum, value) => sum + value ** 2, 0) / rows;
  const noise = (Math.max(0, variance - explained) * rows) / (rows - modes - 1);
  const weights = fittedPower.map((value, m) => Math.sqrt(Math.max(0, value - noise / rows) / eta[m]));
  const power = eta.map((value, m) => value * weights[m] ** 2);
  const population = { eta, modes: prepareModes(eta), weights, power, noise, testEta: eta, unseen: 0 };
  return { kind: 'data', ...population, rows, outputs, fittedPower, inputs, labels };
}

/** aᵀ b / rows, of shape m × n, for centred a (rows × m) and b (rows × n). */
function covariance(a: Float64Array, rows: number, m: number, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(m * n);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < m; j++) {
      const value = a[i * m + j] / rows;
      if (value !== 0) for (let k = 0; k < n; k++) result[j * n + k] += value * b[i * n + k];
    }
  return result;
}
