import type { ClaimCell } from '../judge/claims.ts';
import { Bootstraps, derivedAlongAxis, derivedAtPoint } from '../judge/derived.ts';
import { type Cell, type PointResult, sampleOf } from '../judge/summary.ts';
import { type PointPrediction, quantity } from '../measure/theory.ts';
import type { Curve, Plan } from '../plan/plan.ts';
import type { PlanTheory, RunResult } from '../run/conduct.ts';
import { versions } from '../run/version.ts';
import { combineVerdicts } from '../statistics/equivalence.ts';
import type { Exhibit, Observable } from '../systems/contract.ts';

/** JSON has no infinity: a divergence is the word `Infinity`, as in the reference files. */
type JsonNumber = number | 'Infinity' | '-Infinity' | null;

/** What `predict --json` prints. */
export function predictionJson(plan: Plan, theory: PlanTheory): Record<string, unknown> {
  const { outlooks, predictions } = theory;
  return withCurves(plan, (_, curve) => ({
    observables: {
      ...Object.fromEntries(
        Object.entries<Observable<unknown>>(plan.system.observables)
          .filter(([name]) => predictions[curve].some((prediction) => quantity(prediction, name)))
          .map(([name, { over }]) => [
            name,
            {
              ...namedCoordinates(over, (one) =>
                outlooks[curve].map(({ coordinates }) => Array.from(coordinates[one] ?? [])),
              ),
              predicted: predictions[curve].map((prediction) => jsonValue(quantity(prediction, name)?.value)),
              numericalError: predictions[curve].map((prediction) => quantity(prediction, name)?.error ?? null),
            },
          ]),
      ),
      ...Object.fromEntries(
        derivedPredictionsAtPoints(plan, curve, theory).map(([name, values]) => [
          name,
          { predicted: values.map(jsonValue) },
        ]),
      ),
    },
    ...section('derived', derivedPredictions(plan, curve, theory)),
    validity: outlooks[curve].map(({ notes }) => notes),
    ...reasons(predictions[curve].map(reasonOf)),
  }));
}

/**
 * Of a curve, before any trial: each derived observable along the axis that theory has a number
 * for.
 */
export function derivedPredictions(
  plan: Plan,
  curve: number,
  { outlooks, predictions }: PlanTheory,
): [string, { predicted: number }][] {
  const samples = plan.curves[curve].points.map(() => sampleOf([]));
  const along = { plan, curve, outlooks: outlooks[curve], predictions: predictions[curve], samples };
  return Object.entries(derivedAlongAxis(along, new Bootstraps(''))).flatMap(
    ([name, { predicted }]): [string, { predicted: number }][] =>
      predicted === undefined ? [] : [[name, { predicted }]],
  );
}

/** Of a curve, before any trial: what theory's curve over a coordinate says at each point. */
export function derivedPredictionsAtPoints(
  { system, curves }: Plan,
  curve: number,
  { outlooks, predictions }: PlanTheory,
): [string, (number | undefined)[]][] {
  const cells = curves[curve].points.map(({ key }, point) =>
    derivedAtPoint(system, key, outlooks[curve][point], predictions[curve][point], sampleOf([]), new Bootstraps('')),
  );
  return Object.keys(system.derived ?? {}).flatMap((name): [string, (number | undefined)[]][] => {
    const predicted = cells.map((one) => one[name]?.[0]?.predicted);
    return predicted.every((one) => one === undefined) ? [] : [[name, predicted]];
  });
}

/** What `run --json` prints, and the record's `result.json` for programs. */
export function resultJson(result: RunResult): Record<string, unknown> {
  const { plan, points, curves, verdict } = result;
  const { system } = plan;
  const body = withCurves(plan, (_, curve) => {
    const row = points[curve];
    const { derived, claims, line } = curves[curve];
    const compared = [...Object.keys(system.observables), ...Object.keys(system.derived ?? {})]
      .filter((name) => row.some(({ observables }) => observables[name]))
      .map((name) => {
        const cells = row.map(({ observables }) => observables[name]);
        const coordinates = coordinatesOf(system.observables[name]?.over, cells);
        return [name, { ...coordinates, ...cellsJson(cells), ...fineJson(row, name) }];
      });
    const claimed = Object.keys(system.claims ?? {})
      .filter((name) => claims[name] || row.some((point) => point.claims[name]))
      .map((name) => [
        name,
        claims[name] ? claimJson(claims[name]) : row.map((point) => claimJson(point.claims[name])),
      ]);
    return {
      observables: Object.fromEntries(compared),
      ...section(
        'derived',
        Object.entries(derived).map(([name, cell]) => [name, cellJson(cell)]),
      ),
      ...section('claims', claimed),
      ...(line.x.length > 0 && { line }),
      validity: row.map(({ validity }) => validity),
      ...reasons(row.map(({ noPrediction }) => noPrediction)),
      ...(row.some(({ failures }) => Object.keys(failures).length > 0) && {
        failures: row.map(({ failures }) => failures),
      }),
    };
  });
  return {
    ...body,
    verdict: verdict.overall,
    sentences: Object.fromEntries(Object.entries(verdict.observables).map(([name, { sentence }]) => [name, sentence])),
    margin: result.margin,
    seed: result.seed,
    engine: result.engine,
    jobs: result.jobs,
    seconds: result.seconds,
    interrupted: result.interrupted,
    versions: versions(),
  };
}

/** The exhibits of a run, with the key of the point that each comes from; for the record. */
export function exhibitsJson({ points }: RunResult): (Omit<Exhibit, 'values'> & { point: string; values: number[] })[] {
  return points
    .flat()
    .flatMap(({ key, exhibits }) =>
      exhibits.map(({ values, ...exhibit }) => ({ point: key, ...exhibit, values: Array.from(values) })),
    );
}

