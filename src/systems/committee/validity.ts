import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { meanOverlaps } from './overlaps.ts';
import type { CommitteeProblem } from './problem.ts';
import { overlapsToPlateau } from './theory/prediction.ts';

/**
 * √N times the fluctuation of aligned less cross overlaps on the plateau, over η; measured for two
 * and three units.
 */
const FLUCTUATION = 0.45;

/**
 * Share of the asymmetry from which on fluctuations are a strain: the spread of the time of escape
 * then begins to move the mean error by the margin. A judgement: the usual setting, which holds at
 * the system's margin, stands at 0.156.
 */
const MOST_FLUCTUATION = 0.16;

/** Which assumption of the theory these parameters strain. */
export function validity(problem: CommitteeProblem): ValidityNote[] {
  const notes = gatherNotes();
  const { dimension, students, stepSize } = problem.parameters;
  notes.strained(
    dimension < 100,
    'few-inputs',
    'few inputs',
    () => `${dimension} inputs: the theory is for N → ∞, expect deviations of several per cent and more`,
  );
  const asymmetry = students > 1 ? leastAsymmetry(problem) : Infinity;
  const fluctuation = (FLUCTUATION * stepSize) / Math.sqrt(dimension);
  notes.strained(
    fluctuation > MOST_FLUCTUATION * asymmetry,
    'random-escape',
    'escape from the plateau by fluctuations',
    () =>
      `the asymmetry that theory lets grow is down to ${asymmetry.toFixed(3)} on the plateau, where SGD fluctuates by about ${fluctuation.toFixed(3)}: when, and to which permutation, units specialise is partly random at N = ${dimension}`,
  );
  return notes.all;
}

/**
 * The least difference of aligned and cross overlaps that theory passes through before it grows;
 * infinite where there are none to compare.
 */
function leastAsymmetry(problem: CommitteeProblem): number {
  const { alignedOverlap, crossOverlap } = meanOverlaps(overlapsToPlateau(problem));
  if (!alignedOverlap || !crossOverlap) return Infinity;
  return alignedOverlap.reduce((least, aligned, j) => Math.min(least, aligned - crossOverlap[j]), Infinity);
}
