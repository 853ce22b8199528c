import type { Engine } from '../../../numeric/engine.ts';
import { OutOfRange } from '../../../numeric/errors.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { cos, power, sin, squared } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import type { KernelFunction } from '../kernels.ts';
import { nextGegenbauer } from './polynomials.ts';
import { RESOLVED, sphereMultiplicity } from './sphere.ts';

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
  /** The largest eigenvalue that may be in the tail. */
  left: number;
}

/** How fine the rule is: nodes in the length and in the angle, and degrees. */
export interface Fineness {
  radii: number;
  angles: number;
  degrees: number;
}

const FINE: Fineness = { radii: 28, angles: 320, degrees: 40 };
/**
 * In few dimensions a degree has few functions, and samples learn many degrees and many of each.
 */
const LOW = 4;
const finer = ({ radii, angles, degrees }: Fineness): Fineness => ({ radii: 2 * radii, angles, degrees: 3 * degrees });
/** What differs between the two rules neither knows. */
export const COARSER: Fineness = { radii: 22, angles: 260, degrees: 34 };
/** A degree that carries less than this share of the trace ends the list. */
const NEGLIGIBLE = 1e-9;

/**
 * Eigenvalues of a kernel K(q, p, p′) for x ~ N(0, I_d), q = x·x′/d, by degree l of the spherical
 * harmonic: for each l the radial kernel ∫ K P_l(t) dμ(t) between the nodes of a generalised
 * Gauss–Laguerre rule in |x|²/2 is diagonalised (Nyström). The relative error of an eigenvalue is
 * about 1e-10 for kernels smooth in |x|, 1e-4 for the cusp of `laplace`. Throws `OutOfRange` for
 * d < 2.
 */
export function gaussianModes(
  kernel: KernelFunction,
  dimension: number,
  engine: Engine,
  fineness = FINE,
): GaussianModes {
  const { radii, angles, degrees } = dimension <= LOW ? finer(fineness) : fineness;
  if (!Number.isInteger(dimension) || dimension < 2)
    throw new OutOfRange('the dimension of Gaussian inputs', dimension, 'a whole number from 2');
  const { nodes: squares, weights } = chiSquareRule(dimension, radii, engine);
  const radial = radialKernels(kernel, squares, dimension, angleRule(dimension, angles, degrees));
  let trace = 0;
  squares.forEach((square, a) => {
    const p = square / dimension;
    trace += weights[a] * kernel(p, p, p);
  });
  const modes: RadialMode[] = [];
  let [rest, left, largest] = [trace, 0, 0];
  for (let degree = 0; degree < degrees; degree++) {
    const multiplicity = sphereMultiplicity(dimension, degree);
    const matrix = new Float64Array(radii * radii);
    for (let a = 0; a < radii; a++)
      for (let b = 0; b < radii; b++)
        matrix[a * radii + b] = Math.sqrt(weights[a] * weights[b]) * radial[degree][a * radii + b];
    const { values, vectors } = eigenvaluesAndVectors(matrix, radii, engine);
    const shape = solidHarmonic(degree, dimension, squares);
    // As on the sphere, rounding in an eigenvalue is a share of the largest one over √N.
    largest = Math.max(largest, values[radii - 1] * Math.sqrt(multiplicity));
    const floor = Math.max((RESOLVED * largest) / Math.sqrt(multiplicity), 1e-13 * Math.abs(values[radii - 1]));
    let carried = 0;
    for (let j = radii - 1; j >= 0; j--) {
      // What is more than the trace that is left is rounding of a degree with very many functions.
      if (!(values[j] > floor) || multiplicity * values[j] > rest - carried + NEGLIGIBLE * trace) continue;
      let overlap = 0;
      for (let a = 0; a < radii; a++) overlap += Math.sqrt(weights[a]) * vectors[j * radii + a] * shape[a];
      modes.push({ eigenvalue: values[j], degree, multiplicity, overlap });
      carried += multiplicity * values[j];
    }
    rest -= carried;
    left = Math.max(values[radii - 1], floor);
    if (rest < NEGLIGIBLE * trace) break;
  }
  return { modes, tail: rest > 1e-12 * trace ? rest : 0, left };
}

/**
 * 1-D eigenvalues of exp(−(x − x′)²/2ℓ²) under N(0, s²), in descending order: √(2a/A) (b/A)^k with
 * a = 1/4s², b = 1/2ℓ², A = a + b + √(a² + 2ab). Rasmussen & Williams, Gaussian Processes for
 * Machine Learning (2006), section 4.3.
 */
export function rbfGaussianEigenvalues(bandwidth: number, deviation: number, count: number): Float64Array {
  const a = 1 / (4 * squared(deviation));
  const b = 1 / (2 * squared(bandwidth));
  const A = a + b + Math.sqrt(a * a + 2 * a * b);
  return Float64Array.from({ length: count }, (_, k) => Math.sqrt((2 * a) / A) * power(b / A, k));
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
    weights: Float64Array.from({ length: count }, (_, k) => squared(vectors[k * count])),
  };
}

interface AngleRule {
  cosines: Float64Array;
  /** weights[i] · P_l(cosines[i]), for each degree l; the weights sum to 1. */
  harmonics: Float64Array[];
}

function angleRule(dimension: number, angles: number, degrees: number): AngleRule {
  const { nodes, weights } = gaussLegendre(angles);
  const cosines = nodes.map((node) => cos((Math.PI / 2) * (1 - node)));
  const measure = nodes.map((node, i) => weights[i] * power(sin((Math.PI / 2) * (1 - node)), dimension - 2));
  const total = measure.reduce((sum, weight) => sum + weight, 0);
  const harmonics = Array.from({ length: degrees }, () => new Float64Array(angles));
  for (let i = 0; i < angles; i++) {
    let [before, now] = [0, 1];
    for (let l = 0; l < degrees; l++) {
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
  const [radii, angles] = [squares.length, cosines.length];
  const radial = harmonics.map(() => new Float64Array(radii * radii));
  const values = new Float64Array(angles);
  for (let a = 0; a < radii; a++)
    for (let b = 0; b <= a; b++) {
      const [p, p2] = [squares[a] / dimension, squares[b] / dimension];
      const size = Math.sqrt(p * p2);
      for (let i = 0; i < angles; i++) values[i] = kernel(size * cosines[i], p, p2);
      for (let l = 0; l < harmonics.length; l++) {
        const harmonic = harmonics[l];
        let sum = 0;
        for (let i = 0; i < angles; i++) sum += harmonic[i] * values[i];
        radial[l][a * radii + b] = radial[l][b * radii + a] = sum;
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
