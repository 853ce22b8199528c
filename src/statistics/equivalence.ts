import { NotFinite, OutOfRange } from '../numeric/errors.ts';
import { exp, log } from '../numeric/special.ts';
import type { Summary } from './moments.ts';
import { holm } from './multiple-comparisons.ts';
import { type PooledSkewness, poolSkewness, StudentisedMean } from './studentised-mean.ts';
import { trialsNeeded, trialsOfChance, trialsUnseen, unseenBy } from './trials-needed.ts';
import { curveSentence } from './verdict-sentences.ts';

/**
 * The test behind a verdict. A prediction is right when the expectation of the trials lies within a
 * stated margin of it, and the verdict is `holds` only when the trials show that: failing to reject
 * is no agreement. Each claim is tested against its own complement:
 *
 * - `holds`: two one-sided t tests (TOST; Schuirmann 1987, J. Pharmacokinet. Biopharm. 15, 657) reject "below the margin" and
 *   "above the margin", each at alpha;
 * - `broken`: the confidence interval of the mean lies wholly outside the margin;
 * - `unresolved`: neither, and more trials are needed.
 */
export type Verdict = 'holds' | 'broken' | 'unresolved';

/**
 * `equals` judges a value; a bound is judged `atMost` (measured at most predicted) or `atLeast`.
 */
export type Relation = 'equals' | 'atMost' | 'atLeast';

export interface JudgeOptions {
  /** Relative: the theory counts as right within `margin` times the predicted magnitude. */
  margin: number;
  /**
   * Error rate of a wrong `holds`, and of a wrong `broken` over all comparisons together. Default
   * 0.05.
   */
  alpha?: number;
  relation?: Relation;
  /**
   * Absolute addition to the margin: the magnitude below which the experiment cannot tell a value
   * from zero.
   */
  floor?: number;
  /**
   * The relative numerical error that the prediction promises: each claim is then made for every
   * value inside it.
   */
  predictedError?: number;
  /** How many points are judged together: `broken` is corrected for them. */
  comparisons?: number;
  /**
   * How often the trials may be looked at before the verdict is final (see sequential.ts): both
   * claims are corrected for it.
   */
  looks?: number;
  /** The skewness of the trials along the curve, when the point is one of many. */
  pooledSkewness?: PooledSkewness;
  /**
   * The largest standard deviation of trials along the curve, when the point is one of many: what a
   * trial may differ by where all have agreed so far.
   */
  spreadElsewhere?: number;
  /** The most that one trial can differ from another, where that is known: 1 of a share. */
  most?: number;
  /**
   * Beside `most`: how many independent events a trial is the mean of, each of which may be off by
   * as much. Default 1.
   */
  events?: number;
}

export interface PointJudgement {
  verdict: Verdict;
  /**
   * (mean − predicted)/|predicted|, or ±Infinity where the prediction is zero and the mean is not.
   */
  deviation: number;
  /** The standard error of `deviation`; Infinity when unknown. */
  deviationError: number;
  /** mean − predicted, and the distance up to which that counts as agreement. */
  difference: number;
  halfWidth: number;
  /** p value of "outside the margin": at most alpha/looks for `holds`. */
  pHolds: number;
  /**
   * p value of "inside the margin", two-sided: at most alpha/(comparisons · looks) for `broken`.
   */
  pBroken: number;
  /**
   * The t interval of mean − predicted at level 1 − 2 alpha/looks: within ±halfWidth when `holds`
   * (but for the skewness).
   */
  interval: [number, number];
  trials: number;
  /**
   * Where it is unresolved: about how many trials in all would resolve it, if mean and spread
   * stayed as they are. Undefined where nobody can say, or where it is more than a million.
   */
  needed?: number;
}

