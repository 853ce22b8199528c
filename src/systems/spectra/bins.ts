/** Evenly spaced bins: `count` of them from `from` on, each `width` wide. */
export interface Bins {
  from: number;
  width: number;
  count: number;
}

/**
 * Bins of the largest eigenvalue in units of its fluctuations; 2 per cent of the Tracy–Widom law is
 * outside.
 */
export const fluctuationBins: Bins = { from: -4, width: 0.5, count: 12 };

/** Bins beyond the edges on either side, where the theory has no eigenvalues. */
const BEYOND = 2;

/**
 * `count` bins that begin and end exactly at the edges, and a few outside that do not go below
 * `least`.
 */
export function binsBetween(low: number, high: number, count: number, least: number): Bins {
  const width = (high - low) / count;
  const below = Math.min(BEYOND, Math.floor((low - least) / width));
  return { from: low - below * width, width, count: below + count + BEYOND };
}

export function edgesOf({ from, width, count }: Bins): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) => from + i * width);
}

export function centresOf({ from, width, count }: Bins): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + (i + 0.5) * width);
}
