import { squared } from '../../numeric/special.ts';
import type { FilePopulation } from './file-population.ts';

/**
 * About how far the test error is off, relative, since rows have different leverages h = Σ_k l_k
 * z_k², l = η/(η + κ) and z of unit variance. With v = Var h/h̄² beyond the 2Df2/Df1² of Gaussian
 * rows, what they weigh in the equation of κ at a given Df1 is off by v Df1/P, to leading order; of
 * that the test error on the digits shows a third at 100 rows (8 % of 24), a sixth at 300 (1.6 of
 * 9.4).
 */
export function unevenRows(
  { eta, rows, inputs }: Pick<FilePopulation, 'eta' | 'rows' | 'inputs'>,
  samples: number,
  { kappa, df1, df2 }: { kappa: number; df1: number; df2: number },
): number {
  if (!(kappa >= 0) || df1 === 0) return 0;
  const modes = eta.length;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < rows; i++) {
    let leverage = 0;
    for (let k = 0; k < modes; k++) leverage += squared(inputs[i * modes + k]) / (eta[k] + kappa);
    sum += leverage;
    squares += leverage * leverage;
  }
  const excess = (rows * squares) / squared(sum) - 1 - (2 * df2) / squared(df1);
  return (Math.max(0, excess) * Math.min(1, df1 / samples)) / 3;
}
