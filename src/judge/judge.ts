import type { Line } from '../measure/lines.ts';
import type { Outlook } from '../measure/outlook.ts';
import type { PointPrediction } from '../measure/theory.ts';
import type { TrialOutcome } from '../measure/trials.ts';
import type { Place, Plan } from '../plan/plan.ts';
import { parameterMeta } from '../plan/settings.ts';
import { combineVerdicts, judgeCurve, type Verdict } from '../statistics/equivalence.ts';
import type { Summary } from '../statistics/moments.ts';
import { plain } from '../statistics/sentences.ts';
import type { Claim, DerivedObservable, Observable, Relation } from '../systems/contract.ts';
import { type ClaimCell, claimsAlongAxis, claimsAtPoint, judgeClaim } from './claims.ts';
import { type Bootstraps, derivedAlongAxis, derivedAtPoint } from './derived.ts';
import { type Cell, type PointResult, sampleOf, summarizePoint } from './summary.ts';

export interface JudgedVerdict {
  verdict: Verdict | 'not judged';
  sentence: string;
  judged: number;
  /** Nothing of it is predicted or measured in this setting. */
  absent?: true;
}

export interface RunVerdict {
  overall: Verdict | 'not judged';
  /** Of every observable, derived observable and claim. */
  observables: Record<string, JudgedVerdict>;
}

/** What is known of a curve as a whole. */
export interface CurveResult {
  /** Derived observables along the axis. */
  derived: Record<string, Cell>;
  /** Claims along the axis. */
  claims: Record<string, ClaimCell>;
  line: Line;
}

/** What a run is judged by: theory, the trials so far, and what is asked of them. */
export interface Evidence {
  plan: Plan;
  outlooks: Outlook[][];
  predictions: PointPrediction[][];
  lines: Line[];
  /** outcomes[curve][point][trial]. */
  outcomes: TrialOutcome[][][];
  /** The observables, derived observables and claims whose verdicts make the run's. */
  shown: readonly string[];
  margin: number;
  /** How often the trials may be looked at before the verdict is final. */
  looks: number;
  /** How many numbers are judged in all, where the plan is part of something larger. */
  comparisons?: number;
  bootstraps: Bootstraps;
}

/** What theory and the trials so far say at every point and along every curve. */
export interface Summarized {
  points: PointResult[][];
  curves: CurveResult[];
}

export interface Judged extends Summarized {
  verdict: RunVerdict;
}

/**
 * Summarises the trials at every point, and judges everything that is both predicted and measured.
 */
export function judgeRun(evidence: Evidence): Judged {
  const summarized = summarizeRun(evidence);
  return { ...summarized, verdict: verdictOn(evidence, summarized.points, summarized.curves) };
}

/** Summarises the trials at every point; before the first of them, what theory says. */
export function summarizeRun(evidence: Omit<Evidence, 'shown' | 'margin' | 'looks'>): Summarized {
  const { plan, outlooks, predictions, outcomes, lines, bootstraps } = evidence;
  const { system } = plan;
  const samples = outcomes.map((row) => row.map(sampleOf));
  const points = plan.curves.map((curve, c) =>
    curve.points.map((point, p): PointResult => {
      const [outlook, sample] = [outlooks[c][p], samples[c][p]];
      const result = summarizePoint(system, point, outlook, predictions[c][p], sample);
      const derived = derivedAtPoint(system, point.key, outlook, predictions[c][p], sample, bootstraps);
      return {
        ...result,
        observables: { ...result.observables, ...derived },
        claims: claimsAtPoint(system, outlook, sample),
      };
    }),
  );
  const curves = plan.curves.map((_, c): CurveResult => {
    const along = { plan, curve: c, outlooks: outlooks[c], predictions: predictions[c], samples: samples[c] };
    return { derived: derivedAlongAxis(along, bootstraps), claims: claimsAlongAxis(along), line: lines[c] };
  });
  return { points, curves };
}

/**
 * Judges what is both predicted and measured, wherever the measurement is from, and writes the
 * judgements into the cells.
 */
