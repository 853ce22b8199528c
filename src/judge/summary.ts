import type { Outlook } from '../measure/outlook.ts';
import { type PointPrediction, quantity } from '../measure/theory.ts';
import type { TrialOutcome, TrialValues } from '../measure/trials.ts';
import type { Parameters, Point } from '../plan/plan.ts';
import type { PointJudgement } from '../statistics/equivalence.ts';
import { type Summary, summarize, summarizeMedian } from '../statistics/moments.ts';
import type { AnySystem, Exhibit, Measured, Observable, Quantity, ValidityNote } from '../systems/contract.ts';
import type { ClaimCell } from './claims.ts';

/**
 * One number of one observable at one point: predicted, measured, judged. Curves over a coordinate
 * have one for each of its values.
 */
export interface Cell {
  /** Where it stands on the observable's coordinate, and on its second one. */
  coordinate?: number;
  second?: number;
  predicted?: number;
  predictedError?: number;
  /** Absent without a trial. Where no mean exists, `median` with its interval. */
  measured?: Summary | { median: number; low: number; high: number; trials: number };
  judgement?: PointJudgement;
  /** Why a measured derived number has no error. */
  whyNoError?: string;
  /** Why it is not judged. */
  reason?: string;
  /**
   * Not judged because the curve, or a trial, has no such number where theory has one: the whole
   * then cannot hold.
   */
  missing?: true;
}

export interface PointResult {
  key: string;
  parameters: Parameters;
  /** Observables, and the derived ones that are drawn from a curve at this point. */
  observables: Record<string, Cell[]>;
  /** Claims about this point alone. */
  claims: Record<string, ClaimCell>;
  /** Why theory has no prediction here. */
  noPrediction?: string;
  /** Absolute additions to the margin, of the observables that have one. */
  floors: Record<string, number>;
  /** Trials that failed, by reason. */
  failures: Record<string, number>;
  trials: number;
  validity: ValidityNote[];
  /** Predicted curves on a grid finer than the measured one, for the figure. */
  fine: Record<string, { at: Float64Array; value: Float64Array }>;
  /** From the first trial. */
  exhibits: Exhibit[];
}

/** The trials of a point that were not failures, and what became of the others. */
export interface Sample {
  values: TrialValues[];
  failed: number;
  failures: Record<string, number>;
}

export function sampleOf(outcomes: TrialOutcome[]): Sample {
  const failures: Record<string, number> = {};
  for (const outcome of outcomes)
    if ('failed' in outcome) failures[outcome.failed] = (failures[outcome.failed] ?? 0) + 1;
  const values = outcomes.filter((outcome): outcome is TrialValues => !('failed' in outcome));
  return { values, failed: outcomes.length - values.length, failures };
}

/**
 * Why what was measured of one observable may not be judged, where it may not: failures make the
 * rest a selection.
 */
export function selectionReason({ values, failed }: Sample, name: string): string | undefined {
  if (failed > 0)
    return `${failed} of ${failed + values.length} trials failed, and judging the rest would be a selection`;
  const lacking = reasonsOf(values, name);
  if (lacking.length > 0)
    return `in ${lacking.length} of ${values.length} trials ${lacking[0]}${lacking.length < values.length ? ', and judging the rest would be a selection' : ''}`;
  const odd = values.flatMap(({ withoutValue }) => withoutValue?.[name] ?? []);
  if (odd.length === 0) return undefined;
  return `it came out as ${odd[0]} in ${odd.length} of ${values.length} trials, and judging the rest would be a selection`;
}

/** Why trials say that they cannot have this observable. */
function reasonsOf(values: TrialValues[], name: string): string[] {
  return values.flatMap(({ without }) => without?.[name] ?? []);
}