/**
 * Judges one measured mean against one prediction.
 *
 * A standard error of 0 is taken at its word where trials agree along the whole curve: the
 * observable is deterministic, and is compared exactly. Where they differ elsewhere, trials that
 * can only take a few values may agree by chance: all of n do with probability (1 − q)^n where
 * others come with chance q, so that q up to 1 − level^(1/n) is not excluded. `broken` takes a
 * distance that this does not explain: q · `most`, or, where the most is not known, σ √(q/(1 − q)),
 * how far two values with a standard deviation σ have their mean from the more frequent one. Nor do
 * trials that agree within the margin hold, where rarer others may lead out of it: to leave a room
 * r they come with a chance of r/most at least in each of n · events, and all are missed with
 * probability e^(−n · events · r/most). An unknown standard error (one trial) is `unresolved`.
 * Throws NotFinite when the mean or the prediction is NaN or infinite; OutOfRange for a negative
 * margin, floor, predictedError or standard error, an alpha outside (0, ½), and counts below 1.
 */
export function judgePoint(measured: Summary, predicted: number, options: JudgeOptions): PointJudgement {
  check(measured, predicted, options);
  const {
    margin,
    alpha = 0.05,
    relation = 'equals',
    floor = 0,
    predictedError = 0,
    comparisons = 1,
    looks = 1,
    spreadElsewhere = 0,
    most = 0,
    events = 1,
  } = options;
  const magnitude = Math.abs(predicted);
  const halfWidth = margin * magnitude + floor;
  const doubt = predictedError * magnitude;
  const difference = measured.mean - predicted;
  const mean = new StudentisedMean(measured, options.pooledSkewness);
  const upper = relation !== 'atLeast';
  const lower = relation !== 'atMost';

  const unlikely = log((comparisons * looks) / alpha);
  const unseen = unseenBy(measured.trials, unlikely, spreadElsewhere, most);
  const excess = outwards(difference, relation) - halfWidth;
  const room = Math.max(0, -excess - doubt);
  const missed = most > 0 && events < Infinity ? exp((-measured.trials * events * room) / most) : 0;
  let pHolds: number;
  let pOutside: number;
  if (measured.standardError === 0) {
    pHolds = excess + doubt <= 0 ? missed : 1;
    pOutside = excess - doubt > unseen ? 0 : 1;
  } else {
    pHolds = Math.max(
      upper ? mean.below(halfWidth - doubt - difference) : 0,
      lower ? mean.above(halfWidth - doubt + difference) : 0,
    );
    pOutside = Math.min(
      upper ? mean.above(difference - halfWidth - doubt) : 1,
      lower ? mean.below(-difference - halfWidth - doubt) : 1,
    );
    // As good as equal, the trials know nothing of their spread.
    const spread = measured.standardError * Math.sqrt(measured.trials);
    if (spread <= AS_GOOD_AS_EQUAL * (most || spreadElsewhere)) {
      pHolds = Math.max(pHolds, missed);
      if (excess - doubt <= unseen) pOutside = 1;
    }
  }
  // The confidence interval has two ends, and with a wide error the mean may stray past either.
  const pBroken = Math.min(1, (upper && lower ? 2 : 1) * pOutside);
  const reach = mean.reach(alpha / looks);
  const beyond = difference === 0 ? 0 : Math.sign(difference) * Infinity;
  const level = excess < 0 ? alpha / looks : alpha / (comparisons * looks) / (upper && lower ? 2 : 1);
  // While the error is wide, that the mean lies near an end of the margin is chance.
  const near = reach < halfWidth ? 0 : halfWidth / 2;
  const verdict =
    pHolds <= alpha / looks ? 'holds' : pBroken <= alpha / (comparisons * looks) ? 'broken' : 'unresolved';
  const needed =
    verdict === 'holds'
      ? undefined
      : measured.standardError === 0
        ? excess + doubt <= 0
          ? trialsOfChance((most * log(looks / alpha)) / events, room)
          : trialsUnseen(excess - doubt, unlikely, spreadElsewhere, most)
        : trialsNeeded(measured, Math.max(Math.abs(excess) - doubt, near), level);
  return {
    verdict,
    ...(needed !== undefined && { needed }),
    deviation: magnitude > 0 ? difference / magnitude : beyond,
    deviationError: mean.unknown ? Infinity : measured.standardError / (magnitude > 0 ? magnitude : 1),
    difference,
    halfWidth,
    pHolds,
    pBroken,
    interval: [difference - reach, difference + reach],
    trials: measured.trials,
  };
}

