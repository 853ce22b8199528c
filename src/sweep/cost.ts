import { outlooksOf } from '../measure/outlook.ts';
import type { Workshop } from '../measure/workshop.ts';
import type { Cost } from '../systems/contract.ts';
import type { Grid } from './grid.ts';

/** Places that are asked for their cost. */
const ASKED = 200;

/** The golden ratio less 1: steps of it come to all values of every side alike. */
const STEP = (Math.sqrt(5) - 1) / 2;

/**
 * What a sweep takes by the system's own estimate: seconds in all, and the largest heap among the
 * places that were asked. Throws `BadInput` where parameters contradict each other at all of them.
 */
export function costOf(grid: Grid, workshop: Workshop, trials: number): Pick<Cost, 'seconds' | 'bytes'> {
  const asked = Math.min(ASKED, grid.size);
  let [seconds, bytes] = [0, 0];
  for (let i = 0; i < asked; i++) {
    const place = asked === grid.size ? i : Math.floor(grid.size * (((i + 0.5) * STEP) % 1));
    const along = grid.size / grid.curves;
    const curve = grid.curve(Math.floor(place / along), (one) => one === place);
    if (!curve || grid.representative(place) !== place) continue;
    const [[{ cost, untestable }]] = outlooksOf(curve.plan, workshop);
    seconds += (untestable === undefined ? trials * cost.seconds : 0) + (cost.theory ?? 0);
    bytes = Math.max(bytes, cost.bytes);
  }
  return { seconds: (seconds * grid.size) / asked, bytes };
}
