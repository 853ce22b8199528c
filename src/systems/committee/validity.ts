import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { meanOverlaps } from './overlaps.ts';
import type { CommitteeProblem } from './problem.ts';
import { predictedOverlaps } from './theory/prediction.ts';

/**
 * √N times the fluctuation of aligned less cross overlaps on the plateau, over η; measured for two
 * and three units.
 */
const FLUCTUATION = 0.45;

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
    fluctuation > 0.15 * asymmetry,
    'random-escape',
    'escape from the plateau by fluctuations',
    () =>
      `the asymmetry that theory lets grow is down to ${asymmetry.toFixed(3)} on the plateau, where SGD fluctuates by about ${fluctuation.toFixed(3)}: when, and to which permutation, units specialise is partly random at N = ${dimension}`,
  );
  return notes.all;
}

/**
 * The least difference of aligned and cross overlaps that theory passes through; infinite where
 * there are none to compare.
 */
function leastAsymmetry(problem: CommitteeProblem): number {
  const { alignedOverlap, crossOverlap } = meanOverlaps(predictedOverlaps(problem));
  if (!alignedOverlap || !crossOverlap) return Infinity;
  return alignedOverlap.reduce((least, aligned, j) => Math.min(least, aligned - crossOverlap[j]), Infinity);
}
