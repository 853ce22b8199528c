import { log } from '../../../numeric/special.ts';

/**
 * The first crossing of a level from above by a sequence, as a number of steps with its fraction by
 * the logarithm: looked for between the `steps` given (ascending, from 0), then by bisection.
 * Undefined where none of the steps is below.
 */
export function firstBelow(
  level: number,
  steps: readonly number[],
  valueAt: (step: number) => number,
): number | undefined {
  const after = steps.findIndex((step) => valueAt(step) <= level);
  if (after <= 0) return undefined;
  let [above, below] = [steps[after - 1], steps[after]];
  while (below - above > 1) {
    const middle = Math.floor((above + below) / 2);
    if (valueAt(middle) <= level) below = middle;
    else above = middle;
  }
  const [from, to] = [log(valueAt(above)), log(valueAt(below))];
  return above + (from - log(level)) / (from - to);
}
