import { NoSolution, OutOfRange } from '../numeric/errors.ts';
import { brent, type LogSlope, newtonInLog } from '../numeric/roots.ts';
import { exp, log, log1p, power } from '../numeric/special.ts';
import { plain } from '../statistics/sentences.ts';
import { asModes, type Modes, noSums, sumModes } from './modes.ts';

/**
 * A spectrum as eigenvalues η_k ≥ 0 in any order, or prepared once with `prepareModes` for many
 * calls.
 */
export type Spectrum = Modes | ArrayLike<number>;

/** Rounding at the ends of a bracket must not shut the root out. */
const SLACK = 1e-12;

/**
 * What `renormalizedRidge` promises for λ ≥ 0: this relative error of κ, for any spectrum. (For λ <
 * 0 the error grows as the root nears the end of its branch, where dκ/dλ is infinite.)
 */
export const kappaPromise = 1e-12;

/**
 * The renormalised ridge κ: the largest root of λ = κ (1 − Df1(κ)/P), Df1(κ) = Σ_k η_k/(η_k + κ).
 *
 * `spectrum`: eigenvalues η_k ≥ 0 of the population covariance Σ, units of input². `samples`: P >
 * 0. `ridge`: λ, units of η; the estimator is (XᵀX/P + λ)⁻¹Xᵀy/P. `start`: a guess of κ, which
 * saves steps and changes nothing else. At λ = 0, κ is 0 when P ≥ rank and else solves Df1(κ) = P.
 * A negative λ is allowed when P < rank, down to minus the lowest edge of the spectrum of XXᵀ/P
 * (`smallestRidge`); the branch is κ > κ_m with Df2(κ_m) = P. Throws `OutOfRange` for arguments
 * outside these ranges, `NoSolution` for a ridge below that edge.
 *
 * Source: 2405.00592, section on linear regression; Silverstein & Bai 1995.
 */
export function renormalizedRidge(spectrum: Spectrum, samples: number, ridge: number, start?: number): number {
  const modes = asModes(spectrum);
  checkSamples(samples);
  if (!Number.isFinite(ridge)) throw new OutOfRange('the ridge', ridge, 'a finite number');
  if (ridge < 0) return negativeBranch(modes, samples, ridge);
  if (ridge === 0 && modes.rank <= samples) return 0;
  if (modes.rank === 0) return ridge;
  return modes.rank <= samples
    ? kappaBelowThreshold(modes, samples, ridge, start)
    : kappaAboveThreshold(modes, samples, ridge, start);
}

/**
 * κ for many sample counts at one ridge, as an array like `samples`. Neighbours start each other,
 * so a sorted list is fastest. Same ranges, errors and accuracy as `renormalizedRidge`.
 */
export function renormalizedRidgeSweep(spectrum: Spectrum, samples: ArrayLike<number>, ridge: number): Float64Array {
  const modes = asModes(spectrum);
  const kappas = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    kappas[i] = renormalizedRidge(modes, samples[i], ridge, extrapolate(kappas, samples, ridge, i));
  }
  return kappas;
}

/**
 * The κ > 0 with Df1(κ) = target, for 0 < target < rank. Throws `NoSolution` when target ≥ rank.
 */
export function kappaOfDegreesOfFreedom(spectrum: Spectrum, target: number): number {
  const modes = asModes(spectrum);
  checkSamples(target);
  if (target >= modes.rank)
    throw new NoSolution(`no positive κ has ${target} degrees of freedom: the spectrum has rank ${modes.rank}`);
  return kappaAboveThreshold(modes, target, 0);
}

/**
 * The most negative ridge λ_min, and the κ_m where the branch ends: Df2(κ_m) = P, λ_min = κ_m (1 −
 * Df1(κ_m)/P), which is minus the lowest edge of the spectrum of XXᵀ/P. With P ≥ rank no negative
 * ridge is admitted: both are 0. Source: 2006.05800; 1805.10939.
 */
export function smallestRidge(spectrum: Spectrum, samples: number): { ridge: number; kappa: number } {
  const modes = asModes(spectrum);
  checkSamples(samples);
  if (modes.rank <= samples) return { ridge: 0, kappa: 0 };
  const upper = kappaAboveThreshold(modes, samples, 0);
  const kappa = kappaOfDf2(modes, samples, upper);
  return { ridge: Math.min(ridgeOf(modes, samples, kappa), 0), kappa };
}

/** λ(κ) = κ (1 − Df1(κ)/P), for κ > 0. */
export function ridgeOf(spectrum: Spectrum, samples: number, kappa: number): number {
  const sums = noSums();
  sumModes(asModes(spectrum), kappa, sums);
  return (kappa / samples) * (samples - sums.above + sums.shortfall - sums.learned);
}

/** Degrees of freedom and what follows from them at a root κ of the equation for λ. */
export interface DegreesOfFreedom {
  /** Df1 = Σ η/(η+κ), unnormalised; so is df2. */
  df1: number;
  /** Df2 = Σ η²/(η+κ)². */
  df2: number;
  /** γ = Df2/P. */
  gamma: number;
  /** 1 − γ = dλ/dκ, to full relative accuracy also where γ is within rounding of 1. */
  oneMinusGamma: number;
  /** 1/S = 1 − Df1/P = λ/κ; exactly 0 without ridge when P < rank. */
  inverseS: number;
}

/**
 * `kappa` must be the root that belongs to `samples` and `ridge`. Source: 2405.00592; the sheet's 1
 * − γ = 1/S + (Df1 − Df2)/P.
 */