/** A dataset stands for itself by its origin and checksum. */
export function jsonParameter(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'sha256' in value && 'origin' in value)
    return { origin: value.origin, sha256: value.sha256 };
  return value;
}

function withCurves(
  plan: Plan,
  content: (curve: Curve, index: number) => Record<string, unknown>,
): Record<string, unknown> {
  const { axis, families, curves } = plan;
  const parametersOf = ({ points }: Curve) =>
    Object.fromEntries(
      Object.entries(points[0].parameters)
        .filter(([key, value]) => key !== axis?.name && value !== undefined)
        .map(([key, value]) => [key, jsonParameter(value)]),
    );
  const readingOf = ({ points }: Curve) => {
    const reading = plan.system.reading?.(points[0].parameters);
    return reading && { reading };
  };
  const axisOf = ({ points }: Curve) =>
    axis && { axis: { name: axis.name, values: points.map(({ parameters }) => parameters[axis.name]) } };
  const whole = (curve: Curve, index: number) => ({
    parameters: parametersOf(curve),
    ...(curve.scale !== 1 && { scale: curve.scale }),
    ...readingOf(curve),
    ...axisOf(curve),
    ...content(curve, index),
  });
  if (curves.length === 1 && families.length === 0) return { system: plan.system.id, ...whole(curves[0], 0) };
  return {
    system: plan.system.id,
    ...(families.length === 1 && { family: families[0] }),
    ...(families.length > 1 && { families }),
    curves: curves.map(whole),
  };
}

/**
 * Predicted curves on a grid finer than the measured one, where a figure has them:
 * `fine: [{ at: […], value: […] }, …]`.
 */
function fineJson(row: PointResult[], name: string): Record<string, unknown> {
  if (!row.some(({ fine }) => fine[name])) return {};
  const plainFine = ({ fine }: PointResult) =>
    fine[name] ? { at: Array.from(fine[name].at), value: jsonValue(fine[name].value) } : null;
  return { fine: row.map(plainFine) };
}

/** What is predicted, measured and judged at each point. */
function cellsJson(cells: (Cell[] | undefined)[]): Record<string, unknown> {
  const verdicts = cells.flatMap((list) => (list ?? []).flatMap(({ judgement }) => judgement?.verdict ?? []));
  return {
    predicted: cells.map((cell) => collapse(cell, (one) => jsonValue(one.predicted))),
    numericalError: cells.map((cell) => cell?.find((one) => one.predictedError !== undefined)?.predictedError ?? null),
    measured: cells.map((cell) => collapse(cell, measuredJson)),
    verdicts: cells.map((cell) => collapse(cell, (one) => one.judgement?.verdict ?? 'not judged')),
    verdict: verdicts.length === 0 ? 'not judged' : combineVerdicts(verdicts),
  };
}

function cellJson(cell: Cell): Record<string, unknown> {
  const verdict = cell.judgement?.verdict ?? 'not judged';
  return { predicted: jsonValue(cell.predicted), measured: measuredJson(cell), verdict };
}

function claimJson(cell: ClaimCell | undefined): Record<string, unknown> | null {
  if (!cell) return null;
  const { judgement, ...counts } = cell;
  return { ...counts, verdict: judgement?.verdict ?? 'not judged' };
}

function measuredJson({ measured }: Cell): unknown {
  if (!measured) return null;
  return Object.fromEntries(
    Object.entries(measured)
      .filter(([key]) => ['mean', 'standardError', 'median', 'low', 'high', 'trials'].includes(key))
      .map(([key, value]) => [key, jsonValue(value as number)]),
  );
}

/**
 * The coordinates that a curve's numbers stand on, point by point:
 * `coordinates: { time: [[…], …] }`.
 */
function coordinatesOf(over: Observable<unknown>['over'], cells: (Cell[] | undefined)[]): Record<string, unknown> {
  return namedCoordinates(over, (_, index) =>
    cells.map((list) => [
      ...new Set((list ?? []).map(({ coordinate, second }) => (index === 0 ? coordinate : second) ?? null)),
    ]),
  );
}

function namedCoordinates(
  over: Observable<unknown>['over'],
  values: (name: string, index: number) => unknown,
): Record<string, unknown> {
  if (over === undefined) return {};
  const names = typeof over === 'string' ? [over] : over;
  return { coordinates: Object.fromEntries(names.map((name, index) => [name, values(name, index)])) };
}

function collapse<T>(cells: Cell[] | undefined, read: (cell: Cell) => T): T | T[] | null {
  if (!cells || cells.length === 0) return null;
  return cells.length === 1 && cells[0].coordinate === undefined ? read(cells[0]) : cells.map(read);
}

function jsonValue(value: number | Float64Array | undefined): JsonNumber | JsonNumber[] {
  if (value === undefined) return null;
  if (typeof value !== 'number') return Array.from(value, (one) => jsonValue(one) as JsonNumber);
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return value;
}

function section(name: string, entries: unknown[][]): Record<string, unknown> {
  return entries.length === 0 ? {} : { [name]: Object.fromEntries(entries) };
}

function reasonOf(prediction: PointPrediction): string | undefined {
  return 'reason' in prediction ? prediction.reason : undefined;
}

function reasons(list: (string | undefined)[]): { withoutPrediction?: (string | null)[] } {
  return list.some(Boolean) ? { withoutPrediction: list.map((reason) => reason ?? null) } : {};
}
