import type { BinaryErrors } from './binary-labels.ts';
import { normalCdf } from './binary-labels.ts';
import type { Conjugates } from './covariance.ts';
import { overGaussian } from './gaussian-line.ts';
import type { Loss, Step } from './losses.ts';

/** Order parameters beside two clusters x = yμ + z: m = μ·w, q = wᵀΣw, and the intercept b. */
export interface ClusterOverlaps {
  m: number;
  q: number;
  V: number;
  b: number;
}

/** m̂, q̂, V̂ over α, and E[yg], which an intercept brings to 0. `positive`: P(y = 1). */
export function clusterConjugates(positive: number, loss: Loss, state: ClusterOverlaps): Conjugates & { b: number } {
  const step: Step = { at: 0, pull: 0, slope: 0 };
  const hat = { m: 0, q: 0, V: 0, b: 0 };
  const breaks = loss.breaks(state.V);
  for (const { y, chance } of labels(positive))
    overMargins(state, y, breaks, (field, weight) => {
      loss.step(field, state.V, step);
      hat.m += chance * weight * step.pull;
      hat.b += chance * weight * y * step.pull;
      hat.q += chance * weight * step.pull * step.pull;
      hat.V -= chance * weight * step.slope;
    });
  return hat;
}

/** A training sample has the margin prox(h), a fresh one h = m + yb + √q ξ. */
export function clusterErrors(positive: number, loss: Loss, state: ClusterOverlaps): BinaryErrors {
  const step: Step = { at: 0, pull: 0, slope: 0 };
  const errors = { trainLoss: 0, testLoss: 0, trainError: 0, testError: 0 };
  const wrong = -state.V * loss.pullAtZero;
  const breaks = [...loss.breaks(state.V), ...loss.breaks(0), wrong];
  for (const { y, chance } of labels(positive)) {
    overMargins(state, y, breaks, (field, weight) => {
      loss.step(field, state.V, step);
      errors.trainLoss += chance * weight * loss.value(step.at);
      errors.testLoss += chance * weight * loss.value(field);
      if (field < wrong) errors.trainError += chance * weight;
    });
    errors.testError += chance * normalCdf(-(state.m + y * state.b) / Math.sqrt(state.q));
  }
  return errors;
}

function labels(positive: number): { y: 1 | -1; chance: number }[] {
  return [
    { y: 1 as const, chance: positive },
    { y: -1 as const, chance: 1 - positive },
  ].filter(({ chance }) => chance > 0);
}

/** Over the margin fields of one class. `breaks` are values of the field. */
function overMargins(
  { m, q, b }: ClusterOverlaps,
  y: 1 | -1,
  breaks: number[],
  add: (field: number, weight: number) => void,
): void {
  const [root, middle] = [Math.sqrt(q), m + y * b];
  overGaussian((xi, weight) => add(middle + root * xi, weight), {
    breaks: breaks.map((one) => (one - middle) / root),
  });
}
