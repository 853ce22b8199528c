import { axpy, copy, dot, scale } from '../../../networks/arrays.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import { type Heap, Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { cos, exp, log, power, sin, squared } from '../../../numeric/special.ts';

/**
 * Neurons that stand for a layer of infinite width: a field is a row, with a number for each
 * neuron, and order parameters are means over neurons. Gaussian sources of the fields are drawn one
 * by one, each white and uncorrelated with those before, exactly so in the mean over the neurons.
 */
export interface Population {
  readonly size: number;
  /** The weights of neurons in a mean, 1 × size, which sum to 1; alike where there are none. */
  readonly weights?: Matrix;
  /** Writes the next source, 1 × size, which must then stay as it is. */
  draw(target: Matrix): void;
}

/**
 * Unit vectors in the place of neurons: fields that are linear in at most `size` sources have their
 * exact second moments. Throws `NoConvergence` where more are asked for.
 */
export function unitVectors(size: number): Population {
  let drawn = 0;
  return {
    size,
    draw(target) {
      if (drawn === size) throw new NoConvergence(`the fields have more than ${size} sources`);
      target.values.fill(0);
      target.values[drawn++] = Math.sqrt(size);
    },
  };
}

/**
 * Sources of a random population that are spread evenly; later ones matter less. An even number.
 */
const EVEN = 4;

/**
 * Normal random numbers, made white and uncorrelated; the first few sources together from a
 * randomly shifted lattice, which covers them more evenly than chance. `mirrored`: the second half
 * of the neurons has the sources of the first with the opposite sign, which an activation that is
 * not odd gains by, and an odd one loses.
 */
export function randomNeurons(heap: Heap, size: number, random: Random, mirrored: boolean): Population {
  const drawn: Matrix[] = [];
  const even = heap.matrix(EVEN, size);
  fillEvenly(even, random);
  return {
    size,
    draw(target) {
      if (drawn.length < EVEN) copy(rowOf(even, drawn.length), target);
      else random.fillNormal(target);
      if (mirrored) for (let i = 0; 2 * i < size; i++) target.values[size - 1 - i] = -target.values[i];
      for (const source of drawn) axpy(-dot(source, target) / size, source, target);
      scale(Math.sqrt(size / dot(target, target)), target);
      drawn.push(target);
    },
  };
}

/**
 * Rows of normal numbers from the points n·(φ^(−1), φ^(−2), …) mod 1, shifted, with φ the root of
 * φ^(d+1) = φ + 1 in d dimensions; two by two, by Box and Muller's transformation.
 */
function fillEvenly(target: Matrix, random: Random): void {
  const { rows, columns, values } = target;
  let ratio = 2;
  for (let k = 0; k < 50; k++) ratio = power(1 + ratio, 1 / (rows + 1));
  for (let row = 0; row < rows; row += 2) {
    const [a, b] = [power(ratio, -(row + 1)), power(ratio, -(row + 2))];
    const [first, second] = [random.uniform(), random.uniform()];
    for (let n = 0; n < columns; n++) {
      const length = Math.sqrt(-2 * log(1 - ((first + n * a) % 1)));
      const angle = 2 * Math.PI * ((second + n * b) % 1);
      values[row * columns + n] = length * cos(angle);
      values[(row + 1) * columns + n] = length * sin(angle);
    }
  }
}

/** Beyond so many deviations from the origin nothing is looked at. */
const RADIUS = 6.5;

/**
 * The trapezoidal rule for `count` sources: a grid of this spacing within a ball, weighted by the
 * normal density. It converges exponentially for smooth fields, as spacing² at kinks. Allocates in
 * the heap's present scope.
 */
export function gridOfSources(heap: Heap, count: number, spacing: number): Population {
  const half = Math.floor(RADIUS / spacing);
  const points: number[] = [];
  const densities: number[] = [];
  const point = new Float64Array(count);
  const visit = (axis: number, square: number) => {
    if (square > RADIUS * RADIUS) return;
    if (axis === count) {
      points.push(...point);
      densities.push(exp(-square / 2));
      return;
    }
    for (let k = -half; k <= half; k++) {
      point[axis] = k * spacing;
      visit(axis + 1, square + squared(point[axis]));
    }
  };
  visit(0, 0);
  const size = densities.length;
  const total = densities.reduce((sum, one) => sum + one, 0);
  let drawn = 0;
  return {
    size,
    weights: heap.matrixFrom(
      1,
      size,
      densities.map((density) => density / total),
    ),
    draw(target) {
      const { values } = target;
      for (let i = 0; i < size; i++) values[i] = points[count * i + drawn];
      drawn++;
    },
  };
}

/** About how many points such a grid has: the volume of its ball. */
export function gridSize(count: number, spacing: number): number {
  let volume = count % 2 === 0 ? 1 : 2;
  for (let n = count % 2 === 0 ? 2 : 3; n <= count; n += 2) volume *= (2 * Math.PI) / n;
  return volume * power(RADIUS / spacing, count);
}

export function rowOf(x: Matrix, index: number): Matrix {
  return new Matrix(x.heap, x.address + 8 * index * x.columns, 1, x.columns, 'f64');
}