/** Everything at a point but the derived observables and the claims. */
export function summarizePoint(
  system: AnySystem,
  point: Point,
  outlook: Outlook,
  prediction: PointPrediction,
  sample: Sample,
): PointResult {
  const unpredicted = 'reason' in prediction ? prediction.reason : undefined;
  const observables: PointResult['observables'] = {};
  const fine: PointResult['fine'] = {};
  for (const [name, observable] of Object.entries<Observable<unknown>>(system.observables)) {
    const predicted = quantity(prediction, name);
    const values = sample.values.flatMap((trial) => trial.observables[name] ?? []);
    const isLacking = reasonsOf(sample.values, name).length > 0;
    if (!predicted && values.length === 0 && unpredicted === undefined && !isLacking) continue;
    if (predicted?.fine) fine[name] = predicted.fine;
    observables[name] = cellsOf(name, observable, outlook, unpredicted, predicted, sample);
  }
  return {
    ...point,
    observables,
    claims: {},
    ...(unpredicted !== undefined && { noPrediction: unpredicted }),
    floors: outlook.floors,
    failures: sample.failures,
    trials: sample.values.length,
    validity: outlook.notes,
    fine,
    exhibits: sample.values[0]?.exhibits ?? [],
  };
}

function cellsOf(
  name: string,
  observable: Observable<unknown>,
  outlook: Outlook,
  unpredicted: string | undefined,
  predicted: Quantity | undefined,
  sample: Sample,
): Cell[] {
  const theory = predicted === undefined ? [] : asArray(predicted.value);
  const measured = sample.values.flatMap((trial): ArrayLike<number>[] =>
    trial.observables[name] === undefined ? [] : [asArray(trial.observables[name])],
  );
  const grid = gridOf(observable, outlook);
  const selected = selectionReason(sample, name);
  const isLacking = reasonsOf(sample.values, name).length > 0;
  const withoutMean = outlook.withoutMean[name];
  const indistinct = whyIndistinct(theory, outlook.floors[name], observable.most);
  const width = measured.reduce((most, { length }) => Math.max(most, length), theory.length || (grid?.length ?? 1));
  return Array.from({ length: width }, (_, i) => {
    const cell: Cell = { ...grid?.[i] };
    if (predicted && theory[i] !== undefined) {
      cell.predicted = theory[i];
      cell.predictedError = predicted.error;
    }
    const values = measured.map((value) => value[i]);
    if (values.length > 0) {
      if (withoutMean === undefined) cell.measured = summarize(values);
      else if (selected === undefined) {
        const { median, low, high } = summarizeMedian(values);
        cell.measured = { median, low, high, trials: values.length };
      }
    }
    if (unpredicted !== undefined) cell.reason = unpredicted;
    else if (selected !== undefined) cell.reason = selected;
    else if (withoutMean !== undefined) cell.reason = withoutMean;
    else if (observable.theory === 'none') cell.reason = 'there is no theory of it';
    else if (!predicted) cell.reason = 'the theory does not predict it here';
    else if (Number.isNaN(cell.predicted)) cell.reason = 'the theory came out as NaN';
    else if (!Number.isFinite(cell.predicted)) cell.reason = 'the theory diverges here';
    else if (indistinct !== undefined) cell.reason = indistinct;
    else if (values.length === 0) cell.reason = 'not measured';
    if (isLacking && predicted) cell.missing = true;
    return cell;
  });
}

/**
 * A floor above this part of what is judged would let a theory pass that is that far off; as an
 * addition to a margin of some per cent, a tenth is much already.
 */
const MOST_FLOOR = 0.1;

/**
 * Why a number, or a curve by its largest value, may not be judged: the experiment hardly tells it
 * from zero. A theory of exactly 0 is compared with the most that there could be, where that is
 * known.
 */
export function whyIndistinct(theory: ArrayLike<number>, floor = 0, most = Infinity): string | undefined {
  const largest = Array.from(theory).reduce((so, value) => Math.max(so, Math.abs(value) || 0), 0);
  if (floor <= MOST_FLOOR * (largest || most)) return undefined;
  const whole = largest === 0 ? `the most that it can be, ${most}` : 'it';
  return `what the experiment cannot tell from zero is more than a tenth of ${whole}`;
}

/** The places of a curve's values on its coordinate, or of a surface's on its two, row by row. */
function gridOf(
  { over }: Observable<unknown>,
  { coordinates }: Outlook,
): Pick<Cell, 'coordinate' | 'second'>[] | undefined {
  if (over === undefined) return undefined;
  const [first, second] = typeof over === 'string' ? [over] : over;
  const rows = Array.from(coordinates[first] ?? [], (coordinate) => ({ coordinate }));
  if (second === undefined) return rows;
  return rows.flatMap((row) => Array.from(coordinates[second] ?? [], (value) => ({ ...row, second: value })));
}

export function asArray(value: Measured): ArrayLike<number> {
  return typeof value === 'number' ? [value] : value;
}
