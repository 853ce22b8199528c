import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { power } from '../../../numeric/special.ts';

const CHUNK = 4096;
/** Above it (1 + 1/k)^α − 1 is its series. */
const LARGE = 1e5;
const TABLE = 1024;

/**
 * `count` ranks k drawn with probabilities ∝ k^(−1−α), 1 ≤ k ≤ most, by rejection from the floor of
 * a Pareto variable (L. Devroye, Non-Uniform Random Variate Generation, 1986, chapter X.6). `check`
 * is called every few thousand draws.
 */
export function drawRanks(
  count: number,
  { alpha, most }: { alpha: number; most: number },
  random: Random,
  { heap }: Engine,
  check: () => void,
): Float64Array {
  // X(T − 1)/T with T = (1 + 1/X)^α is what decides, and b = 2^α.
  const ratio = (k: number) => {
    if (k > LARGE) return alpha * (1 - (alpha + 1) / (2 * k));
    const t = power(1 + 1 / k, alpha);
    return (k * (t - 1)) / t;
  };
  const table = Float64Array.from({ length: TABLE }, (_, k) => (k === 0 ? 0 : ratio(k)));
  const b = power(2, alpha);
  const bound = (b - 1) / b;
  const ranks = new Float64Array(count);
  return heap.scope(() => {
    const uniform = heap.matrix(CHUNK, 2);
    for (let drawn = 0; drawn < count; ) {
      check();
      random.fillUniform(uniform);
      const { values } = uniform;
      for (let i = 0; i < 2 * CHUNK && drawn < count; i += 2) {
        const k = Math.floor(power(values[i], -1 / alpha));
        if (k > most) continue;
        if (values[i + 1] * (k < TABLE ? table[k] : ratio(k)) <= bound) ranks[drawn++] = k;
      }
    }
    return ranks;
  });
}
