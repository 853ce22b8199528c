import { studentTail, studentUpperQuantile } from './distributions.ts';
import type { Summary } from './moments.ts';

/**
 * How lopsided the trials along a whole curve are, and the standard error of that number: firmer
 * than any one point's.
 */
export interface PooledSkewness {
  skewness: number;
  error: number;
}

/**
 * How far a mean of trials may stray from its expectation: tail probabilities of the studentised
 * mean.
 *
 * Student's t is exact for normal trials. For skewed ones it has a heavy tail on one side: a few
 * trials of a long-tailed quantity miss the tail, and so come out low *and* with too small an
 * error. At the small levels of a test corrected for 30 points that turns 5 % of false alarms into
 * 20 % (log-normal trials, σ = 0.5) or 75 % (σ = 1). So the tail is that of Hall's cubic
 * transformation (Hall 1992, J. R. Statist. Soc. B 54, 221), which removes the effect of a known
 * skewness to order 1/trials:
 *
 *     g(t) = t + a t² + a² t³/3 + a/2,   a = skewness / (3 √trials).
 *
 * Three choices make it err on the safe side. The skewness is the worse of the point's own and the
 * curve's pooled one, made worse by one standard error (√(6/trials), its value for normal trials).
 * g falls and rises again as a grows, so an overestimated skewness would understate the tail: a is
 * cut where g is least, at −3/(2t), which leaves g ≥ t/4. And a skewness that would make the tail
 * lighter is not used.
 */
export class StudentisedMean {
  private readonly standardError: number;
  private readonly trials: number;
  private readonly own: number;
  private readonly pooled: PooledSkewness;

  constructor({ standardError, trials, skewness = 0 }: Summary, pooled?: PooledSkewness) {
    // JSON has no infinity: an unknown error read back from a record is null.
    this.standardError = Number.isFinite(standardError) ? standardError : Infinity;
    this.trials = trials;
    this.own = skewness;
    this.pooled = pooled ?? { skewness, error: skewnessError(trials) };
  }

  /** Whether the trials say nothing about the error: one trial, not known to be deterministic. */
  get unknown(): boolean {
    return this.standardError > 0 && (this.standardError === Infinity || this.trials < 2);
  }

  /** P(the mean exceeds its expectation by `distance` or more). */
  above(distance: number): number {
    return this.tail(distance, Math.min(this.own, this.pooled.skewness) - this.pooled.error);
  }

  /** P(the mean falls below its expectation by `distance` or more). */
  below(distance: number): number {
    return this.tail(distance, Math.min(-this.own, -this.pooled.skewness) - this.pooled.error);
  }

  /** The distance that a mean of normal trials exceeds with probability `tail`. */
  reach(tail: number): number {
    if (this.standardError === 0) return 0;
    return this.unknown ? Infinity : this.standardError * studentUpperQuantile(tail, this.trials - 1);
  }

  private tail(distance: number, skewness: number): number {
    if (this.standardError === 0) return distance > 0 ? 0 : 1;
    if (this.unknown) return 1;
    const t = distance / this.standardError;
    // Neither claim is ever made on the strength of t ≤ 0.
    if (t <= 0 || skewness >= 0) return studentTail(t, this.trials - 1);
    const a = Math.max(skewness / (3 * Math.sqrt(this.trials)), -1.5 / t);
    // Where a/2 dominates (t below about 1/√3) the transformed tail is the lighter one.
    const g = Math.min(t, t * (1 + a * t * (1 + (a * t) / 3)) + a / 2);
    return studentTail(g, this.trials - 1);
  }
}

/**
 * The skewness of the trials along a curve: the mean of the points' own, weighted by their trials.
 */
export function poolSkewness(points: Iterable<Summary>): PooledSkewness | undefined {
  let trials = 0;
  let sum = 0;
  for (const point of points) {
    if (point.skewness === undefined) continue;
    trials += point.trials;
    sum += point.trials * point.skewness;
  }
  return trials === 0 ? undefined : { skewness: sum / trials, error: skewnessError(trials) };
}

function skewnessError(trials: number): number {
  return Math.sqrt(6 / trials);
}
