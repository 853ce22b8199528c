import type { PointResult } from '../judge/summary.ts';
import type { Plan } from '../plan/plan.ts';
import { alike, count } from '../statistics/sentences.ts';
import { labelOf } from './labels.ts';
import { crossingWords } from './stretches.ts';

// What is said of a run beside its verdicts, on a terminal and on a page.

/** Where on the axis what is shown stops to hold, curve by curve, where that is one place. */
export function crossings(
  plan: Plan,
  points: PointResult[][],
  shown: readonly string[],
  nameOf: (observable: string) => string,
): string[] {
  return shown.flatMap((name) =>
    points.flatMap((row, curve) => {
      const crossing = crossingWords(plan, row, name);
      const label = labelOf(plan, curve);
      return crossing === undefined ? [] : [`${nameOf(name)}${label && ` with ${label}`} ${crossing}`];
    }),
  );
}

/** `3 failed trials: …`; reasons that differ in their numbers alone are said once. */
export function failureWords(points: PointResult[][]): string[] {
  const reasons = points.flat().flatMap(({ failures }) => Object.entries(failures));
  return alike(reasons, ([reason]) => reason).map(({ words, members }) => {
    const trials = members.reduce((sum, [, failed]) => sum + failed, 0);
    return `${count(trials, 'failed trial')}: ${words}`;
  });
}
