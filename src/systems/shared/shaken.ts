import type { Prediction } from '../contract.ts';

type Values<O extends string> = Partial<Record<O, number | Float64Array>>;

/** What a trial's rounding does to f/√n, and to rates relative to them. */
const ROUNDING = 1e-14;
/** A promise beyond which a value is not believed. */
const LARGEST_ERROR = 1e-4;

export interface Promises<O extends string> {
  /** The relative error that is promised where rounding does nothing. */
  least: number;
  /** Of a curve, points below so many times its first are not looked at. */
  negligible: Partial<Record<O, number>>;
}

/**
 * Predictions of a map that may amplify rounding, a trial's as well as its own. `at` has the values
 * from a start and a rate that are shaken by so much. Values are promised to ten times what
 * rounding makes of them, and those that it makes others are left out.
 */
export function shakenQuantities<O extends string>(
  at: (rounding: number) => Values<O>,
  { least, negligible }: Promises<O>,
): Prediction<O>['observables'] {
  const [values, up, down] = [0, ROUNDING, -ROUNDING].map(at);
  const observables: Prediction<O>['observables'] = {};
  for (const [name, value] of Object.entries(values) as [O, number | Float64Array][]) {
    const far = [up, down].map((shaken) => distance(value, shaken[name], negligible[name] ?? 0));
    const error = least + 10 * Math.max(...far);
    if (error < LARGEST_ERROR) observables[name] = { value, error };
  }
  return observables;
}

/**
 * The largest relative distance between two values, over the points of a curve that are not below
 * `negligible` times its first.
 */
function distance(one: number | Float64Array, other: number | Float64Array | undefined, negligible: number): number {
  if (other === undefined) return Number.POSITIVE_INFINITY;
  const [a, b] = [one, other].map((value) => (typeof value === 'number' ? [value] : Array.from(value)));
  return a.reduce(
    (most, value, i) => (value > negligible * a[0] ? Math.max(most, Math.abs(b[i] / value - 1)) : most),
    0,
  );
}
