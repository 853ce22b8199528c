import { OutOfRange } from '../../../numeric/errors.ts';
import { squared } from '../../../numeric/special.ts';
import { followMap, type MapState } from '../../shared/two-layer-map.ts';
import { SEARCH, scheduled } from '../problem.ts';

/** The solvable network at its start, with its width n, and its schedule in units of 1/λ₀. */
export interface Schedule {
  start: MapState;
  n: number;
  /** c₀, the rate of the first step. */
  initial: number;
  /** τ, steps of warm-up. */
  warmup: number;
  steps: number;
}

/** What becomes of it at one target rate. */
export interface Course {
  /** After 0, 1, … steps. */
  states: MapState[];
  diverges: boolean;
  /**
   * Whether the output fell to rounding while the rate still rose: what grows later is rounding,
   * and not what the map has.
   */
  forgets: boolean;
}

const FORGOTTEN = 1e-12;

/**
 * Gradient descent with warm-up to the target rate c, exactly: the map, with the rate of each step.
 */
export function course(schedule: Schedule, c: number): Course {
  const states: MapState[] = [];
  const fate = follow(schedule, c, (state) => void states.push(state));
  return { states, ...fate };
}

function follow(
  { start, n, initial, warmup, steps }: Schedule,
  c: number,
  see: (state: MapState) => void = () => {},
): Omit<Course, 'states'> {
  let forgets = false;
  const rate = (step: number) => scheduled(initial, c, warmup, step) / start.lambda;
  const diverges = followMap(start, n, rate, steps, (state, step) => {
    forgets ||= step < warmup && Math.abs(state.f) < FORGOTTEN * Math.abs(start.f);
    see(state);
    return undefined;
  });
  return { diverges, forgets };
}

/**
 * The largest rate, in units of 1/λ₀, up to which no first step raises the loss: 1 − c + c²q² = −1
 * with q = f₀/(√n λ₀), so c = (1 − √(1 − 8q²))/(2q²) = 2 + 4q² + …, written without cancellation.
 * Throws `OutOfRange` for q² above 1/8, where there is no such root, and the first step raises the
 * loss from c = 1/q² on alone.
 */
export function edgeOfFirstStep({ f, lambda }: MapState, n: number): number {
  const square = squared(f / lambda) / n;
  if (!(square <= 1 / 8)) throw new OutOfRange('f²/(nλ²)', square, 'at most 1/8');
  return 4 / (1 + Math.sqrt(1 - 8 * square));
}

/**
 * The least target rate at which training diverges: scanned upwards, then bisected. Undefined where
 * it diverges from the first or never, and where the map forgets its start in between.
 */
export function largestRate(schedule: Schedule): number | undefined {
  let forgets = false;
  const diverges = (c: number) => {
    const found = follow(schedule, c);
    forgets ||= found.forgets;
    return found.diverges;
  };
  let [low, high]: [number, number] = [SEARCH.from / SEARCH.growth, SEARCH.from];
  if (diverges(high))
    while (diverges(low)) {
      [low, high] = [low / SEARCH.growth, low];
      if (high < SEARCH.lowest) return undefined;
    }
  else
    do {
      [low, high] = [high, high * SEARCH.growth];
      if (high > SEARCH.highest) return undefined;
    } while (!diverges(high));
  for (let k = 0; k < 44; k++) {
    const middle = Math.sqrt(low * high);
    if (diverges(middle)) high = middle;
    else low = middle;
  }
  return forgets ? undefined : high;
}

/**
 * What GI-Adam does to the preconditioned sharpness of the first step: with v₀ = g₀² and the bias
 * correction kept, v̂ = g₀²/(1 − β₂) in place of g₀², so that it falls by √(1 − β₂), whatever the
 * network (Kalra and Barkeshli 2024, arXiv 2406.09405). Throws `OutOfRange`.
 */
export function gradientInitialisedRatio(beta2: number): number {
  if (!(beta2 >= 0 && beta2 < 1)) throw new OutOfRange('β₂', beta2, 'from 0 to below 1');
  return Math.sqrt(1 - beta2);
}
