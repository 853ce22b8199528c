import { exp, log, squared } from '../numeric/special.ts';
import { parabola } from './allocation.ts';
import { middle } from './resample.ts';

/** Runs of one compute and different sizes, with the size of least loss among them. */
export interface Slice {
  /** The geometric mean of the runs' compute. */
  compute: number;
  runs: number;
  /** Where the parabola in ln N is least, with the middle 95 % of resamples of the slice's runs. */
  size: number;
  sizeInterval: [number, number];
  loss: number;
}

export interface IsoFlop {
  slices: Slice[];
  /**
   * N* grows as the power a of compute: by a line through the slices' minima, where there are two.
   */
  exponent?: { value: number; low: number; high: number };
}

/** Runs whose compute differs by less, in ln C, are of one slice. */
const WIDTH = 0.15;
/** A parabola through three sizes fits them all, and says nothing of its error. */
const FEWEST_SIZES = 4;
const RESAMPLES = 400;

/**
 * Approach 2 of Hoffmann et al. 2022 (2203.15556): at each compute a parabola of the loss in ln N,
 * and a line through the logarithms of their minima. A slice whose least loss is at its end says
 * nothing and is left out. `runs` in ascending order of compute. The parabola's minimum is off by a
 * factor where the two exponents differ (`parabolaBias`), whatever the compute: trust the exponent
 * before the sizes.
 */
export function isoFlop(
  runs: { compute: ArrayLike<number>; N: ArrayLike<number>; loss: ArrayLike<number> },
  uniform: () => number,
): IsoFlop {
  const groups = groupsOf(runs.compute).filter((rows) => new Set(rows.map((row) => runs.N[row])).size >= FEWEST_SIZES);
  const found = groups.flatMap((rows) => {
    const best = vertex(rows, runs);
    if (!best) return [];
    const draws = Array.from({ length: RESAMPLES }, () => {
      const drawn = rows.map(() => rows[Math.floor(uniform() * rows.length)]);
      return vertex(drawn, runs)?.lnN;
    });
    const compute = exp(rows.reduce((sum, row) => sum + log(runs.compute[row]), 0) / rows.length);
    return [{ compute, rows, draws, ...best }];
  });
  const slices = found.map(({ compute, rows, draws, lnN, loss }): Slice => {
    const sizes = draws.filter((one): one is number => one !== undefined).map(exp);
    return { compute, runs: rows.length, size: exp(lnN), sizeInterval: middle(sizes), loss };
  });
  if (found.length < 2) return { slices };
  const x = found.map(({ compute }) => log(compute));
  const exponents = Array.from({ length: RESAMPLES }, (_, b) => {
    const y = found.map(({ draws }) => draws[b]);
    return y.every((one) => one !== undefined) ? slope(x, y as number[]) : Number.NaN;
  }).filter(Number.isFinite);
  const [low, high] = middle(exponents);
  return {
    slices,
    exponent: {
      value: slope(
        x,
        found.map(({ lnN }) => lnN),
      ),
      low,
      high,
    },
  };
}

function groupsOf(compute: ArrayLike<number>): number[][] {
  const groups: number[][] = [];
  for (let row = 0; row < compute.length; row++) {
    const last = groups.at(-1);
    if (last && log(compute[row] / compute[last[0]]) < WIDTH) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** The least of the parabola, undefined where it has none among the sizes. */
function vertex(
  rows: readonly number[],
  { N, loss }: { N: ArrayLike<number>; loss: ArrayLike<number> },
): { lnN: number; loss: number } | undefined {
  const x = rows.map((row) => log(N[row]));
  if (new Set(x).size < 3) return undefined;
  const [constant, linear, square] = parabola(
    x,
    rows.map((row) => loss[row]),
  );
  const lnN = -linear / (2 * square);
  const inside = x.some((one) => one < lnN) && x.some((one) => one > lnN);
  return square > 0 && inside ? { lnN, loss: constant + (linear * lnN) / 2 } : undefined;
}

function slope(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [x, y].map((values) => values.reduce((a, b) => a + b, 0) / values.length);
  const over = x.reduce((sum, one, i) => sum + (one - mx) * (y[i] - my), 0);
  return over / x.reduce((sum, one) => sum + squared(one - mx), 0);
}
