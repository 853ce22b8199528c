import { BadInput } from '../../numeric/errors.ts';
import { exp, log } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import { lossAt, type Outlook } from './outlook.ts';

/** The cheapest compute for a loss, and where its prediction interval has begun and ended. */
export interface Budget {
  compute: number;
  /** From here on the loss is possible: the interval's lower end reaches it. */
  low: number;
  /** From here on it is all but sure; absent where it never is, up to the largest compute tried. */
  high?: number;
}

/**
 * Of the dearest run's cost: beyond it nothing is planned, and a budget is looked for in between.
 */
export const MOST = 1e6;
const LEAST = 1e-9;
const GRID = 60;
const HALVINGS = 40;

/** Throws `BadInput` for a loss that the law does not reach, or has before training begins. */
export function cheapestBudget(outlook: Outlook, target: number, check: () => void): Budget {
  const { dearest } = outlook.law.saved;
  const predicted = (lnC: number) => {
    check();
    return lossAt(outlook, exp(lnC));
  };
  const [from, to] = [log(LEAST * dearest), log(MOST * dearest)];
  const grid = Array.from({ length: GRID + 1 }, (_, i) => from + ((to - from) * i) / GRID);
  const along = grid.map((lnC) => ({ lnC, ...predicted(lnC) }));
  const crossing = (end: 'loss' | 'low' | 'high'): number | undefined => {
    const first = along.findIndex((one) => one[end]! <= target);
    if (first < 0) return undefined;
    if (first === 0) return exp(from);
    let [above, below] = [along[first - 1].lnC, along[first].lnC];
    for (let i = 0; i < HALVINGS; i++) {
      const half = (above + below) / 2;
      const found = predicted(half);
      if (found && found[end] <= target) below = half;
      else above = half;
    }
    return exp(below);
  };
  const compute = crossing('loss');
  if (compute === undefined)
    throw new BadInput(
      `the law does not reach a loss of ${target}: at ${plain(MOST * dearest, 2)} FLOP, a million times the dearest run, it is at ${plain(along[GRID].loss ?? Number.NaN, 4)}; ask for a higher loss`,
    );
  if (along[0].loss! <= target)
    throw new BadInput(
      `a loss of ${target} takes less than ${plain(exp(from), 2)} FLOP, where the law means nothing; ask for a lower loss`,
    );
  const high = crossing('high');
  return { compute, low: crossing('low') ?? compute, ...(high !== undefined && { high }) };
}
