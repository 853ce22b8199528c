import { OrreryError } from '../numeric/errors.ts';
import { combineVerdicts, judgeCurve, type PointJudgement, type Verdict } from '../statistics/equivalence.ts';
import { type Summary, summarize, summarizeMedian } from '../statistics/moments.ts';
import { plain } from '../statistics/sentences.ts';
import type { Measured, Observable, ValidityNote } from '../systems/contract.ts';
import type { Parameters, Place, Plan } from './plan.ts';
import type { PointPrediction } from './predictions.ts';
import type { TrialOutcome } from './trials.ts';

/** One number of one observable at one point: predicted, measured, judged. Curves over a coordinate have one for each of its values. */
export interface Cell {
  coordinate?: number;
  predicted?: number;
  predictedError?: number;
  /** Absent without a trial. Where no mean exists, `median` with its interval. */
  measured?: Summary | { median: number; low: number; high: number; trials: number };
  judgement?: PointJudgement;
  /** Why it is not judged. */
  reason?: string;
}

export interface PointResult {
  parameters: Parameters;
  observables: Record<string, Cell[]>;
  /** Why theory has no prediction here. */
  noPrediction?: string;
  /** Trials that failed, by reason. */
  failures: Record<string, number>;
  trials: number;
  validity: ValidityNote[];
  /** Predicted curves on a grid finer than the measured one, for the figure. */
  fine: Record<string, { at: Float64Array; value: Float64Array }>;
}

export interface ObservableVerdict {
  verdict: Verdict | 'not judged';
  sentence: string;
  judged: number;
}

export interface RunVerdict {
  overall: Verdict | 'not judged';
  observables: Record<string, ObservableVerdict>;
}

export interface JudgeSetting {
  plan: Plan;
  predictions: PointPrediction[][];
  /** outcomes[curve][point][trial]. */
  outcomes: TrialOutcome[][][];
  /** The observables whose verdicts make the run's. */
  shown: string[];
  margin: number;
  /** How often the trials may be looked at before the verdict is final. */
  looks: number;
}

export interface Judged {
  points: PointResult[][];
  verdict: RunVerdict;
}

/** Summarises the trials at every point, and judges every observable that is both predicted and measured. */
export function judgeRun(setting: JudgeSetting): Judged {
  const points = setting.plan.curves.map(({ points }, curve) =>
    points.map((_, point) => summarizePoint(setting, { curve, point })),
  );
  const verdict: RunVerdict = { overall: 'not judged', observables: {} };
  // Those that make the run's verdict are one family: together they are wrongly `broken` at the nominal rate.
  const family = setting.shown.reduce((sum, name) => sum + placesOf(points, name).filter(isJudgeable).length, 0);
  for (const [name, observable] of Object.entries<Observable<Parameters>>(setting.plan.system.observables)) {
    const comparisons = setting.shown.includes(name) ? Math.max(1, family) : 1;
    verdict.observables[name] = judgeObservable(setting, placesOf(points, name), observable, comparisons);
  }
  const verdicts = setting.shown.map((name) => verdict.observables[name].verdict).filter((one) => one !== 'not judged');
  if (verdicts.length > 0) verdict.overall = combineVerdicts(verdicts);
  return { points, verdict };
}

/** The points where a shown observable is still unresolved and more trials could settle it. */
export function needsMore({ points }: Judged, shown: string[]): Place[] {
  const places: Place[] = [];
  points.forEach((row, curve) => {
    row.forEach((result, point) => {
      if (shown.some((name) => result.observables[name]?.some((cell) => cell.judgement?.verdict === 'unresolved')))
        places.push({ curve, point });
    });
  });
  return places;
}

