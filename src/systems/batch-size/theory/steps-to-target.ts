import { NoSolution } from '../../../numeric/errors.ts';
import { log, power } from '../../../numeric/special.ts';

/** A mean risk on its way, step by step. */
export interface Course {
  /** The excess risk S now. */
  readonly risk: number;
  step(): void;
}

/** A mean risk so many times that of the start has left for good. */
const ESCAPED = 1e3;
/** A mean risk that changes by less in a step, relative, has settled. */
const SETTLED = 1e-14;

/**
 * The number of steps until the risk is at the target: the first step with S ≤ target, its fraction
 * by linear interpolation of ln S. Infinite where it is not within `most` steps.
 */
export function stepsToTarget(course: Course, target: number, most: number): number {
  const start = course.risk;
  if (start <= target) return 0;
  for (let k = 0; k < most; k++) {
    const before = course.risk;
    course.step();
    const { risk } = course;
    if (risk <= target) return k + log(before / target) / log(before / risk);
    if (!(risk < ESCAPED * start) || Math.abs(risk - before) < SETTLED * risk) break;
  }
  return Number.POSITIVE_INFINITY;
}

export interface BestRate {
  eta: number;
  steps: number;
}

/** Rates to choose from, downwards from `top`. */
export interface RateChoice {
  top: number;
  /** Training from the start at a rate. */
  start: (eta: number) => Course;
  /** Whether a rate can be proposed at all. */
  allows: (eta: number) => boolean;
  /**
   * What the risk is no less than, up to so many steps: a rate that cannot be in time is then told
   * without going there step by step.
   */
  least?: (eta: number, steps: number) => number;
}

/** The grid of rates is top·2^(−j/4): four to an octave, over twelve of them. */
const [PER_OCTAVE, OCTAVES] = [4, 12];

/**
 * The constant rate that needs the fewest steps to the target, on the grid top·2^(−j/4). A grid and
 * no optimum in between, since with momentum the steps jump as the rate varies: the risk swings,
 * and a crossing comes or goes. Throws `NoSolution` where none reaches the target within `most`
 * steps.
 */
export function bestRate({ top, start, allows, least }: RateChoice, target: number, most: number): BestRate {
  let best: BestRate | undefined;
  for (let j = 0; j <= PER_OCTAVE * OCTAVES; j++) {
    const eta = top * power(2, -j / PER_OCTAVE);
    if (!allows(eta)) continue;
    // Nobody asks how slow a slower rate is.
    const patience = best ? Math.ceil(best.steps) : most;
    if (least && least(eta, patience) > target) continue;
    const steps = stepsToTarget(start(eta), target, patience);
    if (steps < (best?.steps ?? Infinity)) best = { eta, steps };
  }
  if (best) return best;
  throw new NoSolution(
    `no learning rate reaches a risk of ${target} within ${most} steps: choose a larger targetRisk or batch, or less noise`,
  );
}
