import { NoSolution } from '../numeric/errors.ts';
import { type LogSlope, newtonInLog } from '../numeric/roots.ts';
import { log } from '../numeric/special.ts';
import { type Modes, noSums, sumModes } from './modes.ts';
import { kappaOfDegreesOfFreedom } from './renormalized-ridge.ts';

/**
 * The renormalised ridges of rows that do not weigh alike, κ of the inputs and κ̃ of the rows:
 *
 *     Σ_p k_p/(k_p + κ̃) = Df1(κ),  λ = κ κ̃ Df1(κ)/P.
 *
 * `modes`: the spectrum of the inputs; `rows`: the P weights k_p of the rows, or the eigenvalues of
 * their correlations, of mean 1; `samples`: P; `ridge`: λ ≥ 0, of (XᵀKX/P + λ)⁻¹. At λ = 0 one of
 * both is 0, that of the smaller rank. Throws `NoSolution` for a spectrum of zeros.
 *
 * Source: 2408.04607.
 */
export function twoRidges(
  modes: Modes,
  rows: Modes,
  samples: number,
  ridge: number,
): { kappa: number; kappaTilde: number } {
  if (modes.rank === 0) throw new NoSolution('the spectrum is zero: there is nothing to learn from');
  if (ridge === 0) {
    if (modes.rank < rows.rank) return { kappa: 0, kappaTilde: kappaOfDegreesOfFreedom(rows, modes.rank) };
    const kappa = modes.rank === rows.rank ? 0 : kappaOfDegreesOfFreedom(modes, rows.rank);
    return { kappa, kappaTilde: 0 };
  }
  // κ runs from where the rows are used up (κ̃ = 0) to where κ̃ is their largest possible, the mean
  // correlation's.
  let kappaTilde = 0;
  const sums = noSums();
  const rowSums = noSums();
  const evaluate = (kappa: number, out: LogSlope) => {
    sumModes(modes, kappa, sums);
    const df1 = sums.above - sums.shortfall + sums.learned;
    kappaTilde = kappaOfDegreesOfFreedom(rows, Math.min(df1, rows.rank * (1 - 1e-15)));
    sumModes(rows, kappaTilde, rowSums);
    out.value = log((((kappa * kappaTilde) / samples) * df1) / ridge);
    out.slope = 1 + sums.spread / rowSums.spread - sums.spread / df1;
  };
  const floor = modes.rank > rows.rank ? kappaOfDegreesOfFreedom(modes, rows.rank) : 0;
  // λ ≤ κ, as K's S-transform is at least 1 at mean 1.
  const lower = Math.max(floor, ridge) * (1 - 1e-12);
  let upper = 2 * (Math.max(floor, ridge) + modes.trace / samples);
  const probe: LogSlope = { value: 0, slope: 0 };
  for (evaluate(upper, probe); probe.value < 0; evaluate(upper, probe)) upper *= 8;
  const kappa = newtonInLog(evaluate, Math.min(lower, upper), upper, true);
  evaluate(kappa, probe);
  return { kappa, kappaTilde };
}

/** Df1, Df2 and Df1 − Df2 at a κ that may be 0. */
export function sumsAt(modes: Modes, kappa: number) {
  if (kappa === 0) return { df1: modes.rank, df2: modes.rank, spread: 0 };
  const sums = noSums();
  sumModes(modes, kappa, sums);
  return { df1: sums.above - sums.shortfall + sums.learned, df2: sums.df2, spread: sums.spread };
}
