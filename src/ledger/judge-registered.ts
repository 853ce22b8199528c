import { basename, join } from 'node:path';
import { type CurveResult, presentOf, type RunVerdict, verdictOn } from '../judge/judge.ts';
import { type Cell, type PointResult, whyIndistinct } from '../judge/summary.ts';
import type { Outlook } from '../measure/outlook.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run/conduct.ts';
import { looksOf } from '../run/trial-bench.ts';
import { count, percent } from '../statistics/sentences.ts';
import type { AnySystem, Observable } from '../systems/contract.ts';
import type { Claim } from './claim.ts';
import { PREDICTIONS } from './listing.ts';
import { decode, type Prediction, type RegisteredPoint } from './registration.ts';

/** How a run came out against what was registered of it. */
export interface Registered {
  /** Below the folder of records. */
  file: string;
  sha256: string;
  /** When. */
  created: string;
  /** Whether it was before the measurement, of the points that are judged. */
  before: boolean;
  /** The record that had measured them before, where it was not. */
  earlier?: string;
  margin: number;
  /** Points of the run, and those of them that it is of. */
  points: number;
  judged: number;
  /**
   * Observables that theory says otherwise now, at how many of these points, and by how much at
   * most.
   */
  changed: { observable: string; points: number; largest: number }[];
  verdict?: RunVerdict;
  /** Other predictions of these points. */
  others: number;
  sentences: string[];
}

/** Judges the trials of a run against the registered values, at the registered margin. */
export function judgeRegistered(claim: Claim, result: RunResult, outlooks: Outlook[][]): Registered {
  const { file, prediction, keys, earlier, others } = claim;
  const { sha256, created, margin } = prediction;
  const all = new Set(result.points.flat().map(({ key }) => key));
  const registered: Omit<Registered, 'sentences'> = {
    ...{
      file: join(PREDICTIONS, basename(file)),
      sha256,
      created,
      margin,
      others,
      before: keys.size > 0,
      points: all.size,
      judged: keys.size,
    },
    ...(earlier !== undefined && { earlier }),
    changed: keys.size === 0 ? [] : changesOf(prediction, keys, result),
    ...(keys.size > 0 && { verdict: verdictOf(claim, result, outlooks) }),
  };
  return { ...registered, sentences: sentencesOf(registered, result) };
}

function verdictOf({ prediction, keys }: Claim, result: RunResult, outlooks: Outlook[][]): RunVerdict {
  const { system } = result.plan;
  const registered = new Map(prediction.points.map((point) => [point.key, point]));
  const kept = result.plan.curves
    .map(({ points }, curve) => ({ curve, at: points.flatMap(({ key }, p) => (keys.has(key) ? [p] : [])) }))
    .filter(({ at }) => at.length > 0);
  const plan: Plan = {
    ...result.plan,
    curves: kept.map(({ curve, at }) => {
      const whole = result.plan.curves[curve];
      return { ...whole, points: at.map((p) => whole.points[p]) };
    }),
  };
  const points = kept.map(({ curve, at }) =>
    at.map((p) => asRegistered(system, result.points[curve][p], registered.get(result.points[curve][p].key)!)),
  );
  const curves = kept.map(({ curve, at }) =>
    alongAxis(prediction, result, curve, at.length === result.points[curve].length),
  );
  const evidence = {
    ...{ plan, shown: result.shown, margin: prediction.margin },
    outlooks: kept.map(({ curve, at }) => at.map((p) => outlooks[curve][p])),
    looks: (result.looksBefore ?? 0) + looksOf(result.trials),
  };
  return verdictOn(evidence, points, curves);
}

/** A measured point, beside what was registered of it. */
function asRegistered(system: AnySystem, point: PointResult, registered: RegisteredPoint): PointResult {
  const observables = Object.entries(point.observables).map(([name, cells]): [string, Cell[]] => {
    const quantity = registered.predicted[name];
    const drawn = registered.derived[name];
    const values = quantity ? [quantity.value].flat().map(decode) : drawn === undefined ? [] : [decode(drawn)];
    const observable: Observable<unknown> | undefined = system.observables[name];
    const numbers = values.map((value) => value ?? Number.NaN);
    const indistinct = quantity && whyIndistinct(numbers, point.floors[name], observable?.most);
    return [name, cells.map((cell, i) => cellAs(cell, values[i], quantity?.error, indistinct))];
  });
  return { ...point, observables: Object.fromEntries(observables), claims: structuredClone(point.claims) };
}

