import { OrreryError } from '../numeric/errors.ts';
import { exp, log } from '../numeric/special.ts';
import type { Curve, Plan, Point } from '../plan/plan.ts';
import { fitToField } from '../plan/settings.ts';
import type { AnySystem, Observable } from '../systems/contract.ts';
import type { Outlook } from './outlook.ts';
import { type PointPrediction, predictPoint, quantity } from './theory.ts';
import type { Workshop } from './workshop.ts';

/**
 * Theory along the axis for the eye, on a finer grid than the points: computed once, and part of a
 * result.
 */
export interface Line {
  /** Values of the axis' parameter, at the curve's scale, ascending. */
  x: number[];
  /** Of each observable; null where theory has no answer, or diverges. */
  y: Record<string, (number | null)[]>;
  /** Where it diverges, of each observable that does. */
  poles?: Record<string, number[]>;
}

/**
 * A line has about as many points, up to six for each gap between neighbours on the axis, and a
 * wide gap has its share of all: it is smooth, and no peak is cut off.
 */
const LINE_POINTS = 100;

/**
 * The observables that a figure draws: those shown, and what the derived observables and claims
 * among `shown` are about.
 */
export function drawnObservables(
  { observables, derived = {}, claims = {} }: AnySystem,
  shown: readonly string[],
): string[] {
  const drawn = shown.flatMap((name): string[] => {
    if (Object.hasOwn(observables, name)) return [name];
    return Object.hasOwn(derived, name) ? [derived[name].of] : [...(claims[name]?.of ?? [])];
  });
  return [...new Set(drawn)];
}

/**
 * One line for each curve, of the observables `shown` that are numbers along a numeric axis. The
 * points' own predictions are used again; between them theory is asked once, unless it is slow.
 */
export async function linesOf(
  plan: Plan,
  outlooks: Outlook[][],
  predictions: PointPrediction[][],
  shown: readonly string[],
  workshop: Workshop,
  breathe: () => Promise<void>,
): Promise<Line[]> {
  const { axis, system, map } = plan;
  const names = drawnObservables(system, shown).filter((name) => isNumber(system.observables[name]));
  if (!axis || map || names.length === 0 || axis.values.some((value) => typeof value !== 'number'))
    return plan.curves.map(() => ({ x: [], y: {} }));
  const lines: Line[] = [];
  for (const [i, curve] of plan.curves.entries()) {
    const isSlow = outlooks[i].some(({ slowTheory }) => slowTheory);
    lines.push(await lineOf(plan, axis.name, curve, predictions[i], names, isSlow, workshop, breathe));
  }
  return lines;
}

async function lineOf(
  plan: Plan,
  axis: string,
  { points }: Curve,
  predictions: PointPrediction[],
  names: string[],
  isSlow: boolean,
  workshop: Workshop,
  breathe: () => Promise<void>,
): Promise<Line> {
  const at = new Map<number, PointPrediction>();
  for (const [i, { parameters }] of points.entries()) at.set(Number(parameters[axis]), predictions[i]);
  const known = [...at.keys()].sort((a, b) => a - b);
  if (!isSlow)
    for (const value of between(plan, axis, known, points[0].parameters)) {
      // Between two points that are allowed everything is: no value is checked or hashed again.
      const parameters = { ...points[0].parameters, [axis]: value };
      if (!at.has(value))
        at.set(value, await predictBetween({ key: `${points[0].key} ${value}`, parameters }, names, workshop));
      await breathe();
    }
  const x = [...at.keys()].sort((a, b) => a - b);
  const predictedAt = (name: string, place: number) => quantity(at.get(place)!, name)?.value;
  const y = names.map((name) => [name, x.map((place) => finite(predictedAt(name, place)))]);
  const poles = names
    .map((name): [string, number[]] => [name, x.filter((place) => predictedAt(name, place) === Infinity)])
    .filter(([, places]) => places.length > 0);
  return { x, y: Object.fromEntries(y), ...(poles.length > 0 && { poles: Object.fromEntries(poles) }) };
}

/**
 * Values that the axis may take between its points, evenly spaced in each gap, and the corners that
 * the system names.
 */
function between({ system }: Plan, axis: string, known: number[], parameters: Record<string, unknown>): number[] {
  const gaps = known.length - 1;
  const total = gaps * Math.min(6, Math.max(1, Math.round(LINE_POINTS / known.length) - 1));
  const [place, value] = known[0] > 0 ? [log, exp] : [identity, identity];
  const places = known.map(place);
  const inner = places.slice(1).flatMap((next, i) => {
    const count = Math.max(1, Math.round((total * (next - places[i])) / (places[gaps] - places[0])));
    return Array.from({ length: count }, (_, j) => value(places[i] + ((j + 1) / (count + 1)) * (next - places[i])));
  });
  const corners = system.corners?.[axis]?.(parameters) ?? [];
  const inside = corners.filter((corner) => corner > known[0] && corner < known[gaps]);
  return fitToField(system, axis, [...inner, ...inside]) as number[];
}

const identity = (x: number) => x;

/** Where theory has no answer the line has a gap; the points carry the reason. */
async function predictBetween(point: Point, names: string[], workshop: Workshop): Promise<PointPrediction> {
  try {
    return await predictPoint(workshop, point, names);
  } catch (error) {
    if (!(error instanceof OrreryError)) throw error;
    return { reason: error.message };
  }
}

/** Neither a curve over a coordinate nor a derived observable or a claim. */
function isNumber(observable: Observable<unknown> | undefined): boolean {
  return observable !== undefined && observable.over === undefined;
}

function finite(value: number | Float64Array | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
