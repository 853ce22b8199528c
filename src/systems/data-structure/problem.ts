import { spectrum as eigenvalues } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { count } from '../../statistics/sentences.ts';
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
}

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(parameters: DataStructureParameters): DataStructureProblem {
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
    return { parameters, eta, target, affected, rows, fewer };
  }
  const eta = eigenvalues(spectrumOf(parameters));
  const target = new Float64Array(dimension).fill(1 / Math.sqrt(eta.reduceRight((sum, one) => sum + one, 0)));
  return { parameters, eta, target, affected, rows, fewer };
}