export function verdictOn(
  evidence: Pick<Evidence, 'plan' | 'outlooks' | 'shown' | 'margin' | 'looks' | 'comparisons'>,
  points: PointResult[][],
  curves: CurveResult[],
): RunVerdict {
  const { plan, shown } = evidence;
  const { system } = plan;
  // Those that make the run's verdict are one family: together they are wrongly `broken` at the
  // nominal rate.
  const family = evidence.comparisons ?? countJudged(points, curves, shown);
  const comparisons = (name: string) => (shown.includes(name) ? Math.max(1, family) : 1);
  const verdict: RunVerdict = { overall: 'not judged', observables: {} };
  const compared = { ...system.observables, ...system.derived } as Record<string, Judgeable>;
  for (const [name, observable] of Object.entries(compared))
    verdict.observables[name] = judgeCells(
      evidence,
      name,
      cellsOf(points, curves, name),
      observable,
      comparisons(name),
    );
  for (const [name, claim] of Object.entries<Claim>(system.claims ?? {})) {
    const placed = claimsOf(points, curves, name).map(({ cell, ...place }) => ({
      cell,
      at: describePlace(plan, { cell: {}, ...place }, name),
    }));
    verdict.observables[name] = judgeClaim(claim, placed, { ...evidence, comparisons: comparisons(name) });
  }
  const verdicts = shown.map((name) => verdict.observables[name].verdict).filter((one) => one !== 'not judged');
  if (verdicts.length > 0) verdict.overall = combineVerdicts(verdicts);
  return verdict;
}

/** How many numbers and claims of these observables can be judged. */
export function countJudged(points: PointResult[][], curves: CurveResult[], shown: readonly string[]): number {
  const placed = shown.flatMap((name) => [...cellsOf(points, curves, name), ...claimsOf(points, curves, name)]);
  return placed.filter(({ cell }) => cell.reason === undefined).length;
}

/**
 * Of what is shown, that of which anything is known in this setting; all of it, where nothing is.
 */
export function presentOf({ observables }: RunVerdict, shown: readonly string[]): readonly string[] {
  const present = shown.filter((name) => !observables[name].absent);
  return present.length > 0 ? present : shown;
}

/** The points where a shown observable is still unresolved and more trials could settle it. */
export function needsMore({ points, curves, verdict }: Judged, shown: readonly string[]): Place[] {
  // What is broken somewhere stays broken: its other points need no more trials.
  const undecided = shown.filter((name) => verdict.observables[name].verdict !== 'broken');
  const isOpen = (cell: Cell | ClaimCell | undefined) => cell?.judgement?.verdict === 'unresolved';
  return points.flatMap((row, curve) => {
    const { derived, claims } = curves[curve];
    const wholeCurve = undecided.some((name) => isOpen(derived[name]) || isOpen(claims[name]));
    return row.flatMap((result, point) => {
      const open = undecided.some((name) => result.observables[name]?.some(isOpen) || isOpen(result.claims[name]));
      return wholeCurve || open ? [{ curve, point }] : [];
    });
  });
}

/**
 * Whether a shown observable has no value where theory has one, so that no number of trials makes
 * the whole hold.
 */
export function lacksValues({ points, curves, verdict }: Judged, shown: readonly string[]): boolean {
  return shown.some(
    (name) =>
      verdict.observables[name].verdict === 'unresolved' &&
      cellsOf(points, curves, name).some(({ cell: { missing } }) => missing),
  );
}

/** The most trials that anything open at this place needs; undefined where nobody can say. */
export function trialsNeeded(
  { points, curves }: Judged,
  shown: readonly string[],
  { curve, point }: Place,
): number | undefined {
  const { observables, claims } = points[curve][point];
  const cells = shown.flatMap((name) => [
    ...(observables[name] ?? []),
    ...[claims[name], curves[curve].derived[name], curves[curve].claims[name]].filter((one) => one !== undefined),
  ]);
  const needed = cells.flatMap(({ judgement }) =>
    judgement?.verdict === 'unresolved' ? [judgement.needed ?? Infinity] : [],
  );
  const most = Math.max(0, ...needed);
  return Number.isFinite(most) ? most : undefined;
}

type Judgeable = Pick<Observable<unknown> | DerivedObservable<unknown>, 'label' | 'symbol'> & { relation?: Relation };

/**
 * Something to judge, with where it stands; what runs along the axis belongs to the curve and to no
 * point of it.
 */
interface Placed<C> {
  cell: C;
  curve: number;
  point?: number;
}
type PlacedCell = Placed<Cell>;

/** Every number of one observable or derived observable. */
function cellsOf(points: PointResult[][], curves: CurveResult[], name: string): PlacedCell[] {
  return points.flatMap((row, curve) => [
    ...row.flatMap((result, point) => (result.observables[name] ?? []).map((cell) => ({ cell, curve, point }))),
    ...(curves[curve].derived[name] ? [{ cell: curves[curve].derived[name], curve }] : []),
  ]);
}

