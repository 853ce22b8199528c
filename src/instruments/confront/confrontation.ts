import { Bootstraps } from '../../judge/derived.ts';
import { summarizeRun, verdictOn } from '../../judge/judge.ts';
import { type Cell, type PointResult, whyIndistinct } from '../../judge/summary.ts';
import type { Outlook } from '../../measure/outlook.ts';
import { type PointPrediction, quantity } from '../../measure/theory.ts';
import type { Workshop } from '../../measure/workshop.ts';
import type { Parameters, Plan, Point } from '../../plan/plan.ts';
import type { PlanTheory, RunResult } from '../../run/conduct.ts';
import type { AnySystem, Observable } from '../../systems/contract.ts';
import type { InstrumentContext } from '../contract.ts';
import type { Measured, Measurement } from './measured.ts';
import { MANY } from './table-rows.ts';
import { predictedAt } from './theory.ts';

/** Theory held against what was measured, as a run has it. */
export type Confronted = Pick<RunResult, 'plan' | 'points' | 'curves' | 'verdict' | 'shown' | 'margin'> & {
  /** In the order of the measurements: each with its cell. */
  cells: { measurement: Measurement; cell: Cell }[];
};

/** What a confrontation is made of. */
export interface Subject {
  system: AnySystem;
  measured: Measured;
  /** What is not at its default, of what no column has. */
  settings: Parameters;
  conditions: Conditions;
  workshop: Workshop;
  context: InstrumentContext;
}

export interface Conditions {
  shown: readonly string[];
  margin: number;
  looks: number;
  /** Without standard errors: a mean is taken as exact, and the margin alone decides. */
  isExact: boolean;
  /**
   * Of each measurement, a relative error that is added to that of theory: what a fitted parameter
   * leaves open.
   */
  doubt?: readonly number[];
}

/** Judges the measurements by the judge of runs. `pointOf` has the point of each of them. */
export function confrontTheory(
  plan: Plan,
  theory: PlanTheory,
  measurements: readonly Measurement[],
  pointOf: (measurement: Measurement) => Point | undefined,
  { shown, margin, looks, isExact, doubt }: Conditions,
): Confronted {
  const outcomes = plan.curves.map(({ points }) => points.map(() => []));
  // What theory says alone: the trials are somebody else's.
  const { points, curves } = summarizeRun({ ...theory, plan, outcomes, bootstraps: new Bootstraps('') });
  const at = new Map(plan.curves.flatMap((curve, c) => curve.points.map((point, p) => [point, [c, p] as const])));
  const cells: Confronted['cells'] = [];
  const own: Record<string, Cell[]>[][] = points.map((row) => row.map(() => ({})));
  for (const [i, measurement] of measurements.entries()) {
    if (measurement.ofCurve) continue;
    const [c, p] = at.get(pointOf(measurement)!)!;
    const { observable } = measurement;
    const [outlook, prediction] = [theory.outlooks[c][p], theory.predictions[c][p]];
    const cell =
      observable in plan.system.observables
        ? cellOf(plan.system, measurement, outlook, prediction, doubt?.[i])
        : withMeasurement({ ...points[c][p].observables[observable]?.[0] }, measurement);
    own[c][p][observable] = [...(own[c][p][observable] ?? []), cell];
    cells.push({ measurement, cell });
  }
  for (const [c, row] of points.entries())
    for (const [p, result] of row.entries())
      setCells(result, own[c][p], theory.outlooks[c][p], theory.predictions[c][p], plan.system);
  const ofCurves = curves.map(({ derived }) => derived);
  for (const curve of curves) curve.derived = {};
  for (const measurement of measurements.filter(({ ofCurve }) => ofCurve)) {
    const c = plan.curves.findIndex(({ members }) =>
      Object.entries(members).every(([key, value]) => measurement.given[key] === value),
    );
    const cell = withMeasurement({ ...ofCurves[c][measurement.observable] }, measurement);
    curves[c].derived[measurement.observable] = cell;
    cells.push({ measurement, cell });
  }
  const judged = isExact ? { ...plan, system: withoutMost(plan.system) } : plan;
  for (const { cell } of cells)
    if (isExact && cell.measured && 'mean' in cell.measured) cell.measured = { ...cell.measured, standardError: 0 };
  const verdict = verdictOn({ plan: judged, outlooks: theory.outlooks, shown, margin, looks }, points, curves);
  for (const { measurement, cell } of cells) if (measurement.measured) cell.measured = measurement.measured;
  if (measurements.some(({ measured }) => measured?.trials === MANY))
    for (const one of Object.values(verdict.observables))
      one.sentence = one.sentence.replace(TRIALS, 'smaller errors are needed');
  return { plan, points, curves, verdict, shown, margin, cells };
}

/** What a run advises; of errors that nobody counted no number of trials can be told. */
const TRIALS =
  /about [^;]* trials would tell|[^;]* trials or more would tell|it takes over a million trials, or another margin/;

function cellOf(
  system: AnySystem,
  measurement: Measurement,
  outlook: Outlook,
  prediction: PointPrediction,
  doubt = 0,
): Cell {
  const { observable: name, coordinate, second } = measurement;
  const said = predictedAt(system, measurement, outlook, prediction);
  const cell: Cell = { ...(coordinate !== undefined && { coordinate }), ...(second !== undefined && { second }) };
  if ('value' in said) Object.assign(cell, { predicted: said.value, predictedError: said.error + doubt });
  const theory = quantity(prediction, name)?.value ?? [];
  const all = typeof theory === 'number' ? [theory] : theory;
  const reason =
    ('reason' in said ? said.reason : undefined) ??
    outlook.withoutMean[name] ??
    whyIndistinct(all, outlook.floors[name], system.observables[name].most) ??
    'not measured';
  return withMeasurement({ ...cell, reason }, measurement);
}

/**
 * What only lacked a measurement has one now, unless its record says why it is not to be judged.
 */
function withMeasurement(cell: Cell, { measured, reason, missing }: Measurement): Cell {
  const { reason: before, ...rest } = cell;
  const isOpen = before === undefined || before === 'not measured';
  const why = isOpen ? (reason ?? (measured && 'mean' in measured ? undefined : 'not measured')) : before;
  return {
    ...rest,
    ...(measured && { measured }),
    ...(why !== undefined && { reason: why }),
    ...(isOpen && missing && { missing }),
  };
}

/** The point has the measured observables alone, and theory's whole curves for the figure. */
function setCells(
  result: PointResult,
  own: Record<string, Cell[]>,
  { coordinates }: Outlook,
  prediction: PointPrediction,
  system: AnySystem,
): void {
  for (const [name, cells] of Object.entries(own)) {
    cells.sort((a, b) => (a.coordinate ?? 0) - (b.coordinate ?? 0) || (a.second ?? 0) - (b.second ?? 0));
    const { over }: Pick<Observable<unknown>, 'over'> = system.observables[name] ?? {};
    const theory = quantity(prediction, name)?.value;
    if (typeof over === 'string' && theory !== undefined && typeof theory !== 'number')
      result.fine[name] ??= { at: coordinates[over].subarray(0, theory.length), value: theory };
  }
  result.observables = own;
  result.claims = {};
  result.trials = Math.max(
    0,
    ...Object.values(own)
      .flat()
      .map(({ measured }) => measured?.trials ?? 0),
  );
}

/** Chance plays no part where a mean is taken as exact. */
function withoutMost(system: AnySystem): AnySystem {
  const plain = Object.entries<Observable<unknown>>(system.observables).map(([name, { most, ...rest }]) => [
    name,
    rest,
  ]);
  return { ...system, observables: Object.fromEntries(plain) };
}
