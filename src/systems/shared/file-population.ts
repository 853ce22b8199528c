import type { Dataset } from '../../data/dataset.ts';
import type { ReadingOptions } from '../../data/reading.ts';
import { readSupervised } from '../../data/supervised.ts';
import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import { remember } from '../../numeric/remember.ts';
import { squared } from '../../numeric/special.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';

/** A spectrum and a target, without the modes that have no variance. */
export interface Population {
  /** Eigenvalues of the input covariance, all positive. */
  eta: Float64Array;
  /** The same, made ready for sums over modes. */
  modes: Modes;
  /** Target weights w̄ per mode; for several outputs, the root of the sum of squares. */
  weights: Float64Array;
  /** The target's power in each mode, c = η w̄². */
  power: Float64Array;
  /** Its sum. */
  totalPower: number;
  /** Diagonal of the test covariance in the training eigenbasis. */
  testEta: Float64Array;
  /**
   * Test error that no fit changes: target power where the training inputs have no variance but the
   * test inputs do.
   */
  unseen: number;
}

/**
 * Rows of a file, centred, turned into the eigenbasis of their covariance, which is a rotation and
 * leaves ridge regression as it is.
 */
export interface FilePopulation extends Population {
  kind: 'data';
  rows: number;
  /** Columns that are inputs. */
  features: number;
  outputs: number;
  /**
   * There are few rows beside the input directions: the rows are then the population, and theory
   * goes by rows held out.
   */
  isWide: boolean;
  /**
   * Whether there are enough of them to tell noise from target; else noise is 0, and `power` that
   * of labels without noise.
   */
  knowsNoise: boolean;
  /** Variance of what least squares on all rows leaves of the labels. */
  noise: number;
  /**
   * Power in each mode as least squares on all rows finds it: too large by noise/rows each, which
   * `weights` have taken off.
   */
  fittedPower: Float64Array;
  /** Mean over rows of input times label, modes × outputs. */
  overlap: Float64Array;
  /** rows × modes, row-major. */
  inputs: Float64Array;
  /** modes × columns of the file: what takes `inputs` back to them; not where it is wide. */
  basis?: Float64Array;
  /** rows × outputs, row-major. */
  labels: Float64Array;
}

/** What becomes of a file, in words. */
export const SCALING =
  'inputs centred, and divided by one number to a mean variance of 1 in the directions that they vary in';

interface DataReading {
  data: Dataset;
  options: ReadingOptions;
  engine: Engine;
}

/** The population that a file is. Throws `BadInput` as `readSupervised`. */
export const populationOf = remember(
  inEigenbasis,
  ({ data, options, engine }) => `${data.sha256} ${JSON.stringify(options)} ${engine.name}`,
);

/**
 * Fewer degrees of freedom leave the variance of the noise uncertain by a third and more: √(2/20).
 */
const LEAST_RESIDUAL = 20;

/**
 * With fewer rows a direction their own covariance is no population's: κ of subsamples is 5 % and
 * the training error 10 % off at 5 rows a direction, and twice that at 3.
 */
export const ROWS_A_DIRECTION = 5;

/**
 * Centres inputs and labels, scales the inputs by one common factor to a mean variance of 1 per
 * direction, and rotates them into the eigenbasis. The noise is the residual variance of least
 * squares on all rows, unbiased: divided by rows − rank − 1, where that is enough to tell it.
 */