export function degreesOfFreedom(spectrum: Spectrum, samples: number, ridge: number, kappa: number): DegreesOfFreedom {
  const modes = asModes(spectrum);
  const { rank } = modes;
  if (kappa === 0) {
    const inverseS = 1 - rank / samples;
    return { df1: rank, df2: rank, gamma: rank / samples, oneMinusGamma: inverseS, inverseS };
  }
  const sums = noSums();
  sumModes(modes, kappa, sums);
  // λ/κ is 1 − Df1/P without its cancellation, and its zero at λ = 0 is exact.
  const inverseS = ridge / kappa;
  return {
    df1: sums.above - sums.shortfall + sums.learned,
    df2: sums.df2,
    gamma: sums.df2 / samples,
    oneMinusGamma: inverseS + sums.spread / samples,
    inverseS,
  };
}

/**
 * P ≥ rank, λ > 0. log[κ (1 − Df1/P)/λ] rises in log κ with a slope between 1 and 2, so Newton
 * needs a few steps from anywhere; P − Df1 = (P − rank) + Σ κ/(η+κ) has positive addends only.
 */
function kappaBelowThreshold(modes: Modes, samples: number, ridge: number, start?: number): number {
  const sums = noSums();
  const evaluate = (kappa: number, out: LogSlope) => {
    sumModes(modes, kappa, sums);
    const free = samples - sums.above + (sums.shortfall - sums.learned);
    out.value = log((kappa * (free / samples)) / ridge);
    out.slope = 1 + sums.spread / free;
  };
  const upper = (ridge + modes.trace / samples) * (1 + SLACK);
  return newtonInLog(evaluate, ridge * (1 - SLACK), upper, true, start ?? upper);
}

/**
 * P < rank, λ ≥ 0. log[(Df1 + Pλ/κ)/P] falls in log κ, nearly linearly where the spectrum falls
 * like a power. Near the root it is taken from P − Df1 − Pλ/κ, whose parts are added by sign
 * without cancellation, so that the relative error of κ is a few ε whatever the spectrum: each part
 * is at most twice the slope's.
 */
function kappaAboveThreshold(modes: Modes, samples: number, ridge: number, start?: number): number {
  const sums = noSums();
  const evaluate = (kappa: number, out: LogSlope) => {
    sumModes(modes, kappa, sums);
    const load = (samples * ridge) / kappa;
    const residual = samples - sums.above + sums.shortfall - (sums.learned + load);
    const reached = sums.above - sums.shortfall + sums.learned + load;
    out.value = Math.abs(residual) < samples / 2 ? log1p(-residual / samples) : log(reached / samples);
    out.slope = -(sums.spread + load) / reached;
  };
  const upper = (ridge + modes.trace / samples) * (1 + SLACK);
  const lower = Math.max(ridge, (modes.smallest * (modes.rank - samples)) / samples) * (1 - SLACK);
  return newtonInLog(evaluate, Math.min(lower, upper), upper, false, start ?? upper);
}

/**
 * λ < 0. λ(κ) is convex and rises from λ_min at κ_m to 0 at κ_0: Newton from the right comes down
 * on the root.
 */
function negativeBranch(modes: Modes, samples: number, ridge: number): number {
  if (modes.rank <= samples)
    throw new OutOfRange('the ridge', ridge, `at least 0 with ${samples} samples of a spectrum of rank ${modes.rank}`);
  const zero = kappaAboveThreshold(modes, samples, 0);
  const end = kappaOfDf2(modes, samples, zero);
  const smallest = ridgeOf(modes, samples, end);
  if (ridge < smallest)
    throw new NoSolution(
      `ridge ${ridge} is below ${plain(smallest, 4)}, minus the smallest eigenvalue that XXᵀ/P is sure to have`,
    );
  const sums = noSums();
  const evaluate = (kappa: number, out: LogSlope) => {
    sumModes(modes, kappa, sums);
    const inverseS = (samples - sums.above + sums.shortfall - sums.learned) / samples;
    out.value = kappa * inverseS - ridge;
    out.slope = kappa * (inverseS + sums.spread / samples);
  };
  return newtonInLog(evaluate, end, zero, true);
}

/** κ_m of Df2(κ_m) = P, for P < rank; it lies below κ_0 (`upper`), as Df2 < Df1. */
function kappaOfDf2(modes: Modes, samples: number, upper: number): number {
  const sums = noSums();
  const excess = (u: number) => {
    sumModes(modes, exp(u), sums);
    return log(sums.df2 / samples);
  };
  // κ/(η+κ) ≥ (1 − l²)/2 for every mode, so Σ κ/(η+κ) ≥ (rank − P)/2 at κ_m, which no κ below this
  // reaches.
  const lower = (modes.smallest * (modes.rank - samples)) / (modes.rank + samples);
  return exp(brent(excess, log(lower / 2), log(upper)));
}

/**
 * The straight line in log P and log κ through the two neighbours before; nothing where there are
 * none.
 */
function extrapolate(kappas: Float64Array, samples: ArrayLike<number>, ridge: number, i: number): number | undefined {
  if (i < 2 || !(ridge >= 0)) return i === 1 && kappas[0] > 0 ? kappas[0] : undefined;
  const [before, last] = [kappas[i - 2], kappas[i - 1]];
  const run = log(samples[i - 1] / samples[i - 2]);
  if (!(before > 0) || !(last > 0) || run === 0) return last > 0 ? last : undefined;
  const guess = last * power(last / before, log(samples[i] / samples[i - 1]) / run);
  return Number.isFinite(guess) && guess > 0 ? guess : last;
}

export function checkSamples(samples: number): void {
  if (!(samples > 0) || !Number.isFinite(samples))
    throw new OutOfRange('the number of samples', samples, 'a positive number');
}