/** A spread of trials below this part of all that there could be, or of what others have. */
const AS_GOOD_AS_EQUAL = 1e-6;

/**
 * A point of a curve. Its own relation, floor and predictedError, if any, take the place of the
 * curve's.
 */
export interface CurvePoint {
  measured: Summary;
  predicted: number;
  /** Where it lies, for the sentence: `samples = 60`. */
  at?: string;
  relation?: Relation;
  floor?: number;
  predictedError?: number;
  /** As of the options. */
  most?: number;
  events?: number;
  /** Why its standard error is not known, where that is not for want of a second trial. */
  whyNoError?: string;
}

/**
 * A point that is shown and not judged, with the reason: its mean does not exist, theory says
 * nothing there.
 */
export interface UnjudgedPoint {
  notJudged: string;
  at?: string;
  /**
   * Theory has a value and the trials have none (the curve never crosses): the whole cannot hold.
   */
  missing?: boolean;
}

export interface CurveOptions extends Omit<JudgeOptions, 'pooledSkewness' | 'spreadElsewhere' | 'most' | 'events'> {
  /** What the points are of, for the sentence: `testError`. */
  subject?: string;
  /** The sentence on a single point names its values: `is within 5 % of the predicted 0.5`. */
  values?: boolean;
}

export interface CurveJudgement {
  verdict: Verdict;
  /** In the order given. */
  points: (PointJudgement | { verdict: 'not judged'; reason: string })[];
  /** Index of the point that the sentence names; undefined when nothing was judged. */
  worst: number | undefined;
  counts: { judged: number; holds: number; broken: number; unresolved: number; notJudged: number };
  /** Of an unresolved curve: the most trials that any of its unresolved points needs. */
  needed?: number;
  sentence: string;
}

/**
 * Judges a curve, or several observables together.
 *
 * `broken` when any point is broken at the level corrected for the number of points, by Holm's
 * method (1979, Scand. J. Statist. 6, 65): valid however the points depend on one another.
 * `comparisons` may be larger than the number of points here, when they are part of a larger
 * family. `holds` when every judged point holds, each at alpha: no correction, because the
 * hypothesis tested is the union "some point is outside the margin", and to claim the intersection
 * of the complements wrongly, one point that is outside must itself pass its test at alpha
 * (intersection–union test; Berger & Hsu 1996, Statist. Sci. 11, 283).
 *
 * Throws as judgePoint does.
 */
export function judgeCurve(points: readonly (CurvePoint | UnjudgedPoint)[], options: CurveOptions): CurveJudgement {
  const { alpha = 0.05, looks = 1 } = options;
  const judgedIndices = points.flatMap((point, i) => ('notJudged' in point ? [] : [i]));
  const comparisons = Math.max(options.comparisons ?? 1, judgedIndices.length, 1);
  const pooledSkewness = poolSkewness(judgedIndices.map((i) => (points[i] as CurvePoint).measured));
  const spreadElsewhere = Math.max(
    0,
    ...judgedIndices.map((i) => {
      const { standardError, trials } = (points[i] as CurvePoint).measured;
      return Number.isFinite(standardError) ? standardError * Math.sqrt(trials) : 0;
    }),
  );
  const together: JudgeOptions = { ...options, comparisons, pooledSkewness, spreadElsewhere };
  const judgements = points.map((point) => {
    if ('notJudged' in point) return { verdict: 'not judged' as const, reason: point.notJudged };
    return judgePoint(point.measured, point.predicted, withOwn(together, point));
  });
  const judged = judgedIndices.map((i) => judgements[i] as PointJudgement);
  correctBroken(judged, comparisons, alpha / looks);
  const missing: Verdict[] = points.flatMap((point) => ('notJudged' in point && point.missing ? ['unresolved'] : []));
  const verdict = combineVerdicts([...judged.map((point) => point.verdict), ...missing]);
  const counts = countVerdicts(judgements);
  const worst = worstPoint(points, judgements, verdict, options.relation);
  const needed = judged.filter((point) => point.verdict === 'unresolved').map((point) => point.needed ?? Infinity);
  const most = needed.length > 0 && missing.length === 0 ? Math.max(...needed) : Infinity;
  const curve = { verdict, points: judgements, worst, counts, ...(most < Infinity && { needed: most }) };
  return { ...curve, sentence: curveSentence(curve, points, options) };
}

