import { clear, copy, dot, scale } from '../../../networks/arrays.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import { type Heap, Matrix } from '../../../numeric/heap.ts';
import { addRows, products } from './blocks.ts';
import { type Population, rowOf } from './population.ts';

/** Fields as they lie in the directions of their side, by rows: one for each datum. */
export type Coefficients = Float64Array[];

/**
 * A weight matrix W between two layers of infinite width, W = W₀ + what it has learned, as the
 * dynamical mean-field theory has it (Bordelon and Pehlevan 2022, arXiv 2205.09653): W₀ is seen
 * through the fields that it makes of activations and gradients, and nothing else of it is there.
 *
 * W₀φ/√N is a Gaussian field u with the covariance ⟨φφ⟩, and a response to the gradients that W₀ᵀ
 * has already been applied to, Σ_s ⟨∂φ/∂r_s⟩ g_s; W₀ᵀg/√N likewise. Everything is causal, so that
 * time goes forwards once and nothing is iterated. Activations are taken apart in orthonormal
 * directions φ̂_k, as they come: u = Σ_k ⟨φφ̂_k⟩ u_k with white sources u_k, gradients in
 * directions ĝ_l with sources r_l, and by Stein's lemma the response to φ̂_k is Σ_l ⟨φ̂_k r_l⟩ ĝ_l
 * over the r_l that were there before it. What has been learned is a matrix between the two sets
 * of directions. The same conditioning simulates random matrices that are never drawn (Lu 2021,
 * arXiv 2101.07464).
 */
export class InfiniteWeights {
  private readonly activations: Directions;
  private readonly gradients: Directions;

  /** Between equally weighted populations. Allocates in the heap's present scope. */
  constructor(heap: Heap, below: Population, above: Population, tolerance: number) {
    this.activations = new Directions(heap, below, above, tolerance);
    this.gradients = new Directions(heap, above, below, tolerance);
  }

  /** h := Wφ/√N for activations φ of the layer below (P × neurons), with their coefficients. */
  forward(phi: Matrix, h: Matrix): Coefficients {
    return apply(phi, this.activations, this.gradients, h);
  }

  /** z := Wᵀg/√N for gradients g of the layer above, after `forward` of the same step. */
  backward(g: Matrix, z: Matrix): Coefficients {
    return apply(g, this.gradients, this.activations, z);
  }

  /** W += Σ_μ factor_μ g_μ φ_μᵀ/√N, for fields with these coefficients. */
  learn(factors: Float64Array, phi: Coefficients, g: Coefficients): void {
    factors.forEach((factor, mu) => {
      phi[mu].forEach((c, k) => {
        for (let l = 0; l < g[mu].length; l++) {
          const change = factor * c * g[mu][l];
          this.activations.answers[k][l] += change;
          this.gradients.answers[l][k] += change;
        }
      });
    });
  }
}

/** out := Σ_k c_k (source_k + Σ_l answer_kl direction_l), for fields x = Σ_k c_k direction_k. */
function apply(x: Matrix, own: Directions, other: Directions, out: Matrix): Coefficients {
  const coefficients = own.expand(x, other);
  const answers = coefficients.map((c) => {
    const sums = new Float64Array(other.count);
    c.forEach((part, k) => {
      const answer = own.answers[k];
      for (let l = 0; l < sums.length; l++) sums[l] += part * answer[l];
    });
    return sums;
  });
  clear(out);
  addRows(coefficients, own.sources.head(own.count), out);
  addRows(answers, other.directions.head(other.count), out);
  return coefficients;
}

/** Directions of one side that a weight matrix can keep. */
const CAPACITY = 200;

/**
 * Rounding of a square of a rest that is known as the difference of two squares, relative to these.
 */
const CANCELLATION = 1e-12;

/** Orthonormal directions of fields in one population, each with its source in the other. */
class Directions {
  /** By rows, of which `count` are in use. */
  readonly directions: Matrix;
  readonly sources: Matrix;
  /**
   * answers[k][l] of the other side's direction l to direction k: by response, and as learned.
   */
  readonly answers: Float64Array[] = [];
  count = 0;
  private readonly other: Population;
  private readonly tolerance: number;

  constructor(heap: Heap, population: Population, other: Population, tolerance: number) {
    // Nothing is read of a row before it is written: to fill so many with zeros would take a while.
    const room = (size: number) => new Matrix(heap, heap.allocate(8 * CAPACITY * size), CAPACITY, size, 'f64');
    [this.directions, this.sources] = [room(population.size), room(other.size)];
    this.other = other;
    this.tolerance = tolerance;
  }

  /**
   * The coefficients of fields in the directions, to which those are added that are missing, with
   * their response to the sources that the directions of the `other` side have by now: a rest of
   * less than `tolerance` of a field's square is let go. Throws `NoConvergence` beyond the
   * capacity.
   */
  expand(x: Matrix, other: Directions): Coefficients {
    const before = this.count;
    return coefficientsIn(this.directions.head(before), x).map((known, mu) => {
      const field = rowOf(x, mu);
      if (this.count === before) return this.complete(field, known, other);
      // Fields before this one have added directions.
      const [added] = coefficientsIn(this.directions.head(this.count).tail(before), field);
      return this.complete(field, Float64Array.of(...known, ...added), other);
    });
  }

  /** `known`: the coefficients of the field in all directions so far. */
  private complete(field: Matrix, known: Float64Array, other: Directions): Float64Array {
    const { count, tolerance } = this;
    const square = dot(field, field) / field.columns;
    const isLetGo = (rest: number) => !(rest > tolerance * square);
    if (tolerance > CANCELLATION && isLetGo(square - known.reduce((sum, c) => sum + c * c, 0))) return known;
    return field.heap.scope(() => {
      const directions = this.directions.head(count);
      const rest = field.heap.matrix(1, field.columns);
      copy(field, rest);
      addRows([known.map((c) => -c)], directions, rest);
      if (isLetGo(dot(rest, rest) / rest.columns)) return known;
      // Once more, or rounding grows from one small rest to the next.
      const [more] = coefficientsIn(directions, rest);
      addRows([more.map((c) => -c)], directions, rest);
      const c = known.map((one, k) => one + more[k]);
      const left = dot(rest, rest) / rest.columns;
      if (isLetGo(left)) return c;
      if (count === CAPACITY)
        throw new NoConvergence(
          `theory keeps the fields of training as combinations of at most ${CAPACITY} of them, and this course has more that differ: choose fewer steps or samples`,
        );
      const length = Math.sqrt(left);
      const direction = rowOf(this.directions, count);
      scale(1 / length, rest, direction);
      this.answers[count] = new Float64Array(CAPACITY);
      this.answers[count].set(coefficientsIn(other.sources.head(other.count), direction)[0]);
      this.other.draw(rowOf(this.sources, count));
      this.count++;
      return Float64Array.of(...c, length);
    });
  }
}

/** ⟨x_μ row_k⟩ */
function coefficientsIn(rows: Matrix, x: Matrix): Coefficients {
  return products(x, rows).map((sums) => sums.map((sum) => sum / x.columns));
}
