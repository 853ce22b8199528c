import { minimise } from '../../../numeric/minimise.ts';
import { cos, squared } from '../../../numeric/special.ts';
import { interference, reconstruction } from '../../shared/active-feature.ts';

// The sparse limit: at first order in p only inputs with one active feature count. The empty input
// weighs so much more that no bias may be positive.

/** What a feature costs that is not represented: E u². */
const DROPPED = 1 / 3;

export interface Polygon {
  /** s = |w|² of every feature. */
  scale: number;
  bias: number;
  /** F_k, the loss of a feature when it is active, and of all others then, over p. */
  lossPerFeature: number;
}

/** The best regular polygon of k ≥ 2 features in two dimensions. */
export function polygon(k: number): Polygon {
  const turns = Array.from({ length: k - 1 }, (_, j) => cos((2 * Math.PI * (j + 1)) / k));
  const objective = (x: Float64Array, gradient: Float64Array) => {
    // Squares keep the scale positive and the bias from being so.
    const [s, b] = [x[0] * x[0], -x[1] * x[1]];
    const own = reconstruction(s, b);
    let [value, byScale, byBias] = [own.value, own.byScale, own.byBias];
    for (const turn of turns) {
      const other = interference(s * turn, b);
      value += other.value;
      byScale += turn * other.byScale;
      byBias += other.byBias;
    }
    gradient[0] = 2 * x[0] * byScale;
    gradient[1] = -2 * x[1] * byBias;
    return value;
  };
  const starts =
    k <= 4
      ? [[1, 0]]
      : [
          [1.1, 0.5],
          [1.4, 1],
        ];
  const best = starts
    .map((start) => minimise(objective, minimise(objective, start).x))
    .reduce((one, other) => (other.value < one.value ? other : one));
  return { scale: squared(best.x[0]), bias: best.x[1] === 0 ? 0 : -squared(best.x[1]), lossPerFeature: best.value };
}

/**
 * The best of one regular polygon in two dimensions with the rest of `features` dropped: how many
 * have a place, and the loss over p, of equal importance.
 */
export function bestPolygon(features: number): { represented: number; loss: number } {
  let best = { represented: 0, loss: features * DROPPED };
  for (let k = 2; k <= features; k++) {
    const loss = k * polygon(k).lossPerFeature + (features - k) * DROPPED;
    if (loss < best.loss) best = { represented: k, loss };
    // More corners cost ever more, and in the end more than a feature that is dropped.
    else if (k > 4) break;
  }
  return best;
}
