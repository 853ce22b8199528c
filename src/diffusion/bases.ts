import type { Engine } from '../numeric/engine.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import { cos, sin } from '../numeric/special.ts';
import { eigenvaluesAndVectors } from '../numeric/symmetric.ts';

/** Orthonormal vectors as the rows of a size × size matrix. */
export interface Basis {
  size: number;
  vectors: Float64Array;
}

/** Bases that know nothing of the data. */
export const fixedBases = ['pixel', 'fourier', 'haar'] as const;
export type FixedBasis = (typeof fixedBases)[number];

/**
 * A basis of signals of `length` numbers, from coarse to fine: `pixel`, the numbers themselves;
 * `fourier`, the constant, then a cosine and a sine for each wave number (row i has
 * `waveNumber(i)`); `haar`, the constant, then differences of neighbouring halves, quarters and so
 * on, which need not be of one length. Throws `OutOfRange`.
 */
export function lineBasis(name: FixedBasis, length: number): Basis {
  if (!Number.isInteger(length) || length < 1) throw new OutOfRange('the length', length, 'a whole number from 1');
  const vectors = new Float64Array(length * length);
  if (name === 'pixel') for (let i = 0; i < length; i++) vectors[i * length + i] = 1;
  else if (name === 'fourier') for (let i = 0; i < length; i++) vectors.set(wave(i, length), i * length);
  else vectors.set(haarVectors(length));
  return { size: length, vectors };
}

/** Of row i of a Fourier basis: 0, 1, 1, 2, 2, … */
export function waveNumber(row: number): number {
  return Math.ceil(row / 2);
}

/** Products of the vectors of two lines: a basis of images, whose pixels are counted row by row. */
export function imageBasis(name: FixedBasis, height: number, width: number): Basis {
  const [down, across] = [lineBasis(name, height), lineBasis(name, width)];
  const size = height * width;
  const vectors = new Float64Array(size * size);
  for (let a = 0; a < height; a++)
    for (let b = 0; b < width; b++)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++)
          vectors[(a * width + b) * size + y * width + x] =
            down.vectors[a * height + y] * across.vectors[b * width + x];
  return { size, vectors };
}

/**
 * The eigenvectors of a covariance (size × size, row-major), the largest eigenvalue first, and the
 * eigenvalues. Throws as `eigenvaluesAndVectors`.
 */
export function principalBasis(
  covariance: Float64Array,
  size: number,
  engine: Engine,
): Basis & { values: Float64Array } {
  const { values, vectors } = eigenvaluesAndVectors(covariance, size, engine);
  const descending = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const row = size - 1 - k;
    descending.set(vectors.subarray(row * size, (row + 1) * size), k * size);
  }
  return { size, vectors: descending, values: values.reverse() };
}

/** QΣQᵀ: a covariance of pixels, as one of components. Throws `BadShape`. */
export function covarianceIn({ size, vectors }: Basis, covariance: Float64Array): Float64Array {
  if (covariance.length !== size * size)
    throw new BadShape(`a covariance of ${covariance.length} numbers in a basis of ${size}`);
  return product(product(vectors, covariance, size), transposed(vectors, size), size);
}

/** Of a covariance in its eigenbasis, of pixels: QᵀSQ. */
export function covarianceOf({ size, vectors }: Basis, variances: ArrayLike<number>): Float64Array {
  const scaled = vectors.map((value, at) => value * variances[Math.floor(at / size)]);
  return product(transposed(vectors, size), scaled, size);
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      for (let j = 0; j < n; j++) c[i * n + j] += factor * b[k * n + j];
    }
  return c;
}

function transposed(a: Float64Array, n: number): Float64Array {
  return Float64Array.from(a, (_, at) => a[(at % n) * n + Math.floor(at / n)]);
}

function wave(row: number, length: number): Float64Array {
  const k = waveNumber(row);
  if (k === 0) return new Float64Array(length).fill(1 / Math.sqrt(length));
  // An even length has one alternating vector, and no sine beside it.
  const size = 2 * k === length ? Math.sqrt(1 / length) : Math.sqrt(2 / length);
  const phase = (i: number) => (2 * Math.PI * ((k * i) % length)) / length;
  return Float64Array.from({ length }, (_, i) => size * (row % 2 === 1 ? cos(phase(i)) : sin(phase(i))));
}

function haarVectors(length: number): Float64Array {
  const vectors = new Float64Array(length * length).fill(0);
  vectors.fill(1 / Math.sqrt(length), 0, length);
  let row = 1;
  let pieces = [{ start: 0, end: length }];
  while (pieces.length > 0) {
    const halves: typeof pieces = [];
    for (const { start, end } of pieces) {
      if (end - start < 2) continue;
      const middle = start + Math.ceil((end - start) / 2);
      const [left, right] = [middle - start, end - middle];
      vectors.fill(Math.sqrt(right / (left * (left + right))), row * length + start, row * length + middle);
      vectors.fill(-Math.sqrt(left / (right * (left + right))), row * length + middle, row * length + end);
      row++;
      halves.push({ start, end: middle }, { start: middle, end });
    }
    pieces = halves;
  }
  return vectors;
}
