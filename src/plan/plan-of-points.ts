import { BadInput } from '../numeric/errors.ts';
import type { AnySystem } from '../systems/contract.ts';
import { type Curve, type Parameters, type Plan, type Point, withoutEffect } from './plan.ts';

/**
 * The plan of points that are already chosen, as those of a table: any number of them, on any grid
 * or none. `fixed` are settings of all points, `rows` those of each one, all with values for the
 * same keys. The axis is the system's own where the rows vary it, else the number with the most
 * values; what else they vary are families, and each curve has the points that it has, in the order
 * of the axis. Throws `BadInput` for a key that has no effect.
 */
export function planOfPoints(
  system: AnySystem,
  fixed: Parameters,
  rows: readonly { given: Parameters; point: Point }[],
): Plan {
  const varied = Object.keys(rows[0].given).flatMap((name) => {
    const values = [...new Set(rows.map(({ given }) => given[name]))];
    return values.length > 1 ? [{ name, values }] : [];
  });
  const axis = axisAmong(system, varied);
  const families = varied.filter((one) => one !== axis);
  const curves = new Map<string, Curve>();
  for (const { given, point } of rows) {
    const members = Object.fromEntries(families.map(({ name }) => [name, given[name]]));
    const key = JSON.stringify(Object.values(members));
    const curve = curves.get(key) ?? { members, scale: 1, points: [] };
    curves.set(key, curve);
    curve.points.push(point);
  }
  if (axis)
    for (const { points } of curves.values())
      points.sort((a, b) => Number(a.parameters[axis.name]) - Number(b.parameters[axis.name]));
  const swept = [...(axis ? [axis.name] : []), ...families.map(({ name }) => name)];
  const single = Object.fromEntries(Object.entries(rows[0].point.parameters).filter(([key]) => !swept.includes(key)));
  const plan: Plan = {
    system,
    ...(axis && { axis }),
    families,
    fixed: single,
    chosen: { ...fixed, ...Object.fromEntries(Object.keys(rows[0].given).map((key) => [key, listOf(key)])) },
    curves: [...curves.values()],
  };
  for (const [key, reason] of withoutEffect(plan))
    throw new BadInput(`${key} is given but ${reason}; leave it out, or change that`);
  return plan;

  function listOf(key: string): unknown {
    const values = varied.find(({ name }) => name === key)?.values;
    return values ?? rows[0].given[key];
  }
}

function axisAmong({ sweep }: AnySystem, varied: Plan['families']): Plan['axis'] {
  const numeric = varied.filter(({ values }) => values.every((value) => typeof value === 'number'));
  const usual = numeric.find(({ name }) => name in sweep);
  return (
    usual ??
    numeric.reduce<Plan['axis']>(
      (most, one) => (one.values.length > (most?.values.length ?? 0) ? one : most),
      undefined,
    )
  );
}
