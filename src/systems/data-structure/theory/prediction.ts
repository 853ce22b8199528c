import { log, power, squared } from '../../../numeric/special.ts';
import { prepareModes } from '../../../random-matrices/modes.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { DataStructureObservable } from '../observables.ts';
import { type DataStructureProblem, type FileProblem, isOfFile } from '../problem.ts';
import { flippedFile, maskedFile, powerOf } from './files.ts';
import { errorsInVariables, flippedRisk, plainRisk, subspaceSpectrum } from './inputs.ts';
import { maskedRisk } from './masked-inputs.ts';
import { correlatedRows, duplicatedRows, equalRows, noisyRows, resampledRows } from './rows.ts';
import { type Rows, type WeightedRisk, weightedRisk } from './weighted-rows.ts';

interface Predicted {
  values: Partial<Record<DataStructureObservable, number>>;
  risk: WeightedRisk;
}

/** κ is solved to 1e-12, and what follows are sums of positive terms. */
const PROMISED = 1e-9;

/** Every observable of one defect. Throws `NoSolution` as `twoRidges`. */
export function predict(
  problem: DataStructureProblem,
  { engine }: Pick<TheoryContext<DataStructureObservable>, 'engine'>,
): Prediction<DataStructureObservable> {
  const { values } = predictedOf(problem);
  const masks = isOfFile(problem) && problem.parameters.defect === 'masked-inputs';
  return {
    observables: quantities<DataStructureObservable>(
      masks ? { ...values, ...maskedFile(problem, engine) } : values,
      PROMISED,
    ),
  };
}

/**
 * What is predicted, and the deterministic equivalent of the fit to the data as they are; to
 * complete rows where those of a file have gaps.
 */
export function predictedOf(problem: DataStructureProblem): Predicted {
  if (isOfFile(problem)) return ofFile(problem);
  switch (problem.parameters.defect) {
    case 'masked-inputs':
      return masked(problem);
    case 'subspace':
      return subspace(problem);
    case 'flipped-labels':
      return flipped(problem);
    default:
      return ofRows(problem);
  }
}

/** Defects of rows, which weigh differently or have different noise. */
function ofRows(problem: DataStructureProblem): Predicted {
  const { parameters, rows, fewer } = problem;
  const { samples, noise } = parameters;
  const { asTheyAre, mended } = rowsOf(problem);
  const fitted = fitsOf(problem);
  const risk = fitted(asTheyAre);
  const clean = fitted(equalRows(rows, noise)).excessError;
  const values = {
    excessError: risk.excessError,
    mendedError: mended && fitted(mended).excessError,
    cleanError: clean,
    effectiveRows:
      fewer === 0
        ? undefined
        : equivalentRows(risk.excessError, [fewer, fitted(equalRows(fewer, noise)).excessError], [rows, clean]),
    rowsError: meanResidual(problem, asTheyAre, risk) / samples,
  };
  return { values, risk };
}

/** Test errors, which have the noise of the file's own labels. */
function ofFile(problem: FileProblem): Predicted {
  const { parameters, compared } = problem;
  const { defect, noise } = parameters;
  const clean = compared > 0 ? fitsOf(problem)(equalRows(compared, noise)).excessError + noise : undefined;
  if (defect === 'flipped-labels') {
    const { values, risk } = flippedFile(problem);
    return { values: { ...values, cleanTestError: clean }, risk };
  }
  const { values, risk } = ofRows(problem);
  if (defect === 'masked-inputs') return { values: { cleanTestError: clean }, risk };
  const { excessError, mendedError, rowsError } = values;
  return {
    values: {
      testError: excessError! + noise,
      mendedTestError: mendedError === undefined ? undefined : mendedError + noise,
      cleanTestError: clean,
      rowsError,
    },
    risk,
  };
}

/** The rows as the defect leaves them, and as the remedy does. */
function rowsOf({ parameters, affected }: DataStructureProblem): { asTheyAre: Rows; mended?: Rows } {
  const { defect, samples, noise, copies, labels, noisier, correlation, noiseCorrelation, draws } = parameters;
  const counts = [samples - affected, affected];
  switch (defect) {
    case 'duplicates':
      return { asTheyAre: duplicatedRows([1, copies], counts, noise, labels), mended: equalRows(samples, noise) };
    case 'uneven-noise': {
      const noises = [noise, noisier * noise];
      return {
        asTheyAre: noisyRows(noises, counts, false),
        mended: noise > 0 ? noisyRows(noises, counts, true) : undefined,
      };
    }
    case 'autocorrelation':
      return { asTheyAre: correlatedRows(samples, correlation, noise, noiseCorrelation) };
    case 'resampling':
      return { asTheyAre: resampledRows(samples, draws, noise), mended: equalRows(samples, noise) };
    default:
      return { asTheyAre: equalRows(samples, noise) };
  }
}

