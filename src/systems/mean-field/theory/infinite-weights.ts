import { clear, copy, dot, routine, scale } from '../../../networks/arrays.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Heap, Matrix } from '../../../numeric/heap.ts';
import { type Population, rowOf } from './population.ts';

/** A field as it lies in the directions of its side, by rows: one for each datum. */
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
 * directions ĝ_l with sources r_l, and by Stein's lemma the response is Σ_l ⟨φ r_l⟩ ĝ_l. What has
 * been learned is a matrix between the two sets of directions. The same conditioning simulates
 * random matrices that are never drawn (Lu 2021, arXiv 2101.07464).
 */
export class InfiniteWeights {
  private readonly activations: Directions;
  private readonly gradients: Directions;
  /** learned[k][l] of ĝ_l φ̂_kᵀ. */
  private readonly learned: Float64Array[];

  /** Between equally weighted populations. Allocates in the heap's present scope. */
  constructor(heap: Heap, below: Population, above: Population, tolerance: number) {
    this.activations = new Directions(heap, below, above, tolerance);
    this.gradients = new Directions(heap, above, below, tolerance);
    this.learned = Array.from({ length: CAPACITY }, () => new Float64Array(CAPACITY));
  }

  /** h := Wφ/√N for activations φ of the layer below (P × neurons), with their coefficients. */
  forward(phi: Matrix, h: Matrix): Coefficients {
    const { activations, gradients, learned } = this;
    const c = activations.expand(phi);
    apply(c, phi, activations, gradients, h, (one, sums) => {
      one.forEach((part, k) => {
        for (let l = 0; l < sums.length; l++) sums[l] += part * learned[k][l];
      });
    });
    return c;
  }

  /** z := Wᵀg/√N for gradients g of the layer above, after `forward` of the same step. */
  backward(g: Matrix, z: Matrix): Coefficients {
    const { activations, gradients, learned } = this;
    const c = gradients.expand(g);
    apply(c, g, gradients, activations, z, (one, sums) => {
      for (let k = 0; k < sums.length; k++) for (let l = 0; l < one.length; l++) sums[k] += one[l] * learned[k][l];
    });
    return c;
  }

  /** W += Σ_μ factor_μ g_μ φ_μᵀ/√N, for fields with these coefficients. */
  learn(factors: Float64Array, phi: Coefficients, g: Coefficients): void {
    factors.forEach((factor, mu) => {
      phi[mu].forEach((c, k) => {
        for (let l = 0; l < g[mu].length; l++) this.learned[k][l] += factor * c * g[mu][l];
      });
    });
  }
}

/**
 * out := Σ_k c_k source_k + Σ_l (⟨x source_l⟩ + what has been learned of c) direction_l;
 * `addLearned` adds the latter to the sums over l.
 */
function apply(
  coefficients: Coefficients,
  x: Matrix,
  own: Directions,
  other: Directions,
  out: Matrix,
  addLearned: (c: Float64Array, sums: Float64Array) => void,
): void {
  const { columns } = x;
  const dot = routine(x.heap, 'dot', 'f64');
  const axpy = routine(x.heap, 'axpy', 'f64');
  clear(out);
  coefficients.forEach((c, mu) => {
    const [from, to] = [rowOf(x, mu).address, rowOf(out, mu).address];
    for (let k = 0; k < c.length; k++) axpy(out.columns, c[k], own.sources[k].address, to);
    const sums = new Float64Array(other.count);
    for (let l = 0; l < sums.length; l++) sums[l] = dot(columns, from, other.sources[l].address) / columns;
    addLearned(c, sums);
    for (let l = 0; l < sums.length; l++) axpy(out.columns, sums[l], other.directions[l].address, to);
  });
}

/** Directions of one side that a weight matrix can keep. */
const CAPACITY = 200;

/** Orthonormal directions of fields in one population, each with its source in the other. */
class Directions {
  readonly directions: Matrix[];
  readonly sources: Matrix[];
  count = 0;
  private readonly other: Population;
  private readonly rest: Matrix;
  private readonly tolerance: number;

  constructor(heap: Heap, population: Population, other: Population, tolerance: number) {
    const room = (size: number) => {
      const rows = heap.matrix(CAPACITY, size);
      return Array.from({ length: CAPACITY }, (_, k) => rowOf(rows, k));
    };
    this.directions = room(population.size);
    this.sources = room(other.size);
    this.rest = heap.matrix(1, population.size);
    this.other = other;
    this.tolerance = tolerance;
  }

  /**
   * The coefficients of fields in the directions, to which those are added that are missing: a rest
   * of less than `tolerance` of a field's square is let go. Throws `NoConvergence` beyond the
   * capacity.
   */
  expand(x: Matrix): Coefficients {
    return Array.from({ length: x.rows }, (_, mu) => this.expandOne(rowOf(x, mu)));
  }

  private expandOne(field: Matrix): Float64Array {
    const { rest } = this;
    const size = rest.columns;
    const c = new Float64Array(this.count);
    copy(field, rest);
    // Twice, or rounding grows from one small rest to the next.
    const [dotOf, add] = [routine(rest.heap, 'dot', 'f64'), routine(rest.heap, 'axpy', 'f64')];
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k < c.length; k++) {
        const { address } = this.directions[k];
        const part = dotOf(size, rest.address, address) / size;
        add(size, -part, address, rest.address);
        c[k] += part;
      }
    const square = dot(rest, rest);
    if (!(square > this.tolerance * dot(field, field))) return c;
    if (this.count === CAPACITY)
      throw new NoConvergence(
        `theory keeps the fields of training as combinations of at most ${CAPACITY} of them, and this course has more that differ: choose fewer steps or samples`,
      );
    const length = Math.sqrt(square / size);
    scale(1 / length, rest, this.directions[this.count]);
    this.other.draw(this.sources[this.count]);
    this.count++;
    return Float64Array.of(...c, length);
  }
}
