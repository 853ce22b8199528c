/**
 * Below this an eigenvalue cannot be told from zero: the round-off of a matrix of this size and
 * norm.
 */
export function resolution(size: number, largest: number): number {
  return 4 * Number.EPSILON * size * largest;
}
