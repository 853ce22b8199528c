import { log } from '../../../numeric/special.ts';
import { NEXT_TO_NOTHING } from '../problem.ts';

/** The first step at or below the target, with the fraction by the logarithm of the loss. */
export function arrival(losses: readonly number[], target: number): number | undefined {
  const at = losses.findIndex((loss) => loss <= target);
  if (at < 1) return undefined;
  const [above, below] = [losses[at - 1], losses[at]];
  if (below < NEXT_TO_NOTHING * above) return at;
  return at - 1 + log(above / target) / log(above / below);
}
