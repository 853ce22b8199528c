import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import type { DataStructureProblem } from '../problem.ts';
import { applied, drawInputs, excess, meanSquare, normals, weightsOf } from './tables.ts';
import type { Measured } from './trial.ts';

// Training sets whose inputs or labels have a defect, beside clean ones.

/** Entries of the training inputs are missing, and stand there as 0. */
export function maskedSet(problem: DataStructureProblem, random: Random, engine: Engine): Measured {
  const { parameters, eta, target } = problem;
  const { samples, ridge, noise, kept } = parameters;
  const inputs = drawInputs(samples, eta, random.stream('inputs'), engine);
  const errors = normals(samples, random.stream('noise'), engine);
  const labels = applied(inputs, target, engine).map((value, i) => value + Math.sqrt(noise) * errors[i]);
  const cleanError = excess(problem, weightsOf(inputs, labels, ridge, engine));
  const masks = engine.heap.matrix(samples, eta.length);
  random.stream('masks').fillUniform(masks);
  const [entries, uniform] = [inputs.values, masks.values];
  for (let i = 0; i < entries.length; i++) if (uniform[i] > kept) entries[i] = 0;
  const weights = weightsOf(inputs, labels, ridge, engine);
  // On masked inputs: the mean over masks of (w̄·x − ŵ·bx)², for independent entries.
  let maskedError = noise;
  for (let k = 0; k < eta.length; k++)
    maskedError += eta[k] * (squared(target[k] - kept * weights[k]) + kept * (1 - kept) * squared(weights[k]));
  return {
    cleanError,
    excessError: excess(problem, weights),
    maskedError,
    rowsError: meanSquare(inputs, weights, labels, engine),
  };
}

/** Latent inputs in a subspace, and noise on them in all directions. */
export function subspaceSet({ parameters }: DataStructureProblem, random: Random, engine: Engine): Measured {
  const { samples, dimension, intrinsic, tail, ridge, noise, learned } = parameters;
  const target = new Float64Array(intrinsic).fill(1 / Math.sqrt(intrinsic));
  const latent = drawInputs(samples, new Float64Array(intrinsic).fill(1), random.stream('latent'), engine);
  const inputs = drawInputs(samples, new Float64Array(dimension).fill(tail), random.stream('off'), engine);
  for (let i = 0; i < samples; i++)
    for (let k = 0; k < intrinsic; k++) inputs.values[i * dimension + k] += latent.values[i * intrinsic + k];
  const leading = firstColumns(inputs, intrinsic, engine);
  const errors = normals(samples, random.stream('noise'), engine);
  const noisy = (from: Matrix) => applied(from, target, engine).map((value, i) => value + Math.sqrt(noise) * errors[i]);
  const labels = noisy(learned === 'latent' ? latent : leading);
  /** Mean of (ŵ·x − label)² over fresh inputs and latents. */
  const missed = (weights: Float64Array) =>
    weights.reduce((sum, w, k) => {
      const wanted = k < intrinsic ? target[k] : 0;
      const alongNoise = learned === 'latent' ? w : w - wanted;
      return sum + (k < intrinsic ? squared(w - wanted) : 0) + tail * squared(alongNoise);
    }, 0);
  const weights = weightsOf(inputs, labels, ridge, engine, tail === 0 ? Math.min(samples, intrinsic) : samples);
  const clean = weightsOf(latent, noisy(latent), ridge, engine);
  return {
    excessError: missed(weights),
    mendedError: missed(weightsOf(leading, labels, ridge, engine)),
    cleanError: clean.reduce((sum, w, k) => sum + squared(w - target[k]), 0),
    rowsError: meanSquare(inputs, weights, labels, engine),
  };
}

/** Fresh inputs that the accuracy is counted on. */
const TESTED = 500;

/** Labels are signs, some of them wrong, fitted with squared loss. */
export function flippedSet(
  { parameters, eta, target }: DataStructureProblem,
  random: Random,
  engine: Engine,
): Measured {
  const { samples, ridge, flips } = parameters;
  const inputs = drawInputs(samples, eta, random.stream('inputs'), engine);
  const clean = applied(inputs, target, engine).map(Math.sign);
  const draw = random.stream('flips');
  const labels = clean.map((sign) => (draw.uniform() < flips ? -sign : sign));
  const weights = weightsOf(inputs, labels, ridge, engine);
  const fresh = drawInputs(TESTED, eta, random.stream('fresh'), engine);
  const signs = applied(fresh, target, engine).map(Math.sign);
  const right = applied(fresh, weights, engine).reduce((sum, value, i) => sum + (value * signs[i] > 0 ? 1 : 0), 0);
  /** Mean of (ŵ·x − sign(w·x))²: the mean of |z| is √(2/π) for a normal z = w·x. */
  const missed = (fitted: Float64Array, scale: number) => {
    let [overlap, norm] = [0, 0];
    for (let k = 0; k < eta.length; k++) {
      overlap += scale * eta[k] * fitted[k] * target[k];
      norm += eta[k] * squared(scale * fitted[k]);
    }
    return 1 - 2 * Math.sqrt(2 / Math.PI) * overlap + norm;
  };
  return {
    excessError: missed(weights, 1),
    mendedError: missed(weights, 1 / (1 - 2 * flips)),
    cleanError: missed(weightsOf(inputs, clean, ridge, engine), 1),
    rowsError: meanSquare(inputs, weights, labels, engine),
    accuracy: right / TESTED,
  };
}

function firstColumns(inputs: Matrix, columns: number, engine: Engine): Matrix {
  const first = engine.heap.matrix(inputs.rows, columns);
  for (let i = 0; i < inputs.rows; i++)
    first.values.set(inputs.values.subarray(i * inputs.columns, i * inputs.columns + columns), i * columns);
  return first;
}
