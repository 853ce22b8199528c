import type { Engine } from '../../../numeric/engine.ts';
import { OutOfRange } from '../../../numeric/errors.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import type { KernelFunction } from '../kernels.ts';
import { nextGegenbauer } from './polynomials.ts';
import { sphereMultiplicity } from './sphere.ts';

/**
 * A rotation-invariant kernel on Gaussian inputs: eigenfunctions are a radial function times a
 * spherical harmonic of degree `degree`.
 */
export interface RadialMode {
  eigenvalue: number;
  degree: number;
  /** N(d, degree). */
  multiplicity: number;
  /**
   * ⟨f, φ⟩ for the homogeneous harmonic polynomial f of this degree, of unit variance, with the
   * same spherical harmonic.
   */
  overlap: number;
}

export interface GaussianModes {
  modes: RadialMode[];
  /** E K(x, x) minus the modes' sum: acts as a ridge. */
  tail: number;
}

const RADII = 28;
const ANGLES = 320;
const DEGREES = 40;
/** A degree that carries less than this share of the trace ends the list. */
const NEGLIGIBLE = 1e-9;

/**
 * Eigenvalues of a kernel K(q, p, p′) for x ~ N(0, I_d), q = x·x′/d, by degree l of the spherical
 * harmonic: for each l the radial kernel ∫ K P_l(t) dμ(t) between the nodes of a generalised
 * Gauss–Laguerre rule in |x|²/2 is diagonalised (Nyström). The relative error of an eigenvalue is
 * about 1e-10 for kernels smooth in |x|, 1e-4 for the cusp of `laplace`. Throws `OutOfRange` for
 * d < 2.
 */
export function gaussianModes(kernel: KernelFunction, dimension: number, engine: Engine): GaussianModes {
  if (!Number.isInteger(dimension) || dimension < 2)
    throw new OutOfRange('the dimension of Gaussian inputs', dimension, 'a whole number from 2');
  const { nodes: squares, weights } = chiSquareRule(dimension, RADII, engine);
  const radial = radialKernels(kernel, squares, dimension, angleRule(dimension));
  let trace = 0;
  squares.forEach((square, a) => {
    const p = square / dimension;
    trace += weights[a] * kernel(p, p, p);
  });
  const modes: RadialMode[] = [];
  let rest = trace;
  for (let degree = 0; degree < DEGREES; degree++) {
    const multiplicity = sphereMultiplicity(dimension, degree);
    const matrix = new Float64Array(RADII * RADII);
    for (let a = 0; a < RADII; a++)
      for (let b = 0; b < RADII; b++)
        matrix[a * RADII + b] = Math.sqrt(weights[a] * weights[b]) * radial[degree][a * RADII + b];
    const { values, vectors } = eigenvaluesAndVectors(matrix, RADII, engine);
    const shape = solidHarmonic(degree, dimension, squares);
    let carried = 0;
    for (let j = RADII - 1; j >= 0; j--) {
      if (!(values[j] > 1e-13 * Math.abs(values[RADII - 1]))) continue;
      let overlap = 0;
      for (let a = 0; a < RADII; a++) overlap += Math.sqrt(weights[a]) * vectors[j * RADII + a] * shape[a];
      modes.push({ eigenvalue: values[j], degree, multiplicity, overlap });
      carried += multiplicity * values[j];
    }
    rest -= carried;
    if (rest < NEGLIGIBLE * trace) break;
  }
  return { modes, tail: rest > 1e-12 * trace ? rest : 0 };
}

/**
 * 1-D eigenvalues of exp(−(x − x′)²/2ℓ²) under N(0, s²), in descending order: √(2a/A) (b/A)^k with
 * a = 1/4s², b = 1/2ℓ², A = a + b + √(a² + 2ab). Rasmussen & Williams, Gaussian Processes for
 * Machine Learning (2006), section 4.3.
 */
export function rbfGaussianEigenvalues(bandwidth: number, deviation: number, count: number): Float64Array {
  const a = 1 / (4 * deviation ** 2);
  const b = 1 / (2 * bandwidth ** 2);
  const A = a + b + Math.sqrt(a * a + 2 * a * b);
  return Float64Array.from({ length: count }, (_, k) => Math.sqrt((2 * a) / A) * (b / A) ** k);
}

/**
 * Nodes in |x|² and weights for x ~ N(0, I_d), by Golub & Welsch from the Laguerre polynomials of
 * order d/2 − 1.
 */
function chiSquareRule(
  dimension: number,
  count: number,
  engine: Engine,
): { nodes: Float64Array; weights: Float64Array } {
  const alpha = dimension / 2 - 1;
  const jacobi = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    jacobi[i * count + i] = 2 * i + 1 + alpha;
    if (i > 0) jacobi[i * count + i - 1] = jacobi[(i - 1) * count + i] = Math.sqrt(i * (i + alpha));
  }
  const { values, vectors } = eigenvaluesAndVectors(jacobi, count, engine);
  return {
    nodes: values.map((value) => 2 * value),
    weights: Float64Array.from({ length: count }, (_, k) => vectors[k * count] ** 2),
  };
}

interface AngleRule {
  cosines: Float64Array;
  /** weights[i] · P_l(cosines[i]), for each degree l; the weights sum to 1. */
  harmonics: Float64Array[];
}

function angleRule(dimension: number): AngleRule {
  const { nodes, weights } = gaussLegendre(ANGLES);
  const cosines = nodes.map((node) => Math.cos((Math.PI / 2) * (1 - node)));
  const measure = nodes.map((node, i) => weights[i] * Math.sin((Math.PI / 2) * (1 - node)) ** (dimension - 2));
  const total = measure.reduce((sum, weight) => sum + weight, 0);
  const harmonics = Array.from({ length: DEGREES }, () => new Float64Array(ANGLES));
  for (let i = 0; i < ANGLES; i++) {
    let [before, now] = [0, 1];
    for (let l = 0; l < DEGREES; l++) {
      harmonics[l][i] = (measure[i] / total) * now;
      [before, now] = [now, nextGegenbauer(dimension, l, cosines[i], now, before)];
    }
  }
  return { cosines, harmonics };
}

/** ∫ K P_l dμ for all degrees, between all radii. */
function radialKernels(
  kernel: KernelFunction,
  squares: Float64Array,
  dimension: number,
  { cosines, harmonics }: AngleRule,
): Float64Array[] {
  const radial = harmonics.map(() => new Float64Array(RADII * RADII));
  const values = new Float64Array(ANGLES);
  for (let a = 0; a < RADII; a++)
    for (let b = 0; b <= a; b++) {
      const [p, p2] = [squares[a] / dimension, squares[b] / dimension];
      const size = Math.sqrt(p * p2);
      for (let i = 0; i < ANGLES; i++) values[i] = kernel(size * cosines[i], p, p2);
      for (let l = 0; l < DEGREES; l++) {
        const harmonic = harmonics[l];
        let sum = 0;
        for (let i = 0; i < ANGLES; i++) sum += harmonic[i] * values[i];
        radial[l][a * RADII + b] = radial[l][b * RADII + a] = sum;
      }
    }
  return radial;
}

/**
 * r^l/√E r^{2l} at each radius: the radial part of a homogeneous harmonic polynomial. E r^{2l} = d
 * (d+2) … (d+2l−2).
 */
function solidHarmonic(degree: number, dimension: number, squares: Float64Array): Float64Array {
  return squares.map((square) => {
    let value = 1;
    for (let i = 0; i < degree; i++) value *= square / (dimension + 2 * i);
    return Math.sqrt(value);
  });
}
