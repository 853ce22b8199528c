import { log } from '../../../numeric/special.ts';
import { LEAST_LOSS } from '../problem.ts';

/** The first step at or below the target, with the fraction by the logarithm of the loss. */
export function arrival(losses: readonly number[], target: number): number | undefined {
  const at = losses.findIndex((loss) => loss <= target);
  if (at < 1) return undefined;
  const [above, below] = [losses[at - 1], Math.max(losses[at], LEAST_LOSS)];
  return at - 1 + log(above / target) / log(above / below);
}
