import { NoSolution } from '../../../numeric/errors.ts';
import { exp } from '../../../numeric/special.ts';

/** ln λ that are looked at: beyond, fits are what they are for λ → 0 and ∞. */
const RANGE: readonly [number, number] = [-14, 12];
const STEP = 2;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Of ln λ: the error at the optimum is then known to the square of it. */
const FINE = 1e-5;

/**
 * The ridge of least test error: a walk downhill from λ = 1, and a golden section. Throws
 * `NoSolution` where the error falls to an end of e^−14 … e^12.
 */
export function optimalRidge(testError: (lambda: number) => number): { lambda: number; error: number } {
  const at = (u: number) => testError(exp(u));
  let [u, value] = [0, at(0)];
  const [up, down] = [at(STEP), at(-STEP)];
  const direction = up < down ? 1 : -1;
  if (Math.min(up, down) < value)
    for (;;) {
      const next = u + direction * STEP;
      if (next < RANGE[0] || next > RANGE[1])
        throw new NoSolution(`no ridge is best: the ${direction > 0 ? 'larger' : 'smaller'} it is, the better`);
      const error = at(next);
      if (!(error < value)) break;
      [u, value] = [next, error];
    }
  let [low, high] = [u - STEP, u + STEP];
  let [c, d] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atC, atD] = [at(c), at(d)];
  while (high - low > FINE) {
    if (atC < atD) {
      [high, d, atD] = [d, c, atC];
      c = high - GOLDEN * (high - low);
      atC = at(c);
    } else {
      [low, c, atC] = [c, d, atD];
      d = low + GOLDEN * (high - low);
      atD = at(d);
    }
  }
  const lambda = exp((low + high) / 2);
  return { lambda, error: testError(lambda) };
}
