import { supportVectors } from '../../../regression/support-vectors.ts';
import type { OrderProblem } from '../problem.ts';
import type { Draw } from './regressions.ts';

/**
 * Whether a plane through 0 has all of n random inputs with random labels on the right side: shown
 * by one that has, or by weights of the inputs that forbid it.
 */
export function isSeparable(
  { parameters: { dimension }, samples }: OrderProblem,
  { random, engine }: Draw,
  check: () => void,
): boolean {
  const rows = engine.heap.matrix(samples, dimension);
  random.stream('inputs').fillNormal(rows);
  const labels = engine.heap.matrix(samples, 1);
  random.stream('labels').fillRademacher(labels);
  for (let e = 0; e < rows.values.length; e++) rows.values[e] *= labels.values[Math.floor(e / dimension)];
  const search = { rows, C: Number.POSITIVE_INFINITY, isIntercept: false, isAnyMargin: true, check };
  return supportVectors(search, engine) !== 'inseparable';
}