function summarizePoint({ plan, predictions, outcomes }: JudgeSetting, { curve, point }: Place): PointResult {
  const parameters = plan.curves[curve].points[point];
  const predicted = predictions[curve][point];
  const failures: Record<string, number> = {};
  const values: Record<string, Measured[]> = {};
  let trials = 0;
  for (const outcome of outcomes[curve][point]) {
    if ('failed' in outcome) failures[outcome.failed] = (failures[outcome.failed] ?? 0) + 1;
    else {
      trials++;
      for (const [name, value] of Object.entries(outcome.observables)) {
        values[name] ??= [];
        values[name].push(value);
      }
    }
  }
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const observables: Record<string, Cell[]> = {};
  const fine: PointResult['fine'] = {};
  for (const [name, observable] of Object.entries<Observable<Parameters>>(plan.system.observables)) {
    const prediction = 'prediction' in predicted ? predicted.prediction.observables[name] : undefined;
    const unpredicted = 'reason' in predicted;
    if (!prediction && !values[name] && !unpredicted) continue;
    if (prediction?.fine) fine[name] = prediction.fine;
    const theory = prediction === undefined ? [] : asArray(prediction.value);
    const coordinates =
      observable.over && 'prediction' in predicted ? predicted.prediction.coordinates?.[observable.over] : undefined;
    const width = (values[name] ?? []).reduce<number>(
      (most, value) => Math.max(most, asArray(value).length),
      unpredicted ? 1 : theory.length,
    );
    const withoutMean = observable.withoutMean?.(parameters);
    observables[name] = Array.from({ length: width }, (_, i) => {
      const cell: Cell = {};
      if (coordinates) cell.coordinate = coordinates[i];
      if (prediction && theory[i] !== undefined) {
        cell.predicted = theory[i];
        cell.predictedError = prediction.error;
      }
      const sample = (values[name] ?? []).map((value) => asArray(value)[i]);
      if (sample.length > 0) {
        if (withoutMean && failed === 0) {
          const { median, low, high } = summarizeMedian(sample);
          cell.measured = { median, low, high, trials: sample.length };
        } else if (!withoutMean) cell.measured = summarize(sample);
      }
      if (unpredicted) cell.reason = predicted.reason;
      else if (failed > 0)
        cell.reason = `${failed} of ${failed + trials} trials failed, and judging the rest would be a selection`;
      else if (withoutMean) cell.reason = withoutMean;
      else if (!prediction) cell.reason = 'the theory does not predict it here';
      else if (!Number.isFinite(cell.predicted)) cell.reason = 'the theory diverges here';
      else if (sample.length === 0) cell.reason = 'not measured';
      return cell;
    });
  }
  return {
    parameters,
    observables,
    ...('reason' in predicted && { noPrediction: predicted.reason }),
    failures,
    trials,
    validity: validityNotes(plan, parameters),
    fine,
  };
}

interface JudgedPlace extends Place {
  cell: Cell;
  result: PointResult;
}

/** Every number of one observable, with where it stands. */
function placesOf(points: PointResult[][], name: string): JudgedPlace[] {
  return points.flatMap((row, curve) =>
    row.flatMap((result, point) => (result.observables[name] ?? []).map((cell) => ({ cell, result, curve, point }))),
  );
}

function isJudgeable({ cell }: JudgedPlace): boolean {
  return cell.reason === undefined;
}

function judgeObservable(
  { plan, margin, looks }: JudgeSetting,
  places: JudgedPlace[],
  observable: Observable<Parameters>,
  comparisons: number,
): ObservableVerdict {
  const judgement = judgeCurve(
    places.map(({ cell, result, curve, point }) =>
      cell.reason === undefined
        ? {
            measured: cell.measured as Summary,
            predicted: cell.predicted!,
            predictedError: cell.predictedError,
            floor: observable.floor?.(result.parameters),
            at: describePlace(plan, { curve, point }, cell, observable.over) || undefined,
          }
        : { notJudged: cell.reason },
    ),
    { margin, looks, comparisons, relation: observable.relation, subject: `${observable.label} ${observable.symbol}` },
  );
  judgement.points.forEach((point, i) => {
    if (point.verdict !== 'not judged') places[i].cell.judgement = point;
  });
  const { judged } = judgement.counts;
  if (judged === 0) return { verdict: 'not judged', sentence: judgement.sentence.replace('unresolved: ', ''), judged };
  return { verdict: judgement.verdict, sentence: judgement.sentence, judged };
}

function describePlace(plan: Plan, { curve, point }: Place, { coordinate }: Cell, over: string | undefined): string {
  const { scale, family, points } = plan.curves[curve];
  const parts: string[] = [];
  if (plan.axis) parts.push(`${plan.axis.name} = ${show(points[point][plan.axis.name])}`);
  if (plan.family) parts.push(`${plan.family.name} = ${show(family)}`);
  if (coordinate !== undefined && over) parts.push(`${plan.system.coordinates![over].symbol} = ${show(coordinate)}`);
  if (scale !== 1) parts.push(`sizes × ${scale}`);
  return parts.join(', ');
}

function validityNotes(plan: Plan, parameters: Parameters): ValidityNote[] {
  try {
    return plan.system.validity(parameters);
  } catch (error) {
    if (!(error instanceof OrreryError)) throw error;
    // Where the theory has no answer there is nothing to say of its validity; the reason is in `noPrediction`.
    return [];
  }
}

function show(value: unknown): string {
  return typeof value === 'number' ? plain(value, 4) : String(value);
}

function asArray(value: Measured): ArrayLike<number> {
  return typeof value === 'number' ? [value] : value;
}
