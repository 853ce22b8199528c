import { NoConvergence } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { exp, log } from '../../../numeric/special.ts';
import { type Modes, prepareModes } from '../../../random-matrices/modes.ts';
import { degreesOfFreedom, ridgeOf, smallestRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { checkTarget, type RidgeProblem, riskAt } from './risk.ts';

export interface OptimalRidge {
  /**
   * κ_* and λ_* of the least excess error; both `Infinity` when nothing of the target can be
   * learned.
   */
  kappa: number;
  ridge: number;
  /** E_g there. */
  excessError: number;
  /** The most negative ridge allowed, λ_min; 0 when P ≥ rank. */
  smallestRidge: number;
}

/** Points of the scan for the deepest minimum, per decade of κ. */
const PER_DECADE = 6;

/**
 * The ridge of least excess error E_g, negative ones included where P < rank.
 *
 * Units and errors as `risk`. E_g is scanned in κ, between the end of the branch (`smallestRidge`)
 * and far above the last mode, and the lowest minimum is refined to a root of its derivative,
 * κ(1−γ) Σ ηc/(η+κ)³ = (B + σ²)/P Σ η²/(η+κ)³; κ_* has relative error below about 1e-8 and E_g,
 * being stationary, below 1e-12. A minimum narrower than a sixth of a decade of κ could be
 * overlooked; sums of such smooth functions of log κ have none.
 *
 * Equal weights give λ_* = σ²/(P w̄²) exactly, and the isotropic λ_* = (D/P) σ²/‖w̄‖² (1507.03003).
 * Negative optima: 2006.05800, 1805.10939.
 */
export function optimalRidge(problem: Omit<RidgeProblem, 'ridge'>): OptimalRidge {
  checkTarget(problem);
  const { eta, power, samples, noise } = problem;
  const modes = problem.modes ?? prepareModes(eta);
  const least = smallestRidge(modes, samples);
  const total = sum(power);
  if (learnable(eta, power) === 0)
    return {
      kappa: Number.POSITIVE_INFINITY,
      ridge: Number.POSITIVE_INFINITY,
      excessError: total,
      smallestRidge: least.ridge,
    };
  const lost = noise + total - learnable(eta, power);
  if (modes.rank <= samples && lost === 0) return { kappa: 0, ridge: 0, excessError: 0, smallestRidge: 0 };
  const [lower, upper] = scanRange(problem, modes, least.kappa, lost);
  const kappa = deepestMinimum(problem, modes, lower, upper);
  const ridge = ridgeOf(modes, samples, kappa);
  return {
    kappa,
    ridge,
    excessError: riskAt({ ...problem, ridge }, modes, kappa).excessError,
    smallestRidge: least.ridge,
  };
}

/** E_g falls below `lower` towards it and rises above `upper`: found by stepping out. */
function scanRange(
  problem: Omit<RidgeProblem, 'ridge'>,
  modes: Modes,
  branchEnd: number,
  lost: number,
): [number, number] {
  const rises = (kappa: number) => steepness(problem, modes, kappa) > 0;
  let upper = 8 * modes.largest + modes.trace / problem.samples;
  while (!rises(upper) && upper < Number.MAX_VALUE / 1e3) upper *= 8;
  // Beyond this nothing turns any more: all modes are far below κ.
  upper = Math.max(upper, (lost / learnable(problem.eta, problem.power)) * modes.trace) * 8;
  if (branchEnd > 0) return [branchEnd * (1 + 1e-9), upper];
  let lower = modes.smallest / 8;
  while (rises(lower) && lower > Number.MIN_VALUE * 1e20) lower /= 8;
  return [lower, upper];
}

/**
 * Minima are changes of sign of the slope, which stays exact where E_g itself is level to rounding
 * (an optimum that gains next to nothing over learning nothing).
 */
function deepestMinimum(problem: Omit<RidgeProblem, 'ridge'>, modes: Modes, lower: number, upper: number): number {
  const [start, end] = [log(lower), log(upper)];
  const points = Math.max(24, Math.ceil((PER_DECADE * (end - start)) / Math.LN10));
  const trend = (u: number) => steepness(problem, modes, exp(u));
  let best = { kappa: Number.NaN, error: Number.POSITIVE_INFINITY };
  let [left, falling] = [start, trend(start) < 0];
  for (let i = 1; i <= points; i++) {
    const right = start + ((end - start) * i) / points;
    const rising = trend(right) >= 0;
    if (falling && rising) {
      const kappa = exp(brent(trend, left, right));
      const error = errorAt(problem, modes, kappa);
      if (error < best.error) best = { kappa, error };
    }
    [left, falling] = [right, !rising];
  }
  if (Number.isNaN(best.kappa))
    throw new NoConvergence(`no minimum of the error found for κ from ${lower} to ${upper}`);
  return best.kappa;
}

function errorAt(problem: Omit<RidgeProblem, 'ridge'>, modes: Modes, kappa: number): number {
  return riskAt({ ...problem, ridge: ridgeOf(modes, problem.samples, kappa) }, modes, kappa).excessError;
}

/** log of the ratio of the two sides of the stationarity condition: its sign is that of dE_g/dκ. */
function steepness(problem: Omit<RidgeProblem, 'ridge'>, modes: Modes, kappa: number): number {
  const { eta, power, samples, noise } = problem;
  let signal = 0;
  let fluctuation = 0;
  let missedPower = 0;
  for (let k = eta.length - 1; k >= 0; k--) {
    const inverse = 1 / (eta[k] + kappa);
    const missed = kappa * inverse;
    const learned = eta[k] * inverse;
    signal += learned * missed * missed * power[k];
    fluctuation += learned * learned * missed;
    missedPower += missed * missed * power[k];
  }
  const ridge = ridgeOf(modes, samples, kappa);
  const { oneMinusGamma } = degreesOfFreedom(modes, samples, ridge, kappa);
  return log((oneMinusGamma * signal * samples) / ((missedPower + noise) * fluctuation));
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = values.length - 1; k >= 0; k--) total += values[k];
  return total;
}

/** Target power in modes with η > 0. */
function learnable(eta: ArrayLike<number>, power: ArrayLike<number>): number {
  let total = 0;
  for (let k = eta.length - 1; k >= 0; k--) if (eta[k] > 0) total += power[k];
  return total;
}
