import { log } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ImplicitBiasProblem } from './problem.ts';
import { predict } from './theory/prediction.ts';

/**
 * η tr H above which the drift by label noise is off by some per cent: it is of first order in η.
 */
const LARGE_STEP = 0.15;

/**
 * Half of the system's margin: what the first order in η may be off by in ln α_eff, so that the
 * second and the trials' scatter find room.
 */
const MOST_OFF = 0.01;

/** Where the theory is strained: without label noise it is exact for gradient flow. */
export function validity(problem: ImplicitBiasProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { noise } = problem;
  if (!noise) return all;
  const start = at({ ...problem, noise: undefined });
  const end = at(problem);
  const strength = noise.step * start.trace;
  strained(
    strength > LARGE_STEP,
    'large-steps',
    'large steps',
    () =>
      `η tr H = ${plain(strength, 2)}: the drift along the minima is known to first order in the step; take η below ${plain((LARGE_STEP / strength) * noise.step, 2)}`,
  );
  // Residuals that the noise itself stirs up, of variance ησ²K_kk/2 beside σ², speed the drift
  // up by the factor 1 + η tr H/2. On the way tr H falls from start to end.
  const drift = log(start.effectiveScale / end.effectiveScale);
  const off = (drift * noise.step * (start.trace + end.trace)) / 4;
  strained(
    off > MOST_OFF,
    'long-drift',
    'a long drift',
    () =>
      `ln α_eff drifts by ${plain(drift, 2)}, known to first order in the step: α_eff is predicted too large by about ${percent(off, 2)}, of a margin of 2 %. At the same η²σ²K a step η of ${plain((MOST_OFF / off) * noise.step, 2)} would do`,
  );
  return all;
}

function at(problem: ImplicitBiasProblem) {
  const { trace, effectiveScale } = predict(problem).observables;
  return { trace: trace!.value as number, effectiveScale: effectiveScale!.value as number };
}
