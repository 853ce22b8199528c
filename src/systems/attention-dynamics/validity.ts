import { exp, squared, wholePower } from '../../numeric/special.ts';
import { percent } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { AttentionProblem } from './problem.ts';
import { bestAttention } from './theory/population.ts';
import { shaking } from './theory/shaking.ts';

/** What batches may add to a loss before it is a strain: the margin of a verdict. */
const MOST = 0.05;

/**
 * While heads are learned losses are above theory by so many times what they end at, or less where
 * that is well measured: 1.1 to 1.5 at the starts by default. From smaller starts drops come early
 * or late by more.
 */
const WHILE_LEARNING = 1.5;

/** A loss that falls by less, relative, has hardly left its start. */
const HARDLY = 0.01;

export function validity(problem: AttentionProblem): ValidityNote[] {
  const { parameters, spectrum } = problem;
  const { rate, batch, start, model } = parameters;
  const { strained, note, all } = gatherNotes();
  const off = WHILE_LEARNING * shaking({ ...parameters, spectrum });
  strained(
    off > MOST,
    'small-batches',
    'small batches',
    () =>
      `steps of ${rate} on ${batch} contexts shake the weights: losses may be about ${percent(off, 1)} above those of infinite batches; take a larger batch or a smaller rate`,
  );
  const [gamma, ofAll] =
    model === 'merged'
      ? [(start * start) / Math.sqrt(spectrum.length), 'merged weights']
      : [start * start * start, 'heads'];
  const ahead = bestAttention({ ...parameters, spectrum }).findIndex((best) => gamma >= best / 2);
  note(
    ahead >= 0,
    'half-learned',
    'half learned at the start',
    () =>
      `${ofAll} that start at ${start} have learned more than half of direction ${ahead + 1} before the first step, so that there is no time of learning: choose a smaller start`,
  );
  const fall = mostFall(problem);
  note(
    fall < HARDLY,
    'hardly-falls',
    'a loss that hardly falls',
    () =>
      `within this time the loss falls by ${percent(fall, 1)} at most: what agrees with theory is its start; take a longer duration`,
  );
  return all;
}

/**
 * Relative: the loss ½(σ² + tr Λ − 2Σλ²γ + …) falls by Σλ²γ at most, and by no more than ½ tr Λ.
 * Λ's largest eigenvalue is 1: a head z grows no faster than ż = z², merged weights than v² by
 * e^(2√d t).
 */
function mostFall({ parameters, spectrum }: AttentionProblem): number {
  const { model, start, duration, noise } = parameters;
  const d = spectrum.length;
  const trace = spectrum.reduce((sum, one) => sum + one, 0);
  const squares = spectrum.reduce((sum, one) => sum + one * one, 0);
  const left = 1 - start * duration;
  const head = left > 0 ? squares * wholePower(start / left, 3) : Number.POSITIVE_INFINITY;
  // Σλ²u ≤ |u| √Σλ⁴ ≤ v √Σλ².
  const learned = model === 'merged' ? squared(start) * Math.sqrt(squares) * exp(2 * Math.sqrt(d) * duration) : head;
  return Math.min(2 * learned, trace) / (noise + trace);
}
