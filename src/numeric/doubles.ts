/**
 * These numbers as a `Float64Array`: themselves where they are one, else a copy. A loop that has
 * met more than four kinds of arrays is compiled for none of them, and then takes six times as long
 * on the next million modes; so loops over all modes meet this one kind.
 */
export function doubles(values: ArrayLike<number>): Float64Array {
  return values instanceof Float64Array ? values : Float64Array.from(values);
}
