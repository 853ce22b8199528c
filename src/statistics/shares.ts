import { OutOfRange } from '../numeric/errors.ts';
import { brent } from '../numeric/roots.ts';
import { log } from '../numeric/special.ts';
import { binomialCdf, binomialTail } from './distributions.ts';
import {
  type CurveJudgement,
  combineVerdicts,
  correctBroken,
  countVerdicts,
  type UnjudgedPoint,
  type Verdict,
} from './equivalence.ts';
import { count, percent, plain } from './sentences.ts';
import { unjudgedClause } from './verdict-sentences.ts';

/**
 * The test behind the verdict on a claim that each trial finds true or false: is it true with at
 * least the chance `share`? The number of true trials is binomial, so both tests are exact (Clopper
 * & Pearson 1934, Biometrika 26, 404) and hold their level at any number of trials:
 *
 * - `holds`: the lower confidence bound of the chance, at level alpha/looks, is at least `share`;
 * - `broken`: the upper one, at level alpha/(comparisons · looks), is below it;
 * - `unresolved`: neither, and more trials are needed.
 */
export interface ShareOptions {
  /** The least share, above 0 and below 1: no number of trials shows `always`. */
  share: number;
  /**
   * Error rate of a wrong `holds`, and of a wrong `broken` over all comparisons together. Default
   * 0.05.
   */
  alpha?: number;
  /** How many points are judged together: `broken` is corrected for them. */
  comparisons?: number;
  /**
   * How often the trials may be looked at before the verdict is final (see sequential.ts): both
   * claims are corrected for it.
   */
  looks?: number;
}

export interface ShareJudgement {
  verdict: Verdict;
  trueTrials: number;
  trials: number;
  /**
   * The lower and the upper confidence bound of the chance, each by itself at level 1 −
   * alpha/looks.
   */
  interval: [number, number];
  /** p value of "true less often than `share`": at most alpha/looks for `holds`. */
  pHolds: number;
  /** p value of "true at least as often": at most alpha/(comparisons · looks) for `broken`. */
  pBroken: number;
  /**
   * How many trials in all would resolve it if the share of true ones stayed as it is; `trials`
   * where it is resolved. Undefined where that is more than 100 000, and without a single trial it
   * is what `trialsToShow` says.
   */
  needed: number | undefined;
}

/**
 * Judges `trueTrials` of `trials`. Throws OutOfRange for options outside their ranges and counts
 * that are no counts.
 */
export function judgeShare(trueTrials: number, trials: number, options: ShareOptions): ShareJudgement {
  const { share, alpha = 0.05, comparisons = 1, looks = 1 } = options;
  check(trueTrials, trials, options);
  const { pHolds, pBroken, verdict } = test(trueTrials, trials, options);
  const level = alpha / looks;
  const interval: [number, number] = [lowerBound(trueTrials, trials, level), upperBound(trueTrials, trials, level)];
  const needed =
    verdict === 'unresolved' ? trialsNeeded(trueTrials, trials, { share, alpha, comparisons, looks }) : trials;
  return { verdict, trueTrials, trials, interval, pHolds, pBroken, needed };
}

/**
 * The fewest trials that can show a share: 29 for 90 %, if the claim is true in all of them. Throws
 * OutOfRange.
 */
export function trialsToShow(options: ShareOptions): number {
  check(0, 0, options);
  const { share, alpha = 0.05, looks = 1 } = options;
  const trials = Math.max(1, Math.ceil(log(alpha / looks) / log(share) - 1e-9));
  return test(trials, trials, options).verdict === 'holds' ? trials : trials + 1;
}

/** How the trials of a point found the claim. */
export interface SharePoint {
  trueTrials: number;
  trials: number;
  /** Where it lies, for the sentence: `width = 64`. */
  at?: string;
}

export interface SharesOptions extends ShareOptions {
  /** The claim, a sentence without its full stop: `the strongest mode is learned first`. */
  claim: string;
}

export interface SharesJudgement {
  verdict: Verdict;
  /** In the order given. */
  points: (ShareJudgement | { verdict: 'not judged'; reason: string })[];
  /** Index of the point that the sentence names; undefined when nothing was judged. */
  worst: number | undefined;
  counts: CurveJudgement['counts'];
  /**
   * The most trials that any unresolved point needs (see ShareJudgement); undefined where one needs
   * more than can be said.
   */
  needed: number | undefined;
  sentence: string;
}

/**
 * Judges a claim at one point or at several: `broken` where any point is (by Holm's method),
 * `holds` where every judged point does, as `judgeCurve` has it and for its reasons. Throws as
 * judgeShare does.
 */
export function judgeShares(points: readonly (SharePoint | UnjudgedPoint)[], options: SharesOptions): SharesJudgement {
  const { alpha = 0.05, looks = 1 } = options;
  const judgedCount = points.filter((point) => !('notJudged' in point)).length;
  const comparisons = Math.max(options.comparisons ?? 1, judgedCount, 1);
  const judgements = points.map((point) =>
    'notJudged' in point
      ? { verdict: 'not judged' as const, reason: point.notJudged }
      : judgeShare(point.trueTrials, point.trials, { ...options, comparisons }),
  );
  const judged = judgements.filter((judgement) => judgement.verdict !== 'not judged');
  correctBroken(judged, comparisons, alpha / looks);
  for (const judgement of judged) if (judgement.verdict === 'broken') judgement.needed = judgement.trials;
  const verdict = combineVerdicts(judged.map((judgement) => judgement.verdict));
  const needed = Math.max(0, ...judged.map((judgement) => judgement.needed ?? Infinity));
  const shares: Omit<SharesJudgement, 'sentence'> = {
    verdict,
    points: judgements,
    worst: worstPoint(judgements, verdict),
    counts: countVerdicts(judgements),
    needed: Number.isFinite(needed) ? needed : undefined,
  };
  return { ...shares, sentence: sentenceOf(shares, points, options) };
}

