import { expm1 } from '../../numeric/special.ts';
import { defineObservables } from '../contract.ts';
import type { DataStructureProblem } from './problem.ts';

export const observables = defineObservables<DataStructureProblem>()({
  excessError: {
    label: 'excess error',
    symbol: 'E_g',
    description:
      'of the fit to the data as they are: mean squared distance to the clean label on fresh, complete inputs',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  mendedError: {
    label: 'mended',
    symbol: 'E_mended',
    description:
      'the same after a remedy: each row once (duplicates, resampling), rows weighted by 1/σ² (uneven noise), the fit on the subspace alone, the fit over 1 − 2p (flipped labels)',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  cleanError: {
    label: 'clean data',
    symbol: 'E_clean',
    description: 'the same of as many rows without the defect',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  effectiveRows: {
    label: 'effective rows',
    symbol: 'n_eff',
    description:
      'rows at which the power law through the errors of clean data, at all rows and at (Σr)²/Σr² of them (at most half), has the same excess error: 20 % beside the number itself where errors are no power law',
    scale: 'log',
  },
  rowsError: {
    label: 'error on the rows at hand',
    symbol: 'E_rows',
    description:
      'mean squared residual on the distinct rows, each once, with the label that it first came with; of a pool, rows that were never drawn included',
    scale: 'log',
    floor: roundOff,
  },
  maskedError: {
    label: 'test error on masked inputs',
    symbol: 'E_masked',
    description: 'mean squared error on the noisy labels of fresh inputs that have gaps as well',
    scale: 'log',
    floor: roundOff,
  },
  testError: {
    label: 'test error of a file',
    symbol: 'E_test',
    description:
      'of `data`, as it is with the defect: mean squared error on rows that are not drawn, which are complete and have the labels of the file; over classes a sum',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  mendedTestError: {
    label: 'mended test error',
    symbol: 'E_test^mended',
    description: 'the same after the remedy of `mendedError`',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  cleanTestError: {
    label: 'test error of clean data',
    symbol: 'E_test^clean',
    description: 'the same of as many rows without the defect, where the file has them',
    scale: 'log',
    floor: roundOff,
    withoutMean,
  },
  accuracy: {
    label: 'accuracy',
    symbol: 'a',
    description: 'share of fresh inputs whose clean sign, or of a file whose class, the fit has right',
    scale: 'linear',
  },
});

export type DataStructureObservable = keyof typeof observables;

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
function roundOff({ parameters: { noise } }: DataStructureProblem): number {
  return 1e-12 * (1 + noise);
}

/**
 * Without a ridge fits blow up where rows are as many as the directions they lie in: inverse
 * Wishart moments exist only some distance away. How many distinct rows come out of a pool is
 * random.
 */
export function withoutMean({ parameters, eta, rows }: DataStructureProblem): string | undefined {
  const { defect, samples, ridge, noise, draws, intrinsic } = parameters;
  if (ridge !== 0 || (noise === 0 && defect !== 'flipped-labels')) return undefined;
  const rank = eta.reduce((number, value) => number + (value > 0 ? 1 : 0), 0);
  const ranks = defect === 'subspace' ? [rank, intrinsic] : [rank];
  const isNear = ranks.some((one) => [samples, rows].some((number) => Math.abs(number - one) <= 3));
  const drawn = samples * -expm1(-draws);
  if (!isNear && !(defect === 'resampling' && Math.abs(drawn - rank) <= 3 + 2 * Math.sqrt(samples))) return undefined;
  return 'without a ridge the error has no mean, or no variance, this near to as many rows as input directions: the median is shown';
}
