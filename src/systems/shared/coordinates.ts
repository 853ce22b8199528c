import type { Coordinate } from '../contract.ts';

/** Steps of training, k, which curves are drawn over on a logarithmic axis. */
export function stepCoordinate<P>(at: (problem: P) => ArrayLike<number>): Coordinate<P> {
  return { label: 'step', symbol: 'k', scale: 'log', at: (problem) => Float64Array.from(at(problem)) };
}
