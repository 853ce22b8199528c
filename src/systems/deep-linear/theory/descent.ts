import { power, squared } from '../../../numeric/special.ts';
import type { ModeParts } from './flow.ts';

// Gradient descent at a finite step η from an aligned start keeps the modes apart as gradient flow
// does: each follows a map of its own, exactly. With η → 0 at fixed time ηk the maps turn into the
// flow, with an error of order η.

/**
 * What a mode's course is followed for: its strength at given steps, and when it is half learned.
 */
export interface Course {
  strengths: Float64Array;
  /** δ² at the last of the steps. */
  delta2: number;
  /** In flow time; NaN when that is later than the course was followed. */
  halfTime: number;
}

/** How a course is followed: with this step, at these ascending step counts. */
export interface DescentSchedule {
  eta: number;
  at: ArrayLike<number>;
  /**
   * Steps within which the mode is waited for to be half learned; the last of `at` unless given.
   */
  longest?: number;
}

/** The mode's singular value in the teacher, and the input variance along it. */
type ModeOf = { s: number; lambda: number };

/**
 * One mode of a two-layer network, (u ± v) ← (u ± v)(1 ± η(s − λ u·v)). Holds for vectors u, v as
 * for scalars.
 */
export function twoLayerCourse(
  { growing, decaying }: ModeParts,
  { s, lambda }: ModeOf,
  descent: DescentSchedule,
): Course {
  const course = new CourseOf(s / lambda / 2, descent);
  let [P, M] = [growing, decaying];
  let delta2 = 16 * P * M;
  for (let k = 0; course.goesOn(k); k++) {
    const a = P - M;
    if (course.passes(k, a)) delta2 = 16 * P * M;
    const step = descent.eta * (s - lambda * a);
    P *= squared(1 + step);
    M *= squared(1 - step);
  }
  return { strengths: course.strengths, delta2, halfTime: course.halfTime };
}

/**
 * One balanced mode of a network of depth L, every layer's w ← w + η w^(L−1)(s − λ w^L), from the
 * strength a₀ = w^L.
 */
export function deepCourse(depth: number, a0: number, { s, lambda }: ModeOf, descent: DescentSchedule): Course {
  const course = new CourseOf(s / lambda / 2, descent);
  let w = power(a0, 1 / depth);
  for (let k = 0; course.goesOn(k); k++) {
    let others = w;
    for (let l = 2; l < depth; l++) others *= w;
    const a = w * others;
    course.passes(k, a);
    w += descent.eta * others * (s - lambda * a);
  }
  return { strengths: course.strengths, delta2: 0, halfTime: course.halfTime };
}

/** Writes a strength down as it passes, until all steps are there and half of it is learned. */
class CourseOf {
  readonly strengths: Float64Array;
  halfTime = Number.NaN;
  private readonly half: number;
  private readonly eta: number;
  private readonly at: ArrayLike<number>;
  private readonly longest: number;
  private before = 0;
  private next = 0;

  constructor(half: number, { eta, at, longest = at[at.length - 1] }: DescentSchedule) {
    this.strengths = new Float64Array(at.length);
    this.half = half;
    this.eta = eta;
    this.at = at;
    this.longest = longest;
  }

  goesOn(k: number): boolean {
    return k <= this.longest && (this.next < this.at.length || Number.isNaN(this.halfTime));
  }

  /** The strength is `a` at step k; whether that step was asked for. */
  passes(k: number, a: number): boolean {
    if (Number.isNaN(this.halfTime) && a >= this.half) this.halfTime = crossing(k, this.before, a, this.half, this.eta);
    this.before = a;
    if (this.at[this.next] !== k) return false;
    while (this.at[this.next] === k) this.strengths[this.next++] = a;
    return true;
  }
}

/**
 * When a strength that was `before` at step k − 1 and is `now` at step k passed `level`, on the
 * straight line between.
 */
export function crossing(k: number, before: number, now: number, level: number, eta: number): number {
  return k === 0 ? 0 : eta * (k - 1 + (level - before) / (now - before));
}
