import type { ValidityNote } from '../contract.ts';
import type { CommitteeParameters } from './parameters.ts';
import { observe, predictedOverlaps } from './prediction.ts';

/** √N times the fluctuation of aligned less cross overlaps on the plateau, over η; measured for two and three units. */
const FLUCTUATION = 0.45;

/** Which assumption of the theory these parameters strain. */
export function validity(p: CommitteeParameters): ValidityNote[] {
  const notes: ValidityNote[] = [];
  const { alignedOverlap, crossOverlap } = observe(predictedOverlaps(p));
  if (p.dimension < 100)
    notes.push({
      id: 'few-inputs',
      title: 'few inputs',
      level: 'strained',
      message: `${p.dimension} inputs: the theory is for N → ∞, expect deviations of several per cent and more`,
    });
  if (alignedOverlap && crossOverlap && p.students > 1) {
    const asymmetry = alignedOverlap.reduce(
      (least, aligned, j) => Math.min(least, aligned - crossOverlap[j]),
      Infinity,
    );
    const fluctuation = (FLUCTUATION * p.stepSize) / Math.sqrt(p.dimension);
    if (fluctuation > 0.15 * asymmetry)
      notes.push({
        id: 'random-escape',
        title: 'escape from the plateau by fluctuations',
        level: 'strained',
        message: `the asymmetry that theory lets grow is down to ${asymmetry.toFixed(3)} on the plateau, where SGD fluctuates by about ${fluctuation.toFixed(3)}: when, and to which permutation, units specialise is partly random at N = ${p.dimension}`,
      });
  }
  return notes;
}
