import type { Prediction } from '../contract.ts';

/**
 * Predicted values that all promise the same relative error; those that are undefined are not
 * predicted.
 */
export function quantities<O extends string>(
  values: Partial<Record<O, number | Float64Array | undefined>>,
  error: number,
): Prediction<O>['observables'] {
  const observables: Prediction<O>['observables'] = {};
  for (const [name, value] of Object.entries(values) as [O, number | Float64Array | undefined][])
    if (value !== undefined) observables[name] = { value, error };
  return observables;
}
