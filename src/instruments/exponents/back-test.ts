import { exp, hypot, log, power, squared } from '../../numeric/special.ts';
import { fitDecay, powerDecay } from '../../statistics/decay.ts';
import { judgeCurve, judgePoint } from '../../statistics/equivalence.ts';
import { count, percent, percentWithError, plain } from '../../statistics/sentences.ts';
import type { InstrumentContext, Report } from '../contract.ts';
import { type Correlations, pointsOf, reachOf, strengthsOf } from './correlations.ts';

/** What the first half of the text says of longer distances in the second. */
export interface HalfTest {
  /** The distances that were fitted, and the exponent there. */
  fitted: readonly number[];
  exponent: number;
  /** Of each longer distance, ‖C‖ as predicted and as measured, with the errors of both in one. */
  held: { distance: number; predicted: number; measured: number; error: number; broken: boolean }[];
}

const LEAST_FITTED = 3;
const LEAST_HELD = 2;
/** Of the range in ln t, what is fitted. */
const SHARE = 0.6;

/**
 * A power law fitted to the first half of the text, at the shorter of its distances, predicts the
 * second half at the longer ones. Which they are, the first half alone decides.
 */
export function testHalves(
  { lagged, beta }: Correlations,
  { shortest, resamples, margin }: { shortest: number; resamples: number; margin: number },
  { random, check }: Pick<InstrumentContext, 'random' | 'check'>,
): { backTest: Report['backTest']; test?: HalfTest } {
  const half = Math.floor(lagged.blocks / 2);
  const members = Array.from({ length: lagged.blocks }, (_, i) => i);
  const first = strengthsOf(lagged, members.slice(0, half), random.stream('first half'), resamples, check);
  const second = strengthsOf(lagged, members.slice(half), random.stream('second half'), resamples, check);
  const seen = reachOf(first, shortest);
  const points = pointsOf(first, seen);
  const [near, far] = [points.x[0], points.x[points.x.length - 1]];
  const cut = near * power(far / near, SHARE);
  const fitted = seen.filter((k) => first.distances[k] <= cut);
  const held = seen.filter((k) => first.distances[k] > cut);
  if (fitted.length < LEAST_FITTED || held.length < LEAST_HELD)
    return unresolved(
      `the first half of the text shows correlations at ${count(seen.length, 'distance')}, and ${LEAST_FITTED + LEAST_HELD} are needed to hold some back`,
    );
  const known = pointsOf(first, fitted);
  const law = fitDecay(known, powerDecay);
  const at = (fit: { p: number; logAmplitude: number }, t: number) => fit.logAmplitude + powerDecay.logShape(t, fit.p);
  const refits = first.squares[0].flatMap((_, b) => {
    const logY = fitted.map((k) => 0.5 * log(first.squares[k][b]));
    return logY.every(Number.isFinite) ? [fitDecay({ ...known, logY }, powerDecay, law.scatter)] : [];
  });
  const judged = held.map((k) => {
    const t = first.distances[k];
    const predicted = exp(at(law, t));
    const open = rootMeanSquare(refits.map((fit) => at(fit, t) - at(law, t)));
    return { distance: t, predicted, measured: second.norm[k], error: hypot(second.error[k], open * predicted) };
  });
  const each = judgeCurve(
    judged.map(({ distance, predicted, measured, error }) => ({
      measured: { mean: measured, standardError: error, trials: half },
      ...{ predicted, at: `distance ${distance}` },
    })),
    { margin },
  );
  const weights = judged.map(({ predicted, error }) => squared(predicted / error));
  const mean = (ratios: readonly number[]) =>
    ratios.reduce((sum, one, i) => sum + weights[i] * one, 0) / weights.reduce((a, b) => a + b, 0);
  const off = mean(judged.map(({ measured, predicted }) => measured / predicted)) - 1;
  // Errors at neighbouring distances go together: those of the mean are the mean's own.
  const moved = second.squares[0].map((_, b) =>
    mean(
      held.map(
        (k, i) => (Math.sign(second.squares[k][b]) * Math.sqrt(Math.abs(second.squares[k][b]))) / judged[i].predicted,
      ),
    ),
  );
  const open = refits.map((fit) => mean(judged.map(({ distance }) => exp(at(fit, distance) - at(law, distance)))));
  const error = hypot(rootMeanSquare(moved.map((one) => one - 1 - off)), rootMeanSquare(open.map((one) => one - 1)));
  const together = judgePoint({ mean: 1 + off, standardError: error, trials: half }, 1, { margin });
  const found = each.counts.broken > 0 ? 'broken' : together.verdict;
  // Where the whole text has no power law, that a part goes on as another one does confirms none.
  const verdict = found === 'holds' && !beta.interval ? 'unresolved' : found;
  const lead = { holds: 'Back-test holds', broken: 'Back-test BROKEN', unresolved: 'Back-test unresolved' }[verdict];
  const end = {
    holds: `within ${percent(margin)}`,
    broken: `${together.verdict === 'broken' ? 'beyond' : `and at ${count(each.counts.broken, 'distance')} beyond`} the margin of ${percent(margin)}: one power law does not describe this text`,
    unresolved:
      found === 'holds' ? `within ${percent(margin)}` : `which at a margin of ${percent(margin)} leaves it open`,
  }[verdict];
  const none = beta.interval ? '' : '; but the whole text has no exponent';
  return {
    backTest: {
      verdict,
      sentence: `${lead}: a power law of the first half of the text at distances of ${points.x[0]} to ${known.x[known.x.length - 1]}, with exponent ${plain(law.p, 3)}, predicts the correlations of the second half at ${judged[0].distance} to ${far}; together they are off by ${percentWithError(off, error)}, ${end}${none}`,
    },
    test: {
      ...{ fitted: known.x, exponent: law.p },
      held: judged.map((one, i) => ({ ...one, broken: each.points[i].verdict === 'broken' })),
    },
  };
}

function unresolved(why: string): { backTest: Report['backTest'] } {
  return { backTest: { verdict: 'unresolved', sentence: `Not back-tested: ${why}` } };
}

function rootMeanSquare(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, one) => sum + one * one, 0) / values.length);
}
