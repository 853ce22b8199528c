import { exp, log } from '../../../numeric/special.ts';
import { exactRisks, type Population } from './recursion.ts';

/** Rates that are tried, from the largest, where descent itself diverges, down. */
const [LARGEST, SMALLEST, GRID] = [2, 1e-4, 16];
/** Then a golden section, to half a per cent of the rate: the risk is flat there. */
const [GOLDEN, SECTIONS] = [(Math.sqrt(5) - 1) / 2, 12];

/** The peak rate of least risk at the end, for a schedule and an average. */
export function bestPeakRate(population: Population, multipliers: Float64Array, shares?: Float64Array): number {
  const final = (x: number) => {
    const eta = exp(x);
    const risk = exactRisks(
      population,
      multipliers.map((one) => eta * one),
      shares,
    )[multipliers.length];
    return Number.isFinite(risk) ? risk : Number.POSITIVE_INFINITY;
  };
  const spacing = log(LARGEST / SMALLEST) / GRID;
  const grid = Array.from({ length: GRID + 1 }, (_, i) => log(SMALLEST) + i * spacing);
  const risks = grid.map(final);
  const best = risks.indexOf(Math.min(...risks));
  let [a, b] = [grid[best] - spacing, grid[best] + spacing];
  for (let i = 0; i < SECTIONS; i++) {
    const [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
    if (final(c) < final(d)) b = d;
    else a = c;
  }
  return exp((a + b) / 2);
}