function inEigenbasis({ data, options, engine }: DataReading): FilePopulation {
  const { rows, features, outputs, inputs: raw, labels } = readSupervised(data, options);
  return engine.heap.scope(() => {
    const { heap } = engine;
    const original = heap.matrixFrom(rows, features, raw);
    const { eta, rotated, basis } = (features <= rows ? byCovariance : byGram)(original, engine);
    const modes = eta.length;
    const overlap = heap.matrix(modes, outputs);
    const targets = heap.matrixFrom(rows, outputs, labels);
    engine.gemm({ a: rotated, transposeA: true, b: targets, c: overlap, alpha: 1 / rows });
    const fittedPower = new Float64Array(modes);
    for (let m = 0; m < modes; m++)
      for (let c = 0; c < outputs; c++) fittedPower[m] += squared(overlap.values[m * outputs + c]) / eta[m];
    const explained = fittedPower.reduce((sum, value) => sum + value, 0);
    const variance = labels.reduce((sum, value) => sum + value * value, 0) / rows;
    const residual = rows - modes - 1;
    const knowsNoise = residual >= LEAST_RESIDUAL;
    const isWide = rows < ROWS_A_DIRECTION * modes + LEAST_RESIDUAL;
    const noise = knowsNoise ? (Math.max(0, variance - explained) * rows) / residual : 0;
    const weights = fittedPower.map((value, m) => Math.sqrt(Math.max(0, value - noise / rows) / eta[m]));
    const power = eta.map((value, m) => value * squared(weights[m]));
    const totalPower = power.reduce((sum, one) => sum + one, 0);
    return {
      ...{ kind: 'data', isWide, knowsNoise, rows, features, outputs, noise, labels },
      ...{ eta, modes: prepareModes(eta), weights, power, totalPower, testEta: eta, unseen: 0 },
      ...{ fittedPower, overlap: Float64Array.from(overlap.values), inputs: Float64Array.from(rotated.values) },
      ...(basis && { basis }),
    };
  });
}

/** Inputs in their eigenbasis, scaled, with the variances, the largest first. */
interface Rotated {
  eta: Float64Array;
  /** rows × modes. */
  rotated: Matrix;
  /** modes × columns; rotated · basis are the inputs, scaled alike. */
  basis?: Float64Array;
}

/** By the eigenvectors of XᵀX/M. */
function byCovariance(original: Matrix, engine: Engine): Rotated {
  const { rows } = original;
  const { eta, unit, basis } = principalAxes(original, rows, engine);
  const rotated = engine.heap.matrix(rows, eta.length);
  engine.gemm({ a: original, b: basis, transposeB: true, c: rotated, alpha: 1 / Math.sqrt(unit) });
  return { eta, rotated, basis: Float64Array.from(basis.values) };
}

/** The axes of a table's covariance XᵀX/`freedom`, those without variance left out. */
export interface PrincipalAxes {
  /** Variances along them over their mean `unit`, the largest first. */
  eta: Float64Array;
  unit: number;
  /** axes × columns, orthonormal, in the heap's present scope. */
  basis: Matrix;
}

/** Of rows that are centred; `freedom` is their number, less what was fitted to centre them. */
export function principalAxes(centred: Matrix, freedom: number, engine: Engine): PrincipalAxes {
  const { columns } = centred;
  const vectors = engine.heap.matrix(columns, columns);
  engine.syrk({ a: centred, transpose: true, c: vectors, alpha: 1 / freedom });
  const values = engine.eigh(vectors, { vectors: true });
  const { kept, unit } = directions(values);
  const basis = engine.heap.matrix(kept.length, columns);
  for (const [m, k] of kept.entries())
    basis.values.set(vectors.values.subarray(k * columns, (k + 1) * columns), m * columns);
  return { eta: Float64Array.from(kept, (k) => values[k] / unit), unit, basis };
}

/**
 * By those of XXᵀ/M, whose components are the rotated inputs themselves: for fewer rows than
 * columns.
 */
function byGram(original: Matrix, engine: Engine): Rotated {
  const { rows } = original;
  const vectors = engine.heap.matrix(rows, rows);
  engine.syrk({ a: original, c: vectors, alpha: 1 / rows });
  const values = engine.eigh(vectors, { vectors: true });
  const { kept, unit } = directions(values);
  const eta = Float64Array.from(kept, (k) => values[k] / unit);
  const rotated = engine.heap.matrix(rows, kept.length);
  for (const [m, k] of kept.entries()) {
    const size = Math.sqrt(rows * eta[m]);
    for (let i = 0; i < rows; i++) rotated.values[i * kept.length + m] = size * vectors.values[k * rows + i];
  }
  return { eta, rotated };
}

/** Of ascending eigenvalues, those that are no rounding, the largest first, and their mean. */
function directions(values: Float64Array): { kept: number[]; unit: number } {
  const largest = values[values.length - 1];
  const kept = [...values.keys()].filter((k) => values[k] > 1e-12 * largest).reverse();
  return { kept, unit: kept.reduce((sum, k) => sum + values[k], 0) / kept.length };
}
