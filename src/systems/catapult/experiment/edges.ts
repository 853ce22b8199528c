import { descend } from '../../shared/descent.ts';
import { leastRate } from '../../shared/rate-search.ts';
import type { Start } from '../../shared/two-layer-start.ts';
import { LEARNED, SEARCH } from '../problem.ts';

/** A start, the sharpness λ₀ that rates are counted in, and how long it is trained. */
export interface Trainee {
  start: Start;
  unit: number;
  steps: number;
  /** A loss at the end that counts as failure, also without divergence. */
  failure: number;
  /** The Hessian's largest eigenvalue at the present weights. */
  sharpness: () => number;
  /** Throws where nobody wants the result any more. */
  check: () => void;
}

/**
 * How much more counts as a rise: of the loss, whose rounding it is, and of a sharpness by
 * Lanczos's method.
 */
export const RISE = 1e-9;
export const SHARPER = 1e-6;

/** The least rate at which the loss rises at some step. */
export function lazyEdge(trainee: Trainee): number | undefined {
  return firstRate(trainee, SEARCH.lazy, (rate) => {
    let [first, before, rises] = [0, Number.POSITIVE_INFINITY, false];
    const diverged = descend(
      trainee.start,
      () => rate,
      trainee.steps,
      (step, loss) => {
        if (step === 0) first = loss;
        rises = loss > LEARNED * first && loss > before * (1 + RISE);
        before = loss;
        return rises || loss <= LEARNED * first;
      },
    );
    return rises || diverged;
  });
}

/**
 * The least rate at which the sharpness exceeds its first value. Looked for while the loss is above
 * its first value, since the kernel falls, and only the residual adds to the sharpness.
 */
export function sharpnessEdge(trainee: Trainee): number | undefined {
  return firstRate(trainee, SEARCH.sharpness, (rate) => {
    let [first, sharpens, initial] = [0, false, 0];
    const diverged = descend(
      trainee.start,
      () => rate,
      trainee.steps,
      (step, loss) => {
        if (step === 0) [first, initial] = [loss, trainee.sharpness()];
        else if (loss > first) sharpens = trainee.sharpness() > initial * (1 + SHARPER);
        return sharpens || loss <= LEARNED * first;
      },
    );
    return sharpens || diverged;
  });
}

/** The least rate at which training diverges, or has learned nothing in the end: units may die. */
export function divergentEdge(trainee: Trainee): number | undefined {
  return firstRate(trainee, SEARCH.divergent, (rate) => {
    let last = 0;
    const diverged = descend(
      trainee.start,
      () => rate,
      trainee.steps,
      (_, loss) => {
        last = loss;
        return loss <= LEARNED * trainee.failure;
      },
    );
    return diverged || last >= trainee.failure;
  });
}

/** In units of 1/λ₀. */
function firstRate({ unit, check }: Trainee, from: number, happens: (rate: number) => boolean): number | undefined {
  return leastRate({ ...SEARCH, from }, (c) => {
    check();
    return happens(c / unit);
  });
}
