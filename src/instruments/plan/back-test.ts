import { allocate, chanceOf, predictLoss } from '../../scaling-laws/extrapolate.ts';
import { count, plain } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { SavedFit } from './read-fit.ts';

type Verdict = Report['backTest']['verdict'];

/** A run that was held out, with what the law of the cheaper runs said of its loss. */
export interface HeldOutRun {
  size: number;
  tokens: number;
  cost: number;
  measured: number;
  loss: number;
  low: number;
  high: number;
}

/** The chance of a deviation below which an interval is broken; below 5 % it is in doubt. */
const BROKEN = 0.001;
/** An interval whose ends differ by more holds whatever loss there is: it has predicted nothing. */
const WIDE = 2;
/** Runs of one budget, within this, are there to choose the best size from. */
const ONE_BUDGET = 1.15;

/**
 * A plan made before the dearest runs: did the best of them have the loss that the law of the
 * cheaper ones gave it, within its prediction interval, which was as wide as those runs alone made
 * it? Holds where the fit's own back-test does too.
 */
export function judgePlan({ heldOut, backTest, operations }: SavedFit): {
  backTest: Report['backTest'];
  runs: HeldOutRun[];
} {
  if (!heldOut || heldOut.points.length === 0) return { backTest: { ...backTest, verdict: 'unresolved' }, runs: [] };
  const { law, points } = heldOut;
  const runs = points.map(({ at, cost, loss }) => ({
    ...{ size: at.N!, tokens: at.D!, cost, measured: loss },
    ...predictLoss(law, at, cost),
  }));
  const dearest = points.reduce((most, { cost }) => Math.max(most, cost), 0);
  const peers = points.filter(({ cost }) => cost > dearest / ONE_BUDGET);
  const best = peers.reduce((a, b) => (b.loss < a.loss ? b : a));
  const said = runs[points.indexOf(best)];
  const chance = chanceOf(law, best.at, best.cost, best.loss);
  const isWide = !(said.high <= WIDE * said.low);
  const own: Verdict = chance < BROKEN ? 'broken' : chance < 0.05 || isWide ? 'unresolved' : 'holds';
  const verdict = worse(own, backTest.verdict);
  const lead = { holds: 'Back-test holds', broken: 'Back-test BROKEN', unresolved: 'Back-test unresolved' }[verdict];
  const size = allocate(law, best.cost, { operations });
  const inside = runs.filter(({ measured, low, high }) => measured >= low && measured <= high).length;
  const tried = peers.length > 2 ? `, and of the ${peers.length} tried the best had ${plain(best.at.N!, 3)}` : '';
  const sentences = [
    `${lead}: planned from the ${law.saved.runs} cheaper runs, the best of the dearest (${plain(best.at.N!, 3)} parameters, ${plain(best.at.D!, 3)} tokens) was to have a loss of ${plain(said.low, 4)} to ${plain(said.high, 4)}, and had ${plain(best.loss, 4)}`,
    ...(size
      ? [
          `at its budget the plan was ${plain(size.size, 3)} parameters (95 %: ${plain(size.sizeInterval[0], 3)} to ${plain(size.sizeInterval[1], 3)})${tried}`,
        ]
      : []),
    `of ${count(runs.length, 'run')} held out ${inside} lay in their 95 % intervals`,
  ];
  return { backTest: { verdict, sentence: `${sentences.join('; ')}. The fit: ${backTest.sentence}` }, runs };
}

function worse(a: Verdict, b: Verdict): Verdict {
  return [a, b].includes('broken') ? 'broken' : [a, b].includes('unresolved') ? 'unresolved' : 'holds';
}
