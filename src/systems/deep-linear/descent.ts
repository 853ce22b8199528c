import type { ModeParts } from './theory.ts';

// Gradient descent at a finite step η from an aligned start keeps the modes apart as gradient flow does: each follows a map of its own,
// exactly. With η → 0 at fixed time ηk the maps turn into the flow, with an error of order η.

/** What a mode's course is followed for: its strength at given steps, and when it is half learned. */
export interface Course {
  strengths: Float64Array;
  /** δ² at the last of the steps. */
  delta2: number;
  /** In flow time; NaN when that is later than the course was followed. */
  halfTime: number;
}

/**
 * One mode of a two-layer network, (u ± v) ← (u ± v)(1 ± η(s − λ u·v)), at the ascending step counts `at`, and on to at most `most`
 * steps until it is half learned. Holds for vectors u, v as for scalars.
 */
export function twoLayerCourse(
  { growing, decaying }: ModeParts,
  { s, lambda }: { s: number; lambda: number },
  eta: number,
  at: ArrayLike<number>,
  most = at[at.length - 1],
): Course {
  const strengths = new Float64Array(at.length);
  const half = s / lambda / 2;
  let [P, M] = [growing, decaying];
  let delta2 = 16 * P * M;
  let halfTime = Number.NaN;
  let before = 0;
  let next = 0;
  for (let k = 0; k <= most && (next < at.length || Number.isNaN(halfTime)); k++) {
    const a = P - M;
    if (Number.isNaN(halfTime) && a >= half) halfTime = crossing(k, before, a, half, eta);
    before = a;
    for (; at[next] === k; next++) {
      strengths[next] = a;
      delta2 = 16 * P * M;
    }
    const step = eta * (s - lambda * a);
    P *= (1 + step) ** 2;
    M *= (1 - step) ** 2;
  }
  return { strengths, delta2, halfTime };
}

/** One balanced mode of a network of depth L, every layer's w ← w + η w^(L−1)(s − λ w^L), from the strength a₀ = w^L. */
export function deepCourse(
  depth: number,
  a0: number,
  { s, lambda }: { s: number; lambda: number },
  eta: number,
  at: ArrayLike<number>,
  most = at[at.length - 1],
): Course {
  const strengths = new Float64Array(at.length);
  const half = s / lambda / 2;
  let w = a0 ** (1 / depth);
  let halfTime = Number.NaN;
  let before = 0;
  let next = 0;
  for (let k = 0; k <= most && (next < at.length || Number.isNaN(halfTime)); k++) {
    let others = w;
    for (let l = 2; l < depth; l++) others *= w;
    const a = w * others;
    if (Number.isNaN(halfTime) && a >= half) halfTime = crossing(k, before, a, half, eta);
    before = a;
    for (; at[next] === k; next++) strengths[next] = a;
    w += eta * others * (s - lambda * a);
  }
  return { strengths, delta2: 0, halfTime };
}

/** When a strength that was `before` at step k − 1 and is `now` at step k passed `level`, on the straight line between. */
export function crossing(k: number, before: number, now: number, level: number, eta: number): number {
  return k === 0 ? 0 : eta * (k - 1 + (level - before) / (now - before));
}
