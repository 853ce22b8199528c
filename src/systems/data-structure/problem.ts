import type { ReadingOptions } from '../../data/reading.ts';
import { spectrum as eigenvalues } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { count } from '../../statistics/sentences.ts';
import type { Preparation } from '../contract.ts';
import { type FilePopulation, populationOf } from '../shared/file-population.ts';
import { spectrumOf } from '../shared/populations.ts';
import type { DataStructureParameters } from './parameters.ts';

export interface DataStructureProblem {
  parameters: DataStructureParameters;
  /** Eigenvalues η_k of the input covariance, in whose eigenbasis all is written. */
  eta: Float64Array;
  /** The target w̄_k. */
  target: Float64Array;
  /** Distinct rows with copies, or with more noise. */
  affected: number;
  /** Rows in the data, copies counted: what a clean data set of the same size has. */
  rows: number;
  /**
   * The fewer rows of a clean data set that `effectiveRows` is read off beside: as many as the
   * weights of the rows count for, (Σr)²/Σr², and no more than half of all. 0 where none is.
   */
  fewer: number;
  /** The rows of a file, of which a trial draws some; their noise is that of `parameters`. */
  file?: FilePopulation;
  /**
   * Of a file: clean rows, as many as there are with copies, that are learned for comparison; 0
   * where it has too few.
   */
  compared: number;
}

export type FileProblem = DataStructureProblem & { file: FilePopulation };

export function isOfFile(problem: DataStructureProblem): problem is FileProblem {
  return problem.file !== undefined;
}

/** At least this share of a file is kept to test on. */
const HELD = 0.1;

/** Throws `BadInput` for parameters that contradict each other or the file. */
export function prepare(parameters: DataStructureParameters, { engine }: Preparation): DataStructureProblem {
  const { data } = parameters;
  if (data === undefined) return prepared(parameters);
  const file = populationOf({ data, options: optionsOf(parameters), engine });
  const { eta, weights, rows, noise } = file;
  checkFile(parameters, file, data.name);
  const problem = prepared({ ...parameters, noise });
  const compared = problem.rows <= (1 - HELD) * rows ? problem.rows : 0;
  return { ...problem, eta, target: weights, fewer: 0, file, compared };
}

/** How a file is read: `labels` says how copies are labelled. */
export function optionsOf({ label, without, rows, missing }: Omit<ReadingOptions, 'labels'>): ReadingOptions {
  return { label, without, rows, missing, labels: 'auto' };
}

/** What cannot be done with the rows of a file. */
function checkFile({ defect, samples, labels, noisier }: DataStructureParameters, file: FilePopulation, name: string) {
  const { rows, eta, outputs, isWide, knowsNoise } = file;
  const most = Math.floor((1 - HELD) * rows);
  if (defect === 'autocorrelation' || defect === 'subspace')
    throw new BadInput(
      `defect is ${defect}, which cannot be put into the rows of ${name}: take another defect, or leave out data`,
    );
  if (isWide || !knowsNoise)
    throw new BadInput(
      `${name} has ${count(rows, 'row')} for ${count(eta.length, 'input direction')}, too few to tell its target from noise: give about ${5 * eta.length + 20} rows, or leave columns out with without=…`,
    );
  if (samples > most)
    throw new BadInput(
      `samples is ${samples}, but ${name} has ${rows} rows, of which a tenth is kept to test on: take at most ${most}`,
    );
  if (defect === 'duplicates' && labels === 'fresh')
    throw new BadInput(`labels is fresh, but a row of ${name} has one label: take labels=same`);
  if (defect === 'uneven-noise' && noisier < 1)
    throw new BadInput(
      `noisier is ${noisier}, but noise can only be added to the labels of ${name}: take noisier from 1`,
    );
  if (defect === 'flipped-labels' && outputs === 1)
    throw new BadInput(
      `defect is flipped-labels, but the labels of ${name} are numbers: take a label column of classes`,
    );
}

function prepared(parameters: DataStructureParameters): DataStructureProblem {
  const { defect, samples, dimension, intrinsic, tail, copies, correlation, draws } = parameters;
  const affected = Math.round(parameters.affected * samples);
  if ((defect === 'duplicates' || defect === 'uneven-noise') && (affected === 0 || affected === samples))
    throw new BadInput(
      `affected is ${parameters.affected}, which is ${affected === 0 ? 'none' : 'all'} of ${count(samples, 'row')}: take more samples, or a share nearer to 0.5`,
    );
  if (defect === 'subspace' && intrinsic >= dimension)
    throw new BadInput(
      `intrinsic is ${intrinsic}, but must be below dimension=${dimension}: take fewer, or a larger dimension`,
    );
  const single = samples - affected;
  const rows =
    defect === 'duplicates'
      ? single + copies * affected
      : defect === 'resampling'
        ? Math.max(1, Math.round(draws * samples))
        : samples;
  const naive: Partial<Record<typeof defect, number>> = {
    duplicates: (rows * rows) / (single + copies * copies * affected),
    autocorrelation: (samples * (1 - correlation * correlation)) / (1 + correlation * correlation),
    resampling: (samples * draws) / (1 + draws),
  };
  const fewer = defect in naive ? Math.max(1, Math.min(Math.round(naive[defect]!), Math.floor(rows / 2))) : 0;
  if (defect === 'subspace') {
    const eta = new Float64Array(dimension).fill(1 + tail, 0, intrinsic).fill(tail, intrinsic);
    const target = new Float64Array(dimension).fill(Math.sqrt(1 / intrinsic), 0, intrinsic);
    return { parameters, eta, target, affected, rows, fewer, compared: 0 };
  }
  const eta = eigenvalues(spectrumOf(parameters));
  const target = new Float64Array(dimension).fill(1 / Math.sqrt(eta.reduceRight((sum, one) => sum + one, 0)));
  return { parameters, eta, target, affected, rows, fewer, compared: 0 };
}
