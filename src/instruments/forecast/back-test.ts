import type { RowSource } from '../../data/row-source.ts';
import { exp, expm1, hypot, log, squared } from '../../numeric/special.ts';
import { judgePoint } from '../../statistics/equivalence.ts';
import { count, percent, percentWithError, plain } from '../../statistics/sentences.ts';
import type { InstrumentContext, Report } from '../contract.ts';
import { meanAt } from './curve.ts';
import { isSeen, type Learned, type LearnOptions, learn } from './learn.ts';

/** What was forecast from a share of the rows alone, beside what was measured with all. */
export interface Held {
  /** Rows that each forecast is from. */
  fitted: number;
  /** Rows trained on at which the error was measured. */
  rows: number;
  /** By cross-validation. */
  measured: number;
  measuredError: number;
  /** One for each split. */
  forecasts: number[];
  /** Whether the share sees all directions, or has to continue them. */
  isSeen: boolean;
}

/** Fewer rows are no data set to forecast from. */
export const LEAST_ROWS = 20;

/**
 * Draws a share of the rows again and again, and forecasts from it alone the error at all of them.
 * Undefined where the share would be too few.
 */
export function holdOut(
  source: RowSource,
  rows: Int32Array,
  learned: Learned,
  { share, splits, ...options }: LearnOptions & { share: number; splits: number },
  { random, engine, check, progress }: InstrumentContext,
): Held | undefined {
  const fitted = Math.round(share * learned.rows);
  if (fitted < LEAST_ROWS) return undefined;
  const { validation } = learned;
  const last = validation.rows.length - 1;
  const at = validation.rows[last];
  const forecasts = Array.from({ length: splits }, (_, s) => {
    check();
    progress(0.5 + (0.5 * s) / splits, 'back-testing');
    const stream = random.stream('split', s);
    const drawn = stream.choose(fitted, learned.rows).map((i) => rows[i]);
    const alone = learn(source, drawn, { ...options, curveOnly: true }, { random: stream, engine, check });
    return meanAt(alone, at, options.ridge).point.error;
  });
  return {
    ...{ fitted, rows: at, forecasts, measured: validation.errors[last] },
    measuredError: validation.standardErrors[last] * validation.errors[last],
    isSeen: isSeen(source, fitted, options.kernel),
  };
}

/** ln forecast − ln measured on average, and its standard error over splits and test rows. */
export function deviationOf({ forecasts, measured, measuredError }: Held): { mean: number; error: number } {
  const logs = forecasts.map((one) => log(one / measured));
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
  const variance = logs.reduce((sum, one) => sum + squared(one - mean), 0) / (logs.length - 1);
  return { mean, error: hypot(Math.sqrt(variance / logs.length), measuredError / measured) };
}

/**
 * What of that its error does not explain, for each unit of ln rows: forecasts are taken to stray
 * as far beyond all rows as they did from a share to all.
 */
export function strayingOf(held: Held | undefined): number {
  if (!held) return 0;
  const { mean, error } = deviationOf(held);
  return Math.sqrt(Math.max(0, mean * mean - error * error)) / log(held.rows / held.fitted);
}

/** ln of a ratio that is no percentage any more. */
const LARGE = log(3);

/** Equal within the margin, over splits of these rows. */
export function judgeHeld(held: Held | undefined, margin: number): Report['backTest'] {
  if (!held)
    return {
      verdict: 'unresolved',
      sentence: `Not back-tested: a share of the rows would be fewer than ${LEAST_ROWS}. What it says beyond these rows is untried`,
    };
  const { mean, error } = deviationOf(held);
  const predicted = held.measured * exp(mean);
  const measured = { mean: held.measured, standardError: error * held.measured, trials: held.forecasts.length };
  const { verdict } = judgePoint(measured, predicted, { margin });
  const lead = { holds: 'Back-test holds', broken: 'Back-test BROKEN', unresolved: 'Back-test unresolved' }[verdict];
  const end = {
    holds: `within ${percent(margin)}`,
    broken: `beyond the margin of ${percent(margin)}: do not trust what it says beyond these rows`,
    unresolved: `at a margin of ${percent(margin)} that leaves it open`,
  }[verdict];
  return {
    verdict,
    sentence: `${lead}: from ${held.fitted} rows alone it forecasts an error of ${plain(predicted, 3)} at ${held.rows} rows, where cross-validation measures ${plain(held.measured, 3)}; off by ${Math.abs(mean) < LARGE ? percentWithError(expm1(mean), error) : `a factor of ${plain(exp(Math.abs(mean)), 2)}`} over ${count(held.forecasts.length, 'split')}, ${end}`,
  };
}
