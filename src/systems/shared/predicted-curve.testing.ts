import { predictPoint, quantity } from '../../measure/theory.ts';
import { openWorkshop } from '../../measure/workshop.ts';
import type { Engine } from '../../numeric/engine.ts';
import { makePlan } from '../../plan/plan.ts';
import type { Settings } from '../../plan/settings.ts';
import type { AnySystem } from '../contract.ts';

/**
 * What theory says of an observable along the axis of the settings, as the points' x and y; without
 * trials.
 */
export async function predictedCurve(
  system: AnySystem,
  engine: Engine,
  settings: Settings,
  name: string,
): Promise<{ x: Float64Array; y: Float64Array }> {
  const { axis, curves } = makePlan(system, settings);
  const workshop = openWorkshop(system, engine);
  const y: number[] = [];
  for (const point of curves[0].points)
    y.push(quantity(await predictPoint(workshop, point, [name]), name)?.value as number);
  return { x: Float64Array.from(axis!.values as number[]), y: Float64Array.from(y) };
}
