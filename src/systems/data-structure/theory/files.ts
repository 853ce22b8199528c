import type { Engine } from '../../../numeric/engine.ts';
import { squared } from '../../../numeric/special.ts';
import type { DataStructureObservable } from '../observables.ts';
import type { FileProblem } from '../problem.ts';
import { flippedClasses } from './inputs.ts';
import { maskedMomentsRisk } from './masked-inputs.ts';
import { equalRows } from './rows.ts';
import { type WeightedRisk, weightedRisk } from './weighted-rows.ts';

type Values = Partial<Record<DataStructureObservable, number>>;

/**
 * Power in each mode: that of least squares on all rows without what its noise adds. Errors are
 * linear in it, so that they have no bias, though little power may come out negative.
 */
export function powerOf({ file, parameters: { noise } }: FileProblem): Float64Array {
  return file.fittedPower.map((fitted) => fitted - noise / file.rows);
}

/** Inputs of a file lose entries where they are columns, not components. */
export function maskedFile(problem: FileProblem, engine: Engine): Values {
  const { samples, ridge, noise, kept } = problem.parameters;
  const { covariance, moments } = inColumns(problem);
  const masked = maskedMomentsRisk({ covariance, moments, samples, ridge, noise }, kept, engine);
  return {
    testError: masked.excessError + noise,
    maskedError: masked.maskedError,
    rowsError: masked.risk.residuals[0],
  };
}

/**
 * One-hot labels of K classes, a share p of them another class: a target that is shrunk by s, with
 * noise of s²σ² and of what the flips add. On labels as they are, a fit with the noisy error E~ has
 * σ² + Σ c (1 − s η/(η + κ))² + (Df2/n) E~.
 */
export function flippedFile(problem: FileProblem): { values: Values; risk: WeightedRisk } {
  const { parameters, eta, file } = problem;
  const { samples, ridge, noise, flips } = parameters;
  const { shrinkage, noiseTrace } = flippedClasses(file.outputs, flips);
  const told = squared(shrinkage) * noise + noiseTrace;
  const own = powerOf(problem);
  const power = own.map((one) => squared(shrinkage) * one);
  const risk = weightedRisk({ eta, power, rows: equalRows(samples, told), ridge });
  const { kappa, df2, excessError, residuals } = risk;
  const variance = (df2 / samples) * (excessError + told);
  const missed = (scale: number) =>
    noise +
    squared(scale) * variance +
    own.reduce((sum, c, k) => sum + c * squared(1 - (scale * shrinkage * eta[k]) / (eta[k] + kappa)), 0);
  return {
    values: { testError: missed(1), mendedTestError: missed(1 / shrinkage), rowsError: residuals[0] },
    risk,
  };
}

/** Covariance and second moments of the targets, in the columns of the file, D × D. */
function inColumns({ file, eta, parameters }: FileProblem) {
  const { features: D, outputs, overlap, rows } = file;
  const basis = file.basis!;
  const modes = eta.length;
  const covariance = new Float64Array(D * D);
  const targets = new Float64Array(D * outputs);
  const moments = new Float64Array(D * D);
  for (let m = 0; m < modes; m++) {
    const row = basis.subarray(m * D, (m + 1) * D);
    const uncertain = parameters.noise / (rows * eta[m]);
    for (let i = 0; i < D; i++) {
      for (let c = 0; c < outputs; c++) targets[i * outputs + c] += (row[i] * overlap[m * outputs + c]) / eta[m];
      for (let j = 0; j < D; j++) {
        covariance[i * D + j] += eta[m] * row[i] * row[j];
        moments[i * D + j] -= uncertain * row[i] * row[j];
      }
    }
  }
  for (let i = 0; i < D; i++)
    for (let j = 0; j < D; j++)
      for (let c = 0; c < outputs; c++) moments[i * D + j] += targets[i * outputs + c] * targets[j * outputs + c];
  return { covariance, moments };
}
