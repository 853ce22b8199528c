import { NoConvergence } from '../../../numeric/errors.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { GlmObservable } from '../observables.ts';
import type { GlmProblem } from '../problem.ts';
import { capacityOf, type Estimated, estimate, isLikelihood } from './fits.ts';

/**
 * How near to α_c, in units of α_c/√d, a finite training set may be separable or not: of labels
 * that do not depend on the inputs 1.4 of its deviations are 1 of these (Cover 1965), and four
 * leave 1e-4.
 */
const WINDOW = 3;
/** So near to α_c, relative, three numbers that diverge there are not looked for. */
const AT_THE_THRESHOLD = 1e-3;

/**
 * With n and d large at their ratio. Where the fit exists for n/d above α_c alone (maximum
 * likelihood), or below it alone (the largest margin), nothing else is predicted on the other
 * side, nor whether it exists near α_c, where finite training sets differ.
 */
export function predict(problem: GlmProblem): Prediction<GlmObservable> {
  const { error, ...values } = exists(problem) ? estimateNear(problem) : { error: 0 };
  return {
    observables: {
      ...quantities<GlmObservable>({ separable: separable(problem) }, 1e-9),
      // Errors are those of ln V, ln q and nearly ln R/√(1 − R²); numbers made of them have some
      // times more.
      ...quantities<GlmObservable>(values, 10 * error + 1e-10),
    },
  };
}

/**
 * Nothing where numbers diverge at α_c and no fixed point is found: so near to it, or of labels
 * that are next to exact. Throws `NoConvergence` elsewhere.
 */
function estimateNear(problem: GlmProblem): Estimated {
  if (distanceToCapacity(problem) < AT_THE_THRESHOLD) return { error: 0 };
  try {
    return estimate(problem);
  } catch (error) {
    if (error instanceof NoConvergence && aboveCapacity(problem) !== undefined) return { error: 0 };
    throw error;
  }
}

/**
 * α_c beyond which a fixed point may not be found: of the likelihood, and of the largest margin.
 */
const EXACT = { likelihood: 100, margin: 30 };

/** Whether labels tell the teacher so well that nothing may be predicted but separability. */
export function isNextToExact(problem: GlmProblem): boolean {
  if (aboveCapacity(problem) === undefined || !exists(problem)) return false;
  return capacityOf(problem)! > (problem.parameters.loss === 'margin' ? EXACT.margin : EXACT.likelihood);
}

/** Whether the fit exists as d → ∞. */
function exists(problem: GlmProblem): boolean {
  const ratio = aboveCapacity(problem);
  if (ratio === undefined) return true;
  return problem.parameters.loss === 'margin' ? ratio < 1 : ratio > 1;
}

function separable(problem: GlmProblem): number | undefined {
  const ratio = aboveCapacity(problem);
  if (ratio === undefined) return undefined;
  if (isNearCapacity(problem)) return undefined;
  return ratio < 1 ? 1 : 0;
}

/** Whether finite training sets may be separable or not. */
export function isNearCapacity(problem: GlmProblem): boolean {
  return distanceToCapacity(problem) < window(problem);
}

/** |n/d − α_c| over α_c; Infinity where it plays no part, and to α_c = ∞. */
export function distanceToCapacity(problem: GlmProblem): number {
  const ratio = aboveCapacity(problem);
  return ratio ? Math.abs(ratio - 1) : Number.POSITIVE_INFINITY;
}

/** Relative half-width of the transition in finite training sets. */
function window({ eta }: GlmProblem): number {
  return WINDOW / Math.sqrt(eta.length);
}

/** n/d over α_c, where the fit depends on which side it is. */
export function aboveCapacity(problem: GlmProblem): number | undefined {
  const { loss, samples } = problem.parameters;
  if (loss !== 'margin' && !isLikelihood(problem)) return undefined;
  return samples / problem.eta.length / capacityOf(problem)!;
}
