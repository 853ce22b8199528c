import { linesOf } from '../../measure/lines.ts';
import { type Outlook, outlooksOf } from '../../measure/outlook.ts';
import { type PointPrediction, predictPoint, quantity } from '../../measure/theory.ts';
import type { Workshop } from '../../measure/workshop.ts';
import { betweenPoints } from '../../numeric/between-points.ts';
import { BadInput } from '../../numeric/errors.ts';
import { byPoint, distinctPoints, type Plan } from '../../plan/plan.ts';
import type { PlanTheory } from '../../run/conduct.ts';
import type { AnySystem, Coordinate, Observable } from '../../systems/contract.ts';
import type { InstrumentContext } from '../contract.ts';
import { coordinatesOf } from './columns.ts';
import type { Measurement } from './measured.ts';

/** What theory says of one measurement: a number with its relative error, or why there is none. */
export type Predicted = { value: number; error: number } | { reason: string };

/**
 * Theory at every point of a plan, and, where `lines` are asked for, between them. `rowOf` names
 * the row that a point is from. Throws `BadInput` and `Stopped`.
 */
export async function theoryOf(
  plan: Plan,
  wanted: readonly string[],
  workshop: Workshop,
  context: Pick<InstrumentContext, 'check' | 'progress'>,
  { rowOf, lines }: { rowOf: (key: string) => string; lines: boolean },
): Promise<PlanTheory> {
  const points = distinctPoints(plan);
  const known = new Map<string, PointPrediction>();
  for (const [i, point] of points.entries()) {
    context.check();
    context.progress(i / points.length, 'theory at the points of the table');
    try {
      const watch = {
        check: context.check,
        progress: (done: number) => context.progress((i + done) / points.length, 'theory'),
      };
      known.set(point.key, await predictPoint(workshop, point, wanted, watch));
    } catch (error) {
      if (error instanceof BadInput) throw new BadInput(`${rowOf(point.key)}: ${error.message}`);
      throw error;
    }
  }
  const outlooks = outlooksOf(plan, workshop);
  const predictions = plan.curves.map((curve) => curve.points.map(({ key }) => known.get(key)!));
  const breathe = breathing(context.check);
  const drawn = lines ? wanted : [];
  return { outlooks, predictions, lines: await linesOf(plan, outlooks, predictions, drawn, workshop, breathe) };
}

/** Asks `check`, and now and then lets its owner have a word. */
function breathing(check: () => void): () => Promise<void> {
  let last = performance.now();
  return async () => {
    check();
    if (performance.now() - last < 50) return;
    await new Promise((resume) => setTimeout(resume));
    last = performance.now();
  };
}

/** What theory says of every measurement that is a point's, in their order. */
export function predictedOf(
  plan: Plan,
  { outlooks, predictions }: Pick<PlanTheory, 'outlooks' | 'predictions'>,
  measurements: readonly Measurement[],
  keys: readonly string[],
): Predicted[] {
  const outlookOf = byPoint(plan, outlooks);
  const predictionOf = byPoint(plan, predictions);
  return measurements.map((one, i) =>
    predictedAt(plan.system, one, outlookOf.get(keys[i])!, predictionOf.get(keys[i])!),
  );
}

/**
 * Between the places of a curve it is interpolated, and its error is that of theory and of this.
 */
export function predictedAt(
  system: AnySystem,
  { observable, coordinate, second }: Measurement,
  outlook: Outlook,
  prediction: PointPrediction,
): Predicted {
  if ('reason' in prediction) return prediction;
  const { theory, scale }: Pick<Observable<unknown>, 'theory' | 'scale'> = system.observables[observable];
  if (theory === 'none') return { reason: 'there is no theory of it' };
  const found = quantity(prediction, observable);
  if (!found) return { reason: 'the theory does not predict it here' };
  const over = coordinatesOf(system, observable);
  if (typeof found.value === 'number') return checked(found.value, found.error);
  const [first, other] = over.map((name) => outlook.coordinates[name]);
  if (other) {
    const [i, j] = [placeOf(first, coordinate!), placeOf(other, second!)];
    if (i < 0 || j < 0)
      return { reason: `theory is not given there: ${over.join(' and ')} have to be places of its grid` };
    return checked(found.value[i * other.length + j], found.error);
  }
  const along: Coordinate<unknown> = system.coordinates![over[0]];
  const between = betweenPoints(first, found.value, coordinate!, { x: along.scale, y: scale });
  if (!between) {
    const at = placeOf(first, coordinate!);
    if (at >= 0) return checked(found.value[at], found.error);
    return { reason: `theory is given for ${over[0]} between ${first[0]} and ${first[first.length - 1]} alone` };
  }
  return checked(between.value, found.error + (between.error > 0 ? between.error / Math.abs(between.value) : 0));
}

function checked(value: number, error: number): Predicted {
  if (Number.isNaN(value)) return { reason: 'the theory came out as NaN' };
  return Number.isFinite(value) ? { value, error } : { reason: 'the theory diverges here' };
}

function placeOf(grid: ArrayLike<number>, at: number): number {
  return Array.from(grid).findIndex((one) => Math.abs(one - at) <= 1e-9 * Math.abs(at));
}