function test(trueTrials: number, trials: number, { share, alpha = 0.05, comparisons = 1, looks = 1 }: ShareOptions) {
  const pHolds = binomialTail(trueTrials, trials, share);
  const pBroken = binomialCdf(trueTrials, trials, share);
  const broken = pBroken <= alpha / (comparisons * looks);
  const verdict: Verdict = pHolds <= alpha / looks ? 'holds' : broken ? 'broken' : 'unresolved';
  return { pHolds, pBroken, verdict };
}

/** The chance at which so many true trials, or more, come with probability `level`. */
function lowerBound(trueTrials: number, trials: number, level: number): number {
  return trueTrials === 0 ? 0 : brent((chance) => binomialTail(trueTrials, trials, chance) - level, 0, 1);
}

function upperBound(trueTrials: number, trials: number, level: number): number {
  return 1 - lowerBound(trials - trueTrials, trials, level);
}

/**
 * Tries growing numbers of trials, one by one at first and then by five per cent: a plan needs no
 * more digits.
 */
function trialsNeeded(trueTrials: number, trials: number, options: ShareOptions): number | undefined {
  if (trueTrials === trials) return trialsToShow(options);
  const part = trueTrials / trials;
  for (let next = trials + 1; next <= 100_000; next += Math.max(1, Math.floor(0.05 * next))) {
    // Rounded towards the share in question, so that the number is not too small.
    const found = part >= options.share ? Math.floor(part * next + 1e-9) : Math.ceil(part * next - 1e-9);
    if (test(found, next, options).verdict !== 'unresolved') return next;
  }
  return undefined;
}

/**
 * Among the points that decide the verdict, the one where the claim is true least often, and of two
 * such the surer one.
 */
function worstPoint(judgements: SharesJudgement['points'], verdict: Verdict): number | undefined {
  let worst: number | undefined;
  judgements.forEach((judgement, i) => {
    if (judgement.verdict === 'not judged' || judgement.verdict !== verdict) return;
    const lowest = worst === undefined ? undefined : (judgements[worst] as ShareJudgement);
    if (lowest === undefined || judgement.interval[1] < lowest.interval[1]) worst = i;
  });
  return worst;
}

function sentenceOf(
  { verdict, points, worst, counts, needed }: Omit<SharesJudgement, 'sentence'>,
  given: readonly (SharePoint | UnjudgedPoint)[],
  { claim, share, alpha = 0.05, looks = 1 }: SharesOptions,
): string {
  const unjudged = unjudgedClause(given);
  if (worst === undefined) return `unresolved: nothing to judge${unjudged && ` (${unjudged})`}`;
  const { trueTrials, trials, interval } = points[worst] as ShareJudgement;
  const { at } = given[worst] as SharePoint;
  const single = counts.judged === 1;
  const place = at === undefined ? '' : ` at ${at}`;
  const found = `in ${trueTrials} of ${count(trials, 'trial')}${place}`;
  const level = percent(1 - alpha / looks);
  const bound =
    verdict === 'holds'
      ? `${level} interval from ${percent(interval[0])}`
      : verdict === 'broken'
        ? `${level} interval up to ${percent(interval[1])}`
        : `interval ${percent(interval[0])} to ${percent(interval[1])}`;
  const wanted = `at least ${percent(share)} wanted; ${bound}`;
  const tail = unjudged && `; ${unjudged}`;

  if (verdict === 'unresolved') {
    const some = single ? '' : ` at ${counts.unresolved} of ${counts.judged} points`;
    const more = needed === undefined ? 'it takes over 100 000 trials' : `about ${plain(needed, 2)} trials would tell`;
    const evidence = trials === 0 ? 'no trial yet' : `true ${found}; ${bound}`;
    return `unresolved: the trials are too few to say whether ${claim} in at least ${percent(share)} of them${some} (${evidence}); ${more}${tail}`;
  }
  if (single) return `${verdict}: ${claim} ${verdict === 'broken' ? 'only ' : ''}${found} (${wanted})${tail}`;
  const where = verdict === 'holds' ? `at all ${counts.judged}` : `too seldom at ${counts.broken} of ${counts.judged}`;
  return `${verdict}: ${claim} ${where} points (${verdict === 'holds' ? 'least often ' : 'only '}${found}, ${wanted})${tail}`;
}

function check(trueTrials: number, trials: number, options: ShareOptions): void {
  const { share, alpha = 0.05, comparisons = 1, looks = 1 } = options;
  if (!(share > 0 && share < 1)) throw new OutOfRange('the share', share, 'above 0 and below 1');
  if (!(alpha > 0 && alpha < 0.5)) throw new OutOfRange('alpha', alpha, 'between 0 and 0.5');
  if (!(comparisons >= 1)) throw new OutOfRange('comparisons', comparisons, 'at least 1');
  if (!(looks >= 1)) throw new OutOfRange('looks', looks, 'at least 1');
  if (!(Number.isInteger(trials) && trials >= 0)) throw new OutOfRange('the number of trials', trials, 'a count');
  if (!(Number.isInteger(trueTrials) && trueTrials >= 0 && trueTrials <= trials))
    throw new OutOfRange('the number of true trials', trueTrials, `a count up to ${trials}`);
}
