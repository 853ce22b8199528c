import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { power, sin } from '../../../numeric/special.ts';
import type { ScalingFormsParameters } from '../parameters.ts';

/** The label at a point; the i-th one asked for has noise of its own. */
type Labels = (x: ArrayLike<number>, i: number) => number;
type Regressor = (x: Float64Array) => number;

/** A product of d waves of power 1 with random phases, on the torus of side 1. */
export class Wave {
  private readonly phases: Float64Array;
  private readonly degree: number;
  private readonly noise: number;

  constructor({ dimension, degree, noise }: ScalingFormsParameters, random: Random) {
    this.phases = Float64Array.from({ length: dimension }, () => random.uniform());
    this.degree = degree;
    this.noise = noise;
  }

  at(x: ArrayLike<number>): number {
    let value = 1;
    for (let i = 0; i < this.phases.length; i++) {
      const turns = this.degree * x[i] + this.phases[i];
      value *= Math.SQRT2 * sin(2 * Math.PI * (turns - Math.floor(turns)));
    }
    return value;
  }

  /** For `count` points. */
  withNoise(count: number, random: Random, { heap }: Engine): Labels {
    if (this.noise === 0) return (x) => this.at(x);
    const errors = heap.scope(() => {
      const normal = heap.matrix(count, 1);
      random.fillNormal(normal);
      return normal.values.map((one) => Math.sqrt(this.noise) * one);
    });
    return (x, i) => this.at(x) + errors[i];
  }
}

/** Labels on m^d points of a grid, joined by functions that are linear in each direction. */
export function onGrid(label: Labels, d: number, m: number): Regressor {
  const point = new Float64Array(d);
  const labels = Float64Array.from({ length: power(m, d) }, (_, index) => {
    let rest = index;
    for (let i = 0; i < d; i++) {
      point[i] = (rest % m) / m;
      rest = Math.floor(rest / m);
    }
    return label(point, index);
  });
  return (x) => {
    let value = 0;
    for (let corner = 0; corner < power(2, d); corner++) {
      let [weight, index, stride] = [1, 0, 1];
      for (let i = 0; i < d; i++) {
        const left = Math.floor(x[i] * m);
        const along = x[i] * m - left;
        const up = (corner >> i) & 1;
        weight *= up === 1 ? along : 1 - along;
        index += ((left + up) % m) * stride;
        stride *= m;
      }
      value += weight * labels[index];
    }
    return value;
  };
}

/** Labels at n random points of a circle, joined by lines. */
export function onCircle(label: Labels, n: number, random: Random): Regressor {
  const points = Float64Array.from({ length: n }, () => random.uniform()).sort();
  const labels = Float64Array.from(points, (x, i) => label([x], i));
  return ([x]) => {
    // The number of points up to x.
    let [low, high] = [0, n];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle] <= x) low = middle + 1;
      else high = middle;
    }
    const [left, right] = [low === 0 ? n - 1 : low - 1, low === n ? 0 : low];
    const gap = points[right] - points[left] + (right === 0 ? 1 : 0);
    const along = x - points[left] + (low === 0 ? 1 : 0);
    return labels[left] + (along / gap) * (labels[right] - labels[left]);
  };
}
