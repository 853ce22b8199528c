import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { EdgeProblem } from './problem.ts';

/**
 * The memory of squared gradients, in steps, below which the preconditioner moves too fast to be
 * held fixed: the median of Adam's sharpness was 1 % off at 100 steps and 5 % at 10, that of
 * RMSProp 7 % and 30 %.
 */
const SHORT_MEMORY = 200;

/**
 * Adaptive steps move every weight by about the rate; beyond this part of a weight there is no
 * quadratic.
 */
const LARGE_STEP = 0.2;

/**
 * A heavy ball of β = 0.5 stays at its edge; bursts of one of 0.9 threw the sharpness of a small
 * network down to a fifth to two thirds of it, and half of the training went by until it was back.
 */
const LARGE_MOMENTUM = 0.7;

/** Which assumption of the theory these parameters strain. */
export function validity({ parameters, pool, isFullBatch }: EdgeProblem): ValidityNote[] {
  const { optimiser, memory, momentum, rate, weightScale, loss, batch, samples } = parameters;
  const { strained, note, all } = gatherNotes();
  const isAdaptive = optimiser === 'rmsprop' || optimiser === 'adam';
  const steps = Math.round(1 / (1 - memory));
  strained(
    isAdaptive && (optimiser === 'adam' ? 2 * steps : steps) < SHORT_MEMORY,
    'short-memory',
    'a preconditioner that moves',
    () =>
      `squared gradients are remembered for ${steps} steps: the threshold is that of a preconditioner held fixed, and sharpness stands some per cent beside it; memory=0.999 comes closer`,
  );
  const weight = weightScale / Math.sqrt(pool.features);
  strained(
    isAdaptive && rate > LARGE_STEP * weight,
    'large-steps',
    'steps as large as weights',
    () =>
      `each step moves every weight by about ${rate}, and the first weights begin at ${plain(weight, 2)}: no quadratic loss holds so far; try a rate below ${plain(LARGE_STEP * weight, 1)}`,
  );
  strained(
    optimiser === 'heavy-ball' && momentum > LARGE_MOMENTUM,
    'bursts',
    'bursts that leave the edge',
    () =>
      `with a momentum of ${momentum} a burst at the edge may throw the weights far off it, and a run that bursts late ends below: try a momentum of 0.5`,
  );
  note(
    loss === 'cross-entropy',
    'cross-entropy',
    'cross-entropy',
    () => 'sharpness falls with the loss once the classes are told apart: runs that come so far are not judged',
  );
  note(
    !isFullBatch,
    'small-batches',
    'batches',
    () =>
      `batches of ${batch} out of ${samples}: their noise keeps sharpness below the edge, by an amount that has no formula here; it is measured and not judged`,
  );
  return all;
}