/** Fits to rows of one population, or of the one that a file is. */
function fitsOf(problem: DataStructureProblem): (rows: Rows) => WeightedRisk {
  const { eta, target, parameters } = problem;
  const power = isOfFile(problem) ? powerOf(problem) : Float64Array.from(eta, (value, k) => value * squared(target[k]));
  const population = { eta, power, modes: prepareModes(eta) };
  return (rows) => weightedRisk({ ...population, rows, ridge: parameters.ridge });
}

/**
 * Sum over rows of the squared residual. In a time series it is that of an eigenvector of the
 * correlations, whose inputs and labels are √k larger than those of a row of weight k. A copied row
 * whose copies are labelled anew is fitted to their mean, about which its first label scatters.
 */
function meanResidual({ parameters }: DataStructureProblem, { weights, counts }: Rows, { residuals }: WeightedRisk) {
  const { defect, labels, noise } = parameters;
  return counts.reduce((sum, number, i) => {
    if (defect === 'autocorrelation') return sum + number * weights[i] * residuals[i];
    const scatter = defect === 'duplicates' && labels === 'fresh' ? noise * (1 - 1 / weights[i]) : 0;
    return sum + number * (residuals[i] + scatter);
  }, 0);
}

/**
 * The number of rows at which a power law through two points (rows, error) has this error;
 * undefined where more rows are not clearly better, or leave no error at all.
 */
function equivalentRows(
  error: number,
  [few, high]: [number, number],
  [all, low]: [number, number],
): number | undefined {
  if (!(low > 0 && high > 1.1 * low && Number.isFinite(high) && Number.isFinite(error))) return undefined;
  return all * power(few / all, log(error / low) / log(high / low));
}

function masked({ eta, target, parameters }: DataStructureProblem): Predicted {
  const { samples, ridge, noise, kept } = parameters;
  const plain = { eta, target, samples, ridge, noise };
  const { excessError, maskedError, risk } = maskedRisk(plain, kept);
  const cleanError = plainRisk(plain).excessError;
  return { values: { excessError, maskedError, cleanError, rowsError: risk.residuals[0] }, risk };
}

function subspace({ parameters }: DataStructureProblem): Predicted {
  const { samples, dimension, ridge, noise, intrinsic, tail, learned } = parameters;
  const { attenuation, lostPower } = learned === 'latent' ? errorsInVariables(1, tail) : NOTHING_LOST;
  const direction = attenuation / Math.sqrt(intrinsic);
  const riskOf = (directions: number, variance: number, weight: number, lost: number) =>
    plainRisk({
      eta: subspaceSpectrum(directions, intrinsic, variance),
      target: new Float64Array(directions).fill(weight, 0, intrinsic),
      samples,
      ridge,
      noise: noise + lost,
    });
  const risk = riskOf(dimension, tail, direction, lostPower);
  const values = {
    excessError: risk.excessError + lostPower,
    mendedError: riskOf(intrinsic, tail, direction, lostPower).excessError + lostPower,
    cleanError: riskOf(intrinsic, 0, 1 / Math.sqrt(intrinsic), 0).excessError,
    rowsError: risk.residuals[0],
  };
  return { values, risk };
}

const NOTHING_LOST = { attenuation: 1, lostPower: 0 };

function flipped({ eta, target, parameters }: DataStructureProblem): Predicted {
  const { samples, ridge, flips } = parameters;
  const plain = { eta, target, samples, ridge };
  const { overlap, norm, accuracy, cleanError, risk } = flippedRisk(plain, flips);
  const scale = 1 / (1 - 2 * flips);
  const values = {
    excessError: cleanError,
    mendedError: 1 - 2 * Math.sqrt(2 / Math.PI) * scale * overlap + scale * scale * norm,
    cleanError: flippedRisk(plain, 0).cleanError,
    rowsError: risk.residuals[0],
    accuracy,
  };
  return { values, risk };
}