/** The curve's options, with what a point has of its own in their place. */
function withOwn(options: JudgeOptions, point: CurvePoint): JudgeOptions {
  const { relation, floor, predictedError, most, events } = point;
  if (relation === undefined && floor === undefined && predictedError === undefined && most === undefined)
    return options;
  return {
    ...options,
    most,
    events,
    relation: relation ?? options.relation,
    floor: floor ?? options.floor,
    predictedError: predictedError ?? options.predictedError,
  };
}

/** Decides `broken` for points judged together, by Holm's method; those that hold do so already. */
export function correctBroken(
  judged: readonly { verdict: Verdict; pBroken: number }[],
  comparisons: number,
  level: number,
): void {
  const adjusted = holm(
    judged.map((point) => point.pBroken),
    comparisons,
  );
  judged.forEach((point, k) => {
    if (point.verdict !== 'holds') point.verdict = adjusted[k]! <= level ? 'broken' : 'unresolved';
  });
}

/** How many points have which verdict. */
export function countVerdicts(points: readonly { verdict: Verdict | 'not judged' }[]): CurveJudgement['counts'] {
  const tally = (wanted: Verdict | 'not judged') => points.filter(({ verdict }) => verdict === wanted).length;
  const notJudged = tally('not judged');
  return {
    judged: points.length - notJudged,
    holds: tally('holds'),
    broken: tally('broken'),
    unresolved: tally('unresolved'),
    notJudged,
  };
}

/**
 * The verdict on several together: any `broken` breaks it, all must hold for it to hold, and
 * nothing judged is `unresolved`.
 */
export function combineVerdicts(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('broken')) return 'broken';
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'holds') ? 'holds' : 'unresolved';
}

/**
 * Among the points that decide the verdict, the one furthest out: in units of its margin, in the
 * direction that counts.
 */
function worstPoint(
  points: readonly (CurvePoint | UnjudgedPoint)[],
  judgements: CurveJudgement['points'],
  verdict: Verdict,
  relation: Relation | undefined,
): number | undefined {
  let worst: number | undefined;
  let furthest = -Infinity;
  judgements.forEach((judgement, i) => {
    const point = points[i]!;
    if (judgement.verdict !== verdict || 'notJudged' in point) return;
    const out = outwards(judgement.difference, point.relation ?? relation);
    // Without a margin every distance is infinitely many margins: compare deviations.
    const distance = judgement.halfWidth > 0 ? out / judgement.halfWidth : out / (Math.abs(point.predicted) || 1);
    if (worst === undefined || distance > furthest) {
      furthest = distance;
      worst = i;
    }
  });
  return worst;
}

function outwards(difference: number, relation: Relation = 'equals'): number {
  return relation === 'equals' ? Math.abs(difference) : relation === 'atMost' ? difference : -difference;
}

function check(measured: Summary, predicted: number, options: JudgeOptions): void {
  const { alpha = 0.05 } = options;
  if (!Number.isFinite(measured.mean)) throw new NotFinite(`the measured mean is ${measured.mean}`);
  if (!Number.isFinite(predicted)) throw new NotFinite(`the prediction is ${predicted}`);
  if (measured.standardError < 0) throw new OutOfRange('the standard error', measured.standardError, 'at least 0');
  if (!(measured.trials >= 1)) throw new OutOfRange('the number of trials', measured.trials, 'at least 1');
  if (!(alpha > 0 && alpha < 0.5)) throw new OutOfRange('alpha', alpha, 'between 0 and 0.5');
  for (const name of ['margin', 'floor', 'predictedError'] as const) {
    const value = options[name] ?? 0;
    if (!(value >= 0)) throw new OutOfRange(name, value, 'at least 0');
  }
  for (const name of ['comparisons', 'looks'] as const) {
    const value = options[name] ?? 1;
    if (!(value >= 1)) throw new OutOfRange(name, value, 'at least 1');
  }
}
