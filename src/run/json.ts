import { combineVerdicts } from '../statistics/equivalence.ts';
import type { RunResult } from './conduct.ts';
import type { Cell } from './judge.ts';
import type { Curve, Plan } from './plan.ts';
import type { PointPrediction } from './predictions.ts';
import { quantity } from './predictions.ts';
import { versions } from './version.ts';

/** JSON has no infinity: a divergence is the word `Infinity`, as in the reference files. */
type JsonNumber = number | 'Infinity' | '-Infinity' | null;

/** What `predict --json` prints. */
export function predictionJson(plan: Plan, predictions: PointPrediction[][]): Record<string, unknown> {
  return withCurves(plan, (_, curve) => ({
    observables: Object.fromEntries(
      observableNames(plan)
        .filter((name) => predictions[curve].some((prediction) => quantity(prediction, name)))
        .map((name) => [
          name,
          {
            predicted: predictions[curve].map((prediction) => jsonValue(quantity(prediction, name)?.value)),
            numericalError: predictions[curve].map((prediction) => quantity(prediction, name)?.error ?? null),
          },
        ]),
    ),
    ...reasons(predictions[curve].map((prediction) => ('reason' in prediction ? prediction.reason : undefined))),
  }));
}

/** What `run --json` prints, and the record's `result.json` for programs. */
export function resultJson(result: RunResult): Record<string, unknown> {
  const { plan, points, verdict } = result;
  const body = withCurves(plan, (_, curve) => ({
    observables: Object.fromEntries(
      observableNames(plan)
        .filter((name) => points[curve].some(({ observables }) => observables[name]))
        .map((name) => {
          const cells = points[curve].map(({ observables }) => observables[name]);
          return [
            name,
            {
              predicted: cells.map((cell) => collapse(cell, (one) => jsonValue(one.predicted))),
              measured: cells.map((cell) => collapse(cell, measuredJson)),
              verdicts: cells.map((cell) => collapse(cell, (one) => one.judgement?.verdict ?? 'not judged')),
              verdict: verdictOf(cells),
            },
          ];
        }),
    ),
    ...reasons(points[curve].map(({ noPrediction }) => noPrediction)),
    ...(points[curve].some(({ failures }) => Object.keys(failures).length > 0) && {
      failures: points[curve].map(({ failures }) => failures),
    }),
  }));
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
  const parametersOf = (curve: Curve) =>
    Object.fromEntries(
      Object.entries(curve.points[0])
        .filter(([key, value]) => key !== plan.axis?.name && value !== undefined)
        .map(([key, value]) => [key, jsonParameter(value)]),
    );
  const axis = (curve: Curve) =>
    plan.axis && { axis: { name: plan.axis.name, values: curve.points.map((point) => point[plan.axis!.name]) } };
  if (plan.curves.length === 1 && !plan.family)
    return {
      system: plan.system.id,
      parameters: parametersOf(plan.curves[0]),
      ...axis(plan.curves[0]),
      ...content(plan.curves[0], 0),
    };
  return {
    system: plan.system.id,
    ...(plan.family && { family: plan.family }),
    curves: plan.curves.map((curve, index) => ({
      parameters: parametersOf(curve),
      ...(curve.scale !== 1 && { scale: curve.scale }),
      ...axis(curve),
      ...content(curve, index),
    })),
  };
}

/** The verdict on one curve, by the verdicts on its numbers. */
function verdictOf(cells: (Cell[] | undefined)[]): string {
  const verdicts = cells.flatMap((list) => (list ?? []).flatMap(({ judgement }) => judgement?.verdict ?? []));
  return verdicts.length === 0 ? 'not judged' : combineVerdicts(verdicts);
}

function observableNames(plan: Plan): string[] {
  return Object.keys(plan.system.observables);
}

function measuredJson({ measured }: Cell): unknown {
  if (!measured) return null;
  return Object.fromEntries(
    Object.entries(measured)
      .filter(([key]) => ['mean', 'standardError', 'median', 'low', 'high', 'trials'].includes(key))
      .map(([key, value]) => [key, jsonValue(value as number)]),
  );
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

function reasons(list: (string | undefined)[]): { withoutPrediction?: (string | null)[] } {
  return list.some(Boolean) ? { withoutPrediction: list.map((reason) => reason ?? null) } : {};
}
