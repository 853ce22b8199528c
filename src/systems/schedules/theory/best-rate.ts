import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp, log } from '../../../numeric/special.ts';
import { exactRisks, type Population } from './recursion.ts';

/** Rates that are tried, from the largest, where descent itself diverges, down. */
const [LARGEST, SMALLEST, GRID] = [2, 1e-4, 16];
/** Then a golden section, to half a per cent of the rate: the risk is flat there. */
const SECTIONS = 12;

/**
 * The peak rate of least risk at the end, for a schedule and an average, over the inverse of the
 * largest eigenvalue. `check` may throw to stop it.
 */
export function bestPeakRate(
  population: Population,
  multipliers: Float64Array,
  shares?: Float64Array,
  check?: () => void,
): number {
  const final = (x: number) => {
    const eta = exp(x);
    const rates = multipliers.map((one) => eta * one);
    const risk = exactRisks(population, rates, shares, check)[rates.length];
    return Number.isFinite(risk) ? risk : Number.POSITIVE_INFINITY;
  };
  return exp(leastOnRange(final, [log(SMALLEST), log(LARGEST)], GRID, SECTIONS).at);
}
