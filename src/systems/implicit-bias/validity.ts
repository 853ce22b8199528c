import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ImplicitBiasProblem } from './problem.ts';
import { predict } from './theory/prediction.ts';

/**
 * η tr H above which the drift by label noise is off by some per cent: it is of first order in η.
 */
const LARGE_STEP = 0.15;

/** Where the theory is strained: without label noise it is exact for gradient flow. */
export function validity(problem: ImplicitBiasProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { noise } = problem;
  if (!noise) return all;
  const start = predict({ ...problem, noise: undefined }).observables.trace!.value as number;
  const strength = noise.step * start;
  strained(
    strength > LARGE_STEP,
    'large-steps',
    'large steps',
    () =>
      `η tr H = ${strength.toPrecision(2)}: the drift along the minima is known to first order in the step; take η below ${((LARGE_STEP / strength) * noise.step).toPrecision(2)}`,
  );
  return all;
}
