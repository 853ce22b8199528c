import { descend } from '../../shared/descent.ts';
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

/** Where the bisection of a rate ends. */
const RESOLUTION = 1.002;

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

/**
 * In units of 1/λ₀, the least of the rates from `from` on at which something happens: a scan in
 * steps of a factor, downwards where it does at the first, and a bisection. Undefined where it does
 * at none.
 */
function firstRate({ unit, check }: Trainee, from: number, happens: (rate: number) => boolean): number | undefined {
  const at = (c: number) => {
    check();
    return happens(c / unit);
  };
  let [low, high] = [from / SEARCH.growth, from];
  if (at(from)) {
    while (at(low)) {
      [low, high] = [low / SEARCH.growth, low];
      if (high < 1 / SEARCH.highest) return undefined;
    }
  } else
    do {
      [low, high] = [high, high * SEARCH.growth];
      if (high > SEARCH.highest) return undefined;
    } while (!at(high));
  while (high / low > RESOLUTION) {
    const middle = Math.sqrt(low * high);
    if (at(middle)) high = middle;
    else low = middle;
  }
  return Math.sqrt(low * high);
}
