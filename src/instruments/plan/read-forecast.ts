import { z } from 'zod';
import { BadInput } from '../../numeric/errors.ts';
import { exp, log } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import { checkedReport, type SavedReport } from './saved-report.ts';

const point = z.object({
  ...{ rows: z.number().positive(), error: z.number().positive() },
  ...{ low: z.number().positive(), high: z.number().positive() },
  ...{ bias: z.number().min(0), noise: z.number().min(0) },
});

/** What a plan takes of a report of `forecast`. */
const report = z.object({
  backTest: z.object({ verdict: z.enum(['holds', 'broken', 'unresolved']), sentence: z.string() }),
  values: z.object({ rows: z.number().positive(), curve: z.array(point).min(4) }),
  notes: z.array(
    z.object({ id: z.string(), title: z.string(), level: z.enum(['note', 'strained']), message: z.string() }),
  ),
});

type Point = z.output<typeof point>;

/** A forecast as its report has it. */
export interface SavedForecast {
  backTest: z.output<typeof report>['backTest'];
  notes: z.output<typeof report>['notes'];
  /** Rows that it is from, and between which it is known. */
  rows: number;
  fewest: number;
  farthest: number;
  /** Between the points of the curve that was saved. */
  at(rows: number): Point;
  reading: string;
  origin: string;
  sha256: string;
}

/** Throws `BadInput` for a report that lacks what a plan takes of it. */
export function readForecast(saved: SavedReport): SavedForecast {
  const { backTest, notes, values } = checkedReport(saved, 'curve', report);
  const { name, origin, sha256 } = saved;
  const { curve, rows } = values;
  if (curve.some((one, i) => i > 0 && !(one.rows > curve[i - 1].rows)))
    throw new BadInput(
      `${name}: the rows of values.curve do not ascend; has the report been edited? Run forecast again`,
    );
  const [fewest, farthest] = [curve[0].rows, curve[curve.length - 1].rows];
  return {
    ...{ backTest, notes, rows, fewest, farthest, origin, sha256 },
    at: (wanted) => between(curve, wanted),
    reading: `${name}: a forecast from ${plain(rows, 4)} rows, known from ${plain(fewest, 3)} to ${plain(farthest, 4)}`,
  };
}

/** Straight in logarithms of rows and of errors. */
function between(curve: readonly Point[], rows: number): Point {
  const i = Math.min(
    curve.length - 2,
    Math.max(
      0,
      curve.findLastIndex((one) => one.rows <= rows),
    ),
  );
  const [before, after] = [curve[i], curve[i + 1]];
  const share = log(rows / before.rows) / log(after.rows / before.rows);
  const mixed = (key: 'error' | 'low' | 'high') => exp(log(before[key]) + share * log(after[key] / before[key]));
  const straight = (key: 'bias' | 'noise') => Math.max(0, before[key] + share * (after[key] - before[key]));
  return {
    ...{ rows, error: mixed('error'), low: mixed('low'), high: mixed('high') },
    ...{ bias: straight('bias'), noise: straight('noise') },
  };
}
