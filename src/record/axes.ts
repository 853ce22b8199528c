import type { FigureAxis } from '../figures/figure.ts';
import type { Plan } from '../plan/plan.ts';
import { parameterMeta } from '../plan/settings.ts';
import type { Coordinate } from '../systems/contract.ts';

/** The axis of a parameter; logarithmic where it is meant to be and all values allow it. */
export function parameterAxis(plan: Plan, name: string): FigureAxis {
  const meta = parameterMeta(plan.system, name);
  const positive = plan.curves.every(({ points }) => points.every(({ parameters }) => Number(parameters[name]) > 0));
  return {
    label: meta?.title ?? name,
    symbol: meta?.symbol,
    unit: meta?.unit,
    scale: meta?.scale === 'log' && positive ? 'log' : 'linear',
  };
}

export function coordinateAxis(plan: Plan, name: string): FigureAxis {
  const { label, symbol, unit, scale }: Coordinate<unknown> = plan.system.coordinates![name];
  return { label, symbol, unit, scale };
}

/** The parameter along the axis; with one setting only, the one that a figure would sweep. */
export function axisName(plan: Plan): string {
  const { system } = plan;
  const numeric = () =>
    Object.keys(system.parameters.shape).find((key) => typeof plan.curves[0].points[0].parameters[key] === 'number');
  return plan.axis?.name ?? Object.keys(system.sweep).at(0) ?? numeric() ?? '';
}

/** The horizontal place of a point: its value on the axis, at the scale of its curve. */
export function axisValue(plan: Plan, curve: number, point: number): number {
  return Number(plan.curves[curve].points[point].parameters[axisName(plan)]);
}
