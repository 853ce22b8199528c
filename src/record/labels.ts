import type { Parameters, Plan, Sweep } from '../plan/plan.ts';
import { parameterMeta } from '../plan/settings.ts';
import { plain } from '../statistics/sentences.ts';
import { inertParameters } from '../systems/shared/inert.ts';

/**
 * What tells a curve from the others: the families' values, and the multiple of the sizes; empty
 * for a single curve.
 */
export function labelOf(plan: Plan, curve: number, families: Sweep[] = plan.families): string {
  const { members, scale } = plan.curves[curve];
  const parts = families.map(({ name }) => assignment(plan, name, members));
  if (plan.curves.some((other) => other.scale !== 1)) parts.push(`sizes × ${scale}`);
  return parts.join(', ');
}

/** `λ = 0.01`. */
export function assignment(plan: Plan, name: string, parameters: Parameters): string {
  return `${parameterMeta(plan.system, name)?.symbol ?? name} = ${showValue(parameters[name])}`;
}

/**
 * Every parameter that has an effect and is the same on all curves, so that the caption tells how
 * to make the figure again.
 */
export function describeFixed(plan: Plan): string {
  const inert = inertParameters(plan.system, plan.curves[0].points[0].parameters);
  const parts = Object.entries(plan.fixed)
    .filter(([key, value]) => value !== undefined && !(key in inert))
    .map(([key, value]) => `${parameterMeta(plan.system, key)?.symbol ?? key}\u00a0=\u00a0${showValue(value)}`);
  return parts.length === 0 ? 'Default parameters' : `With ${parts.join(', ')}`;
}

/** A longer array is told by its length. */
const MOST_VALUES = 6;

function showValue(value: unknown): string {
  if (typeof value === 'number') return plain(value, 4);
  // A bundled file is known by the name that was typed, any other by its file name.
  if (typeof value === 'object' && value !== null && 'origin' in value && 'name' in value)
    return String(/[./\\]/.test(String(value.origin)) ? value.name : value.origin);
  if (!Array.isArray(value)) return String(value);
  return value.length > MOST_VALUES ? `array of ${value.length}` : `[${value.map(showValue).join(', ')}]`;
}
