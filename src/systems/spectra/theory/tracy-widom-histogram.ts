import { remember } from '../../../numeric/remember.ts';
import { tracyWidomCdf } from '../../../random-matrices/tracy-widom.ts';
import type { Quantity } from '../../contract.ts';
import { edgesOf, fluctuationBins } from '../bins.ts';

/**
 * Steps of the fine curve; the differences that make a density of the distribution are over two of
 * them.
 */
const STEP = 1 / 16;
const REACH = 2;

/**
 * The Tracy–Widom density (β = 1), averaged over each bin; it depends on no parameter and is
 * computed once, in some 100 ms.
 */
export const tracyWidomHistogram = remember<void, Quantity>(histogram, () => 'the only one');

function histogram(): Quantity {
  const { from, width, count } = fluctuationBins;
  const below = edgesOf(fluctuationBins).map((s) => tracyWidomCdf(s));
  const steps = (width * count) / STEP;
  const at = Float64Array.from({ length: steps + 1 }, (_, i) => from + i * STEP);
  const table = Float64Array.from({ length: steps + 1 + 4 * REACH }, (_, i) =>
    tracyWidomCdf(from + (i - 2 * REACH) * STEP),
  );
  // Differences of fourth order: good to the width of a line.
  const slope = (i: number) =>
    (table[i] - 8 * table[i + REACH] + 8 * table[i + 3 * REACH] - table[i + 4 * REACH]) / (12 * REACH * STEP);
  return {
    value: Float64Array.from({ length: count }, (_, i) => (below[i + 1] - below[i]) / width),
    error: 1e-9,
    fine: { at, value: at.map((_, i) => slope(i)) },
  };
}

/**
 * Largest slope of the Tracy–Widom density: how much of it a displacement by one width can change.
 */
export const STEEPEST = 0.2;
