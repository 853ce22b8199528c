// How the experiments of the catapult and of warm-up look for the rate at which something begins.

/**
 * Rates are scanned from `from` on in steps of a factor `growth`, up to `highest` or down to
 * `lowest`.
 */
export interface RateScan {
  from: number;
  growth: number;
  lowest: number;
  highest: number;
}

/** How far apart, as a ratio, the last two rates of a bisection are. */
const RESOLUTION = 1.002;

/**
 * The least of the rates on the way at which something happens: a scan upwards, or downwards where
 * it happens at the first, and a bisection between the last two. Undefined where it happens at
 * none, or down to the lowest.
 */
export function leastRate(
  { from, growth, lowest, highest }: RateScan,
  happens: (rate: number) => boolean,
): number | undefined {
  let [low, high] = [from / growth, from];
  if (happens(high)) {
    while (happens(low)) {
      [low, high] = [low / growth, low];
      if (high < lowest) return undefined;
    }
  } else
    do {
      [low, high] = [high, high * growth];
      if (high > highest) return undefined;
    } while (!happens(high));
  return bisectRate(low, high, happens);
}

/** Between a rate at which something does not happen and a higher one at which it does. */
export function bisectRate(
  low: number,
  high: number,
  happens: (rate: number) => boolean,
  resolution = RESOLUTION,
): number {
  let [below, above] = [low, high];
  while (above / below > resolution) {
    const middle = Math.sqrt(below * above);
    if (happens(middle)) above = middle;
    else below = middle;
  }
  return Math.sqrt(below * above);
}
