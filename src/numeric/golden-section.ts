const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The minimum of a function on [low, high], by a grid of `steps` and a golden section around its
 * best point. A minimum narrower than a step of the grid may be overlooked; `at` is good to about
 * √ε of its scale, as far as values tell points apart, or after fewer `sections` to that power of
 * 0.618 of two steps of the grid.
 */
export function leastOnRange(
  f: (x: number) => number,
  [low, high]: readonly [number, number],
  steps = 110,
  sections = 60,
): { at: number; value: number } {
  const grid = (i: number) => low + ((high - low) * Math.min(Math.max(i, 0), steps)) / steps;
  let best = 0;
  let value = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= steps; i++) {
    const here = f(grid(i));
    if (here < value) [best, value] = [i, here];
  }
  let [a, b] = [grid(best - 1), grid(best + 1)];
  for (let i = 0; i < sections; i++) {
    const [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
    if (f(c) < f(d)) b = d;
    else a = c;
  }
  const at = (a + b) / 2;
  return { at, value: f(at) };
}
