import { followMap, type MapState, mapSharpness } from '../../shared/two-layer-map.ts';
import { LEARNED, SEARCH } from '../problem.ts';

/** The solvable network at its start: f₀, λ₀ and the width n, and how many steps it is trained. */
export interface Setting {
  start: MapState;
  n: number;
  steps: number;
}

/** What becomes of it at one rate. */
export interface Course {
  /** After 0, 1, … steps, as far as it did not diverge. */
  states: MapState[];
  /**
   * Whether the loss rose at some step, the sharpness exceeded its first value, training diverged.
   */
  rises: boolean;
  sharpens: boolean;
  diverges: boolean;
}

/** How much is more, and not rounding. */
const MORE = 1e-12;

/** Gradient descent at the rate c/λ₀. */
export function course({ start, n, steps }: Setting, c: number): Course {
  const states: MapState[] = [];
  const first = start.f * start.f;
  const sharpness = mapSharpness(start, n);
  let [before, rises, sharpens] = [Number.POSITIVE_INFINITY, false, false];
  const diverges = followMap(
    start,
    n,
    () => c / start.lambda,
    steps,
    (state) => {
      const square = state.f * state.f;
      rises ||= square > LEARNED * first && square > before * (1 + MORE);
      sharpens ||= mapSharpness(state, n) > sharpness * (1 + MORE);
      before = square;
      states.push(state);
      return undefined;
    },
  );
  return { states, rises: rises || diverges, sharpens: sharpens || diverges, diverges };
}

/** The phase of a course, from 1 to 4: lazy, loss catapult, sharpness catapult, divergence. */
export function phaseOf({ rises, sharpens, diverges }: Course): number {
  if (diverges) return 4;
  if (sharpens) return 3;
  return rises ? 2 : 1;
}

/**
 * c_loss, where the loss begins to rise: at the root of c − c²q² = 2 with q = f₀/(√n λ₀), which is
 * 2 + O(1/n). Undefined where it never rises below divergence.
 */
export function lazyEdge(setting: Setting): number | undefined {
  return firstRate(SEARCH.lazy, (c) => course(setting, c).rises);
}

/**
 * c_sharp, where the sharpness begins to rise with the loss. As the width grows, it becomes 5/2:
 * while f is small and grows by c − 1 at each step, λ/λ₀ has lost (4 − c)/(c − 2) for each unit of
 * f²/(nλ₀²) gained, and the Hessian gains 3 by its residual.
 */
export function sharpnessEdge(setting: Setting): number | undefined {
  return firstRate(SEARCH.sharpness, (c) => course(setting, c).sharpens);
}

/**
 * c_max = 4, exactly and at every width: below ηλ = 4 the kernel only falls, and bounds |f| by √n
 * λ/2; above, it only grows. Undefined for so few steps that at some lower rate the loss is still
 * above its first value when training ends: then nobody can tell growth from divergence.
 */
export function divergentEdge(setting: Setting): number | undefined {
  const first = Math.abs(setting.start.f);
  const returns = (c: number) => Math.abs(course(setting, c).states.at(-1)!.f) < first;
  const below = Array.from(
    { length: BELOW },
    (_, i) => SEARCH.divergent + (0.99 * DIVERGENT_EDGE - SEARCH.divergent) * (i / (BELOW - 1)),
  );
  return below.every(returns) ? DIVERGENT_EDGE : undefined;
}

export const DIVERGENT_EDGE = 4;

/** Rates that are looked at, from where the search for the edge begins to a hundredth below it. */
const BELOW = 25;

/** The first rate of a scan upwards that `is` so, refined by bisection. */
function firstRate(from: number, is: (c: number) => boolean): number | undefined {
  let [low, high] = [from / SEARCH.growth, from];
  while (!is(high)) {
    if (high >= DIVERGENT_EDGE) return undefined;
    [low, high] = [high, high * SEARCH.growth];
  }
  for (let k = 0; k < 48; k++) {
    const middle = (low + high) / 2;
    if (is(middle)) high = middle;
    else low = middle;
  }
  return high >= DIVERGENT_EDGE ? undefined : high;
}