/** A claim at every point, or on every curve, that it is made about. */
function claimsOf(points: PointResult[][], curves: CurveResult[], name: string): Placed<ClaimCell>[] {
  return points.flatMap((row, curve) => [
    ...row.flatMap(({ claims }, point) => (claims[name] ? [{ cell: claims[name], curve, point }] : [])),
    ...(curves[curve].claims[name] ? [{ cell: curves[curve].claims[name], curve }] : []),
  ]);
}

function judgeCells(
  { plan, outlooks, margin, looks }: Pick<Evidence, 'plan' | 'outlooks' | 'margin' | 'looks'>,
  name: string,
  cells: PlacedCell[],
  { label, symbol, relation }: Judgeable,
  comparisons: number,
): JudgedVerdict {
  const { points, ...judgement } = judgeCurve(
    cells.map((placed) => {
      const { cell, curve, point } = placed;
      const { whyNoError, missing } = cell;
      if (cell.reason !== undefined) return { notJudged: cell.reason, missing };
      return {
        measured: cell.measured as Summary,
        predicted: cell.predicted!,
        predictedError: cell.predictedError,
        floor: outlooks[curve][point ?? 0].floors[name],
        most: plan.system.observables[name]?.most,
        events: outlooks[curve][point ?? 0].events[name],
        at: describePlace(plan, placed, name) || undefined,
        whyNoError,
      };
    }),
    {
      ...{ margin, looks, comparisons, relation, subject: `${label} ${symbol}` },
      values: name in (plan.system.derived ?? {}),
    },
  );
  points.forEach((point, i) => {
    if (point.verdict !== 'not judged') cells[i].cell.judgement = point;
  });
  const { judged } = judgement.counts;
  if (judged === 0) {
    // A run that never came to where the theory speaks says nothing against it, and nothing for it.
    const isLacking = name in plan.system.observables && cells.some(({ cell }) => cell.missing);
    const silence = judgement.sentence.replace('unresolved: ', `${label} ${symbol}: `);
    if (isLacking) return { verdict: 'unresolved', sentence: `unresolved: ${silence}`, judged };
    const elsewhere = cells.length > 0 ? '' : otherAxis(plan, name);
    const isAbsent =
      elsewhere === '' && cells.every(({ cell }) => !cell.measured && cell.predicted === undefined && !cell.lacking);
    const choices =
      isAbsent && cells.length === 0
        ? ' (it is neither predicted nor measured at these settings; others may have it)'
        : '';
    const sentence = `${silence}${elsewhere}${choices}`;
    return { verdict: 'not judged', sentence, judged, ...(isAbsent && { absent: true }) };
  }
  return { verdict: judgement.verdict, sentence: judgement.sentence, judged };
}

/** Why there is nothing at all of a derived observable: it runs along another parameter. */
function otherAxis({ system, axis }: Plan, name: string): string {
  const along: string | undefined = system.derived?.[name]?.along;
  if (along === undefined) return '';
  return ` (it is drawn along ${along}, ${axis ? `and the axis is ${axis.name}` : `of which there is one value: give it several, as a list or a range`})`;
}

/** As its axis and its legend say it: `λ = 0.2`. */
function describePlace(plan: Plan, { cell, curve, point }: PlacedCell, name: string): string {
  const { scale, members, points } = plan.curves[curve];
  const over: string | readonly string[] | undefined = plan.system.observables[name]?.over;
  const coordinates = over === undefined ? [] : typeof over === 'string' ? [over] : over;
  const values = [cell.coordinate, cell.second];
  const symbolOf = (key: string) => parameterMeta(plan.system, key)?.symbol ?? key;
  return [
    ...(plan.axis && point !== undefined
      ? [`${symbolOf(plan.axis.name)} = ${show(points[point].parameters[plan.axis.name])}`]
      : []),
    ...plan.families.map(({ name: family }) => `${symbolOf(family)} = ${show(members[family])}`),
    ...coordinates.map((key, i) => `${plan.system.coordinates![key].symbol} = ${show(values[i])}`),
    ...(scale === 1 ? [] : [`sizes × ${scale}`]),
  ].join(', ');
}

function show(value: unknown): string {
  return typeof value === 'number' ? plain(value, 4) : String(value);
}
