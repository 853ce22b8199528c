import { NoConvergence } from '../../../numeric/errors.ts';
import type { Random } from '../../../numeric/random.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import type { Landscape } from './landscape.ts';
import { add, dot } from './vectors.ts';

/** Residual |Hv − λv| of the leading directions, relative to the largest eigenvalue. */
const RESIDUAL = 1e-5;
/** Directions carried along beside the leading ones. */
const GUARDS = 1;
/** The random part of the last of them. */
const STIR = 0.03;
/** Directions to begin with. */
const FEWEST = 4;
/** A vector that is shorter by this factor without its part in a span counts as part of it. */
const SAME = 1e-8;
const MOST_ROUNDS = 200;

/**
 * The leading eigenpairs of the Hessian along a path, by Rayleigh–Ritz in the span of the last ones
 * and their images. As the path moves little from point to point, mostly one round is enough.
 *
 * Eigenvalues that meet at the edge are no difficulty for a whole block, as they are for single
 * vectors. A random part in every round sees to it that an eigenvector in no span so far, as one of
 * another symmetry, is found when it rises.
 */
export class SharpestDirections {
  /** Descending, with the error of each of the order of the squared residual over the gap. */
  values = new Float64Array(0);
  /** The unit eigenvectors. */
  vectors: Float64Array[] = [];
  private readonly landscape: Landscape;
  private readonly random: Random;
  private block: Float64Array[] = [];

  constructor(landscape: Landscape, random: Random) {
    this.landscape = landscape;
    this.random = random;
  }

  /**
   * Finds the largest eigenvalue, and all others above `level`, at the weights of the landscape's
   * last gradient. Throws `NoConvergence`.
   */
  update(level: number): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { pairs, above, complete } = this.rayleighRitz(level);
      this.block = pairs.map(({ vector }) => vector);
      const leading = pairs.slice(0, Math.max(1, above));
      if (!complete || leading.some(({ residual }) => residual > RESIDUAL * Math.abs(leading[0].value))) continue;
      this.values = Float64Array.from(leading, ({ value }) => value);
      this.vectors = leading.map(({ vector }) => vector);
      return;
    }
    throw new NoConvergence(`the sharpest directions were not found in ${MOST_ROUNDS} rounds`);
  }

  /** The pairs of the span of the block and its images, as many as are kept. */
  private rayleighRitz(level: number) {
    const { landscape, block } = this;
    const { size, engine } = landscape;
    const basis: Float64Array[] = [];
    const images: Float64Array[] = [];
    const join = (candidate: Float64Array) => {
      if (basis.length === size) return;
      const unit = candidate.slice();
      const before = Math.sqrt(dot(unit, unit));
      for (let pass = 0; pass < 2; pass++) for (const q of basis) add(-dot(q, unit), q, unit);
      const norm = Math.sqrt(dot(unit, unit));
      if (!(norm > SAME * before)) return;
      for (let i = 0; i < size; i++) unit[i] /= norm;
      const image = new Float64Array(size);
      landscape.hessianVector(unit, image);
      basis.push(unit);
      images.push(image);
    };
    for (const [i, v] of block.entries()) join(i === block.length - 1 ? this.stirred(v) : v);
    for (const image of images.slice()) join(image);
    while (basis.length < Math.min(size, FEWEST)) join(this.randomVector());
    const count = basis.length;
    const projected = new Float64Array(count * count);
    for (let i = 0; i < count; i++)
      for (let j = 0; j <= i; j++) projected[i * count + j] = projected[j * count + i] = dot(basis[i], images[j]);
    const { values, vectors } = eigenvaluesAndVectors(projected, count, engine);
    const above = values.filter((value) => value > level).length;
    const kept = Math.min(count, Math.max(1, above) + GUARDS);
    const pairs = Array.from({ length: kept }, (_, k) => {
      const row = count - 1 - k;
      const [vector, rest] = [new Float64Array(size), new Float64Array(size)];
      for (let i = 0; i < count; i++) {
        add(vectors[row * count + i], basis[i], vector);
        add(vectors[row * count + i], images[i], rest);
      }
      add(-values[row], vector, rest);
      return { value: values[row], vector, residual: Math.sqrt(dot(rest, rest)) };
    });
    return { pairs, above, complete: count === size || above < count };
  }

  /** With a random part, by which an eigenvector in no span so far may come in. */
  private stirred(v: Float64Array): Float64Array {
    const stirred = this.randomVector();
    const share = STIR / Math.sqrt(dot(stirred, stirred));
    for (let i = 0; i < v.length; i++) stirred[i] = v[i] + share * stirred[i];
    return stirred;
  }

  private randomVector(): Float64Array {
    const { heap } = this.landscape.engine;
    return heap.scope(() => {
      const v = heap.matrix(this.landscape.size, 1);
      this.random.fillNormal(v);
      return Float64Array.from(v.values);
    });
  }
}
