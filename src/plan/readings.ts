import type { Reading } from '../systems/contract.ts';
import type { Plan } from './plan.ts';

/** What the files of a plan are taken for, each reading once. Throws as the system's `reading`. */
export function readingsOf({ system, curves }: Plan): Reading[] {
  const all = curves.flatMap(({ points }) => points.map(({ parameters }) => system.reading?.(parameters)));
  return [...new Map(all.flatMap((one): [string, Reading][] => (one ? [[one.sentence, one]] : []))).values()];
}