function cellAs(cell: Cell, predicted: number | undefined, error: number | undefined, indistinct?: string): Cell {
  const { judgement: _, predicted: now, predictedError: __, reason, ...rest } = cell;
  if (predicted === undefined) return { ...rest, reason: reason ?? 'nothing was registered of it' };
  // Why it is not judged is of the trials, or of what theory says now.
  const ofTrials = now !== undefined && Number.isFinite(now) ? reason : undefined;
  const mean = rest.measured && 'mean' in rest.measured;
  const why = !Number.isFinite(predicted)
    ? 'what was registered is no number'
    : (ofTrials ?? indistinct ?? (mean ? undefined : (reason ?? 'not measured')));
  return { ...rest, predicted, ...(error !== undefined && { predictedError: error }), ...(why && { reason: why }) };
}

/** What belongs to a curve as a whole, where the whole of it was registered. */
function alongAxis(
  prediction: Prediction,
  { curves, points }: RunResult,
  curve: number,
  isWhole: boolean,
): CurveResult {
  const { line, claims, derived } = curves[curve];
  if (!isWhole) return { line, claims: {}, derived: {} };
  const keys = JSON.stringify(points[curve].map(({ key }) => key));
  const registered = prediction.curves.find((one) => JSON.stringify(one.keys) === keys);
  const drawn = Object.entries(derived).flatMap(([name, cell]): [string, Cell][] => {
    const value = decode(registered?.derived[name]);
    return value === undefined ? [] : [[name, cellAs(cell, value, undefined)]];
  });
  return { line, claims: structuredClone(claims), derived: Object.fromEntries(drawn) };
}

/** Where theory says now what it did not say then, beyond what both promise. */
function changesOf({ points }: Prediction, keys: ReadonlySet<string>, result: RunResult): Registered['changed'] {
  const now = new Map(result.points.flat().map((point) => [point.key, point]));
  const found = new Map<string, { points: Set<string>; largest: number }>();
  for (const { key, predicted } of points) {
    if (!keys.has(key)) continue;
    for (const [name, { value, error }] of Object.entries(predicted))
      for (const [i, encoded] of [value].flat().entries()) {
        const [then, cell] = [decode(encoded)!, now.get(key)!.observables[name]?.[i]];
        const is = cell?.predicted ?? Number.NaN;
        const promised = error + (cell?.predictedError ?? 0) + 1e-12;
        if (Object.is(is, then) || is === then || Math.abs(is - then) <= promised * Math.abs(is)) continue;
        const change = found.get(name) ?? { points: new Set(), largest: 0 };
        change.points.add(key);
        change.largest = Math.max(change.largest, Math.abs(is - then) / Math.abs(then) || 0);
        found.set(name, change);
      }
  }
  return [...found].map(([observable, change]) => ({ observable, ...change, points: change.points.size }));
}

function sentencesOf(registered: Omit<Registered, 'sentences'>, result: RunResult): string[] {
  const { created, margin, earlier, changed, verdict, others, points, judged, file } = registered;
  const when = created.slice(0, 16).replace('T', ' ');
  if (verdict === undefined)
    return [`registered ${when} UTC, after ${earlier} had begun to measure these points: it does not count (${file})`];
  const some = judged < points ? `, of ${judged} of ${count(points, 'point')}` : '';
  const besides =
    others > 0 ? `; ${count(others, 'more prediction')} of them ${others === 1 ? 'is' : 'are'} registered` : '';
  const lines = [`registered ${when} UTC, before the measurement${some} (${file}${besides})`];
  for (const { observable, points: at, largest } of changed)
    lines.push(
      `THE THEORY HAS CHANGED SINCE: ${observable} was registered otherwise at ${count(at, 'point')}, by up to ${percent(largest)}`,
    );
  lines.push(`judged against what was registered, at its margin of ${percent(margin)}: ${verdict.overall}`);
  for (const name of presentOf(verdict, result.shown)) lines.push(`  ${verdict.observables[name].sentence}`);
  return lines;
}
