/** What the learning rate is multiplied by at a step, counted from 0. */
export type Schedule = (step: number) => number;

export const constant: Schedule = () => 1;

/**
 * Rises linearly over the first `steps` steps (1/steps at step 0), then follows `after`, which
 * counts from there.
 */
export function warmUp(steps: number, after: Schedule = constant): Schedule {
  return (step) => (step < steps ? (step + 1) / steps : after(step - steps));
}

/** Falls from 1 to `final` over `steps` steps along half a cosine, then stays. */
export function cosine(steps: number, final = 0): Schedule {
  return (step) => final + (1 - final) * 0.5 * (1 + cosinePi(Math.min(1, step / steps)));
}

/**
 * cos(πx) for x from 0 to 1, by Taylor's series: Math.cos may differ in the last bit between
 * browsers.
 */
function cosinePi(x: number): number {
  const y = Math.PI * (0.5 - x);
  let [term, sum] = [y, y];
  for (let k = 2; k < 24; k += 2) {
    term *= (-y * y) / (k * (k + 1));
    sum += term;
  }
  return sum;
}
