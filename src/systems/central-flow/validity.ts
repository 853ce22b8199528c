import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { CentralFlowProblem } from './problem.ts';

/**
 * Training sharpens these networks by a factor of three to ten: from below this share of the edge
 * at the start a short training stays below it.
 */
const FAR_FROM_EDGE = 0.1;

/** Steps of the slowest cycle of bursts that were seen in small networks. */
const SHORT_WINDOW = 1000;

/** From this step on several directions were seen to oscillate at once, on T₄ and T₅. */
const LARGE_STEP = 0.3;

/**
 * From a start below this share of the edge on, training comes to the edge so late that its first
 * bursts are within the curves. Variances of T₄ and tanh were 1 % off at 0.41, 6 at 0.39, 20 at
 * 0.37 and 0.36.
 */
const LATE = 0.4;

/** Targets of a lower degree let further directions come to the edge within short trainings. */
const LEAST_DEGREE = 4;

/** Which assumption of the theory these parameters strain. */
export function validity({ parameters, initialSharpness }: CentralFlowProblem): ValidityNote[] {
  const { theory, step, window, jitter, degree } = parameters;
  const notes = gatherNotes();
  const share = (step * initialSharpness) / 2;
  const central = theory === 'central';
  notes.strained(
    !central && share > FAR_FROM_EDGE,
    'edge-in-reach',
    'edge within reach',
    () =>
      `training begins at ${plain(share, 2)} of the sharpness 2/η and sharpens the network several times over: this flow knows of no edge, and is no guide from there on`,
  );
  notes.strained(
    central && window < SHORT_WINDOW && share > FAR_FROM_EDGE,
    'short-window',
    'short window',
    () =>
      `the oscillation comes in bursts that are up to ${SHORT_WINDOW} steps apart: means over ${window} steps show the bursts, and the theory their average`,
  );
  notes.strained(
    central && step >= LARGE_STEP && share > FAR_FROM_EDGE,
    'several-directions',
    'several directions',
    () =>
      `from steps of ${LARGE_STEP} on several directions were seen to oscillate at once: losses were then off by 2 to 8 %, late in training by up to a half, and variances by 25 %`,
  );
  notes.strained(
    central && share > FAR_FROM_EDGE && share < LATE,
    'late-edge',
    'the edge is reached late',
    () =>
      `training begins at ${plain(share, 2)} of the sharpness 2/η: it comes to the edge late, where the oscillation has to grow from the jitter first and then comes in bursts; variances were up to 20 % off, later in training up to 9 %`,
  );
  notes.strained(
    central && degree < LEAST_DEGREE && share > FAR_FROM_EDGE,
    'easy-target',
    'a target that is learned soon',
    () =>
      `T${degree} is learned soon: further directions come to the edge, or none, and descent follows the flow 25 to 60 steps late; variances were 5 to 20 % off`,
  );
  notes.note(
    central && jitter === 0,
    'no-jitter',
    'no jitter',
    () =>
      'plain gradient descent: its oscillation is down to rounding when the edge is reached, comes back late, and in bursts far apart; windows were off by a tenth and more for some initial weights',
  );
  notes.note(
    central,
    'third-order',
    'third order in the oscillation',
    () =>
      'the flow expands the loss to third order in the oscillation: where that is large, or courses from one start soon part, it was seen to be off by a tenth and more',
  );
  return notes.all;
}
