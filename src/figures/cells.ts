import type { FigureScale } from './figure.ts';
import { fromScale, placeable, toScale } from './range.ts';

/**
 * One place of a map's axis: which of the given values it is, and from where to where its cells
 * reach.
 */
export interface Interval {
  index: number;
  value: number;
  low: number;
  high: number;
}

/**
 * The intervals of an axis in ascending order. Values without a place on it, and repeated ones,
 * have none.
 */
export function intervals(values: number[], scale: FigureScale): Interval[] {
  const order = values
    .map((value, index) => ({ value, index, at: toScale(value, scale) }))
    .filter(({ value }) => placeable(value, scale) && reachable(value, scale))
    .sort((a, b) => a.at - b.at)
    .filter(({ at }, i, all) => i === 0 || at > all[i - 1].at);
  const edges = edgesBetween(order.map(({ at }) => at));
  return order.map(({ value, index }, i) => ({
    index,
    value,
    low: fromScale(edges[i], scale),
    high: fromScale(edges[i + 1], scale),
  }));
}

/**
 * Halfway between neighbours; the outermost cells are as wide on their far side as on their near
 * one.
 */
function edgesBetween(centres: number[]): number[] {
  if (centres.length === 0) return [];
  if (centres.length === 1) return [centres[0] - 0.5, centres[0] + 0.5];
  const between = centres.slice(1).map((at, i) => at / 2 + centres[i] / 2);
  const last = centres.length - 1;
  return [2 * centres[0] - between[0], ...between, 2 * centres[last] - between[last - 1]];
}

/** At the ends of the float64 range a cell's own edges would overflow. */
function reachable(value: number, scale: FigureScale): boolean {
  const size = Math.abs(value);
  return size < 1e100 && (scale === 'linear' || size > 1e-100);
}
