import type {
  CurveJudgement,
  CurveOptions,
  CurvePoint,
  PointJudgement,
  Relation,
  UnjudgedPoint,
} from './equivalence.ts';
import type { Summary } from './moments.ts';
import { count, eachOnce, percent, percentWithError, plain, withError } from './sentences.ts';

/**
 * A verdict and its reason, as a person would say them: the point that decides, by how much, and
 * what was left out.
 */
export function curveSentence(
  { verdict, points, worst, counts }: Omit<CurveJudgement, 'sentence'>,
  given: readonly (CurvePoint | UnjudgedPoint)[],
  { margin, floor = 0, relation: curveRelation, subject = 'the measurement', values = false }: CurveOptions,
): string {
  const unjudged = unjudgedClause(given);
  if (worst === undefined) {
    if (counts.judged === 0) return `unresolved: nothing to judge${unjudged && ` (${unjudged})`}`;
    return `unresolved: ${subject} agrees with theory at ${count(counts.judged, 'point')}, with ${unjudged}`;
  }

  const judgement = points[worst] as PointJudgement;
  const point = given[worst] as CurvePoint;
  const relation = point.relation ?? curveRelation ?? 'equals';
  const ownFloor = point.floor ?? floor;
  // Where the floor is most of what is allowed, a relative deviation says little.
  const inUnits = ownFloor > margin * Math.abs(point.predicted);
  const single = counts.judged === 1;
  // Of all points where it counts, as far as the sentence is about all of them.
  const floors = given.flatMap((one) => {
    if ('notJudged' in one) return [];
    const its = one.floor ?? floor;
    return its > margin * Math.abs(one.predicted) ? [its] : [];
  });
  const largest = Math.max(0, ...floors);
  const stated = verdict === 'holds' ? largest : inUnits ? ownFloor : 0;
  const upTo = verdict === 'holds' && floors.some((its) => its < largest) ? 'up to ' : '';
  const absolute = stated > 0 ? ` + ${upTo}${plain(stated, 2)}` : '';
  const within = `${percent(margin)}${absolute}`;
  const place = point.at === undefined ? '' : ` at ${point.at}`;
  const everywhere = single ? place : ` at all ${counts.judged} points`;
  const some = (n: number) => (single ? place : ` at ${n} of ${count(counts.judged, 'point')}`);
  const where = single ? '' : place;
  // Where a floor adds to the margin, another point may be relatively further off.
  const isLargest = points.every(
    (one) => one.verdict === 'not judged' || Math.abs(one.deviation) <= Math.abs(judgement.deviation),
  );
  const bound = relation === 'equals' ? '' : relation === 'atMost' ? 'upper' : 'lower';
  const size = distance(judgement, point.predicted, inUnits);
  const side = judgement.difference < 0 ? 'below' : 'above';
  const tail = unjudged && `; ${unjudged}`;
  const noError = point.whyNoError ?? 'one trial has no error bar';
  const known = Number.isFinite(judgement.deviationError);
  const doubt = doubtOf(judgement, relation, known ? point.measured.standardError : Infinity, single);
  const isPart = given.some((one) => 'notJudged' in one && one.missing);
  const more = `${known ? trialsWords(points, judgement, point.measured) : 'more trials are needed'}${isPart ? ' where it can be judged' : ''}`;

  if (values && single) {
    const { mean, standardError } = point.measured;
    const value = known && standardError > 0 ? withError(mean, standardError) : plain(mean, 4);
    const measured = `measured ${value}${known ? '' : `; ${noError}`}`;
    const wanted = bound
      ? `at ${bound === 'upper' ? 'most' : 'least'} the predicted ${plain(point.predicted, 4)}, give or take ${within}`
      : `within ${within} of the predicted ${plain(point.predicted, 4)}`;
    if (verdict !== 'unresolved')
      return `${verdict}: ${subject} is ${verdict === 'holds' ? '' : 'not '}${wanted}${place} (${measured})${tail}`;
    return `unresolved: ${doubt} to say whether ${subject} is ${wanted}${place} (${measured}); ${more}${tail}`;
  }

  let sentence: string;
  if (verdict === 'holds') {
    sentence = bound
      ? `${subject} keeps the theory's ${bound} bound within ${within}${everywhere} (nearest: ${size} ${side} it${where})`
      : `${subject} agrees with theory within ${within}${everywhere} (${single ? '' : isLargest ? 'largest ' : 'by its allowance largest '}deviation ${size}${where})`;
  } else if (verdict === 'broken') {
    sentence = bound
      ? `${subject} ${bound === 'upper' ? 'exceeds' : 'falls short of'} the theory's ${bound} bound by more than ${within}${some(counts.broken)} (${size} ${side} it${where})`
      : `${subject} departs from theory by more than ${within}${some(counts.broken)} (measured ${size} ${side} theory${where})`;
  } else {
    const cause = known ? `${size} ${side} theory${where}` : `${noError}${where}`;
    sentence = `${doubt} to say whether ${subject} ${bound ? `keeps the theory's ${bound} bound` : 'agrees with theory'} within ${within}${some(counts.unresolved)} (${cause}); ${more}`;
  }
  return `${verdict}: ${sentence}${tail}`;
}

