// Ascending tuples i ≤ j ≤ … of indices below N, which count the entries of a symmetric tensor
// once, in the order of their last index, then of the one before it: the rank of a tuple does not
// depend on N.

/** The place of an ascending tuple among all of its length. */
export function rankOf(tuple: Int32Array): number {
  let rank = 0;
  for (let i = 0; i < tuple.length; i++) rank += countOf(tuple[i], i + 1);
  return rank;
}

/** How many ascending tuples of this length, 1 to 4, there are: N(N + 1) … /length!. */
export function countOf(N: number, length: number): number {
  if (length === 1) return N;
  if (length === 2) return (N * (N + 1)) / 2;
  if (length === 3) return (N * (N + 1) * (N + 2)) / 6;
  return (N * (N + 1) * (N + 2) * (N + 3)) / 24;
}

/** Visits every ascending tuple, by rank. The array is the same throughout. */
export function ascendingTuples(N: number, length: number, visit: (tuple: Int32Array, rank: number) => void): void {
  const tuple = new Int32Array(length);
  const count = countOf(N, length);
  for (let rank = 0; rank < count; rank++) {
    visit(tuple, rank);
    // The first index that may grow without passing the next one does, and those before it restart.
    let i = 0;
    while (i < length - 1 && tuple[i] === tuple[i + 1]) tuple[i++] = 0;
    tuple[i]++;
  }
}