/** Standard errors from the edge of the margin at which many trials would leave no doubt. */
const CLEAR = 3;

/**
 * Wide error bars leave anything open, narrow ones only what lies near the edge of the margin; well
 * away from it, a few trials hardly know their own spread, and may all agree by chance.
 */
function doubtOf(
  { interval, difference, halfWidth }: PointJudgement,
  relation: Relation,
  standardError: number,
  single: boolean,
): string {
  const reach = interval[1] - difference;
  const isInside = interval[0] > -halfWidth && interval[1] < halfWidth;
  const outwards = relation === 'equals' ? Math.abs(difference) : relation === 'atMost' ? difference : -difference;
  const isClear = Math.abs(outwards - halfWidth) > CLEAR * standardError;
  if (Number.isFinite(standardError)) {
    if (isInside || isClear) return 'too few trials';
    if (reach < halfWidth) return 'too close to the margin';
  }
  return single ? 'the error bar is too wide' : 'the error bars are too wide';
}

/**
 * Skewness of a log-normal distribution with σ ≈ 0.4: from here on a sample's spread is too small.
 */
const LOPSIDED = 1.5;

/** How many trials would resolve what is unresolved: `about 2300 trials would tell`. */
function trialsWords(points: CurveJudgement['points'], worst: PointJudgement, { skewness = 0 }: Summary): string {
  if (worst.needed === undefined) return 'it takes over a million trials, or another margin';
  const open = points.flatMap((point) => (point.verdict === 'unresolved' ? [point] : []));
  const needed = open.flatMap((point) => point.needed ?? []);
  const most = plain(Math.max(...needed), 2);
  // Rare large values, of which few trials have seen none: their number is a least one.
  const told = Math.abs(skewness) > LOPSIDED ? `${most} trials or more would tell` : `about ${most} trials would tell`;
  const others = open.length - needed.length;
  return others === 0 ? told : `${told}, but at ${others} of these points it takes more than can be said`;
}

/** `1 point not judged: the mean does not exist`; empty where all are judged. */
export function unjudgedClause(given: readonly (object | UnjudgedPoint)[]): string {
  const reasons = given.flatMap((point) => ('notJudged' in point ? [point.notJudged] : []));
  return reasons.length === 0 ? '' : `${count(reasons.length, 'point')} not judged: ${eachOnce(reasons).join('; ')}`;
}

/** Relative to the prediction, or in the observable's own units. */
function distance(
  { deviation, deviationError, difference }: PointJudgement,
  predicted: number,
  inUnits: boolean,
): string {
  if (!Number.isFinite(deviation)) return withError(Math.abs(difference), deviationError);
  if (inUnits) return withError(Math.abs(difference), deviationError * Math.abs(predicted));
  return percentWithError(Math.abs(deviation), deviationError);
}
