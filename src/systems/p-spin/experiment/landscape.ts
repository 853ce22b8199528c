import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { power } from '../../../numeric/special.ts';
import { drawCouplings } from './couplings.ts';
import { ascendingTuples, countOf, rankOf } from './tuples.ts';

/** What a landscape is drawn with. */
export interface LandscapeSetting {
  order: number;
  size: number;
  signal: number;
}

/**
 * One draw of H(σ) = ∓ Σ S_{i…l} σ_i … σ_l/(√2 N^((p−1)/2)) − N (r/p) m^p, m = σ₁/√N, asked at
 * several states at once: the columns of an N × states array. The landscape of every other column
 * has the opposite couplings, which are as likely: what is odd in them cancels in the mean.
 */
export class Landscape {
  readonly states: number;
  readonly size: number;
  private readonly order: number;
  private readonly signal: number;
  private readonly couplings: Matrix;
  private readonly argument: Matrix;
  private readonly product: Matrix;
  private readonly multiply: () => void;
  /**
   * S σ … σ over the ascending tuples of the indices that are left, from p − 2 of them down to 1.
   */
  private readonly contractions: Contraction[] = [];

  /** On the heap of the engine: make it inside a scope. */
  constructor({ order, size, signal }: LandscapeSetting, states: number, random: Random, engine: Engine) {
    this.order = order;
    this.size = size;
    this.signal = signal;
    this.states = states;
    this.couplings = drawCouplings(order, size, random, engine);
    this.argument = engine.heap.matrix(size, states, 'f32');
    this.product = engine.heap.matrix(this.couplings.rows, states, 'f32');
    this.multiply = engine.prepareGemm({ a: this.couplings, b: this.argument, c: this.product });
    for (let left = order - 2; left >= 1; left--) this.contractions.push(new Contraction(size, left, states));
  }

  /** Writes −∇H of each column of `at` into `into`, and returns H/N of each. */
  force(at: Float64Array, into: Float64Array): Float64Array {
    const { order: p, size: N, states: R, signal } = this;
    this.argument.values.set(at);
    this.multiply();
    let left: Float32Array | Float64Array = this.product.values;
    for (const contraction of this.contractions) left = contraction.of(left, at);
    const scale = p / (Math.SQRT2 * power(Math.sqrt(N), p - 1));
    const energies = new Float64Array(R);
    for (let i = 0; i < N; i++)
      for (let r = 0; r < R; r++) {
        const force = (r % 2 === 0 ? scale : -scale) * left[i * R + r];
        into[i * R + r] = force;
        energies[r] -= (at[i * R + r] * force) / (p * N);
      }
    if (signal > 0)
      for (let r = 0; r < R; r++) {
        const m = at[r] / Math.sqrt(N);
        into[r] += signal * Math.sqrt(N) * power(m, p - 1);
        energies[r] -= (signal / p) * power(m, p);
      }
    return energies;
  }

  /** The N × N second derivatives of H at a column of `at`, which `force` was last asked at. */
  secondDerivatives(at: Float64Array, column: number): Float64Array {
    const { order: p, size: N, states: R, signal } = this;
    const scale = ((column % 2 === 0 ? -1 : 1) * p * (p - 1)) / (Math.SQRT2 * power(Math.sqrt(N), p - 1));
    const second = new Float64Array(N * N);
    if (p === 2) second.set(this.couplings.values.map((value) => scale * value));
    else {
      const pairs = p === 3 ? this.product.values : this.contractions[p - 4].values;
      ascendingTuples(N, 2, ([i, j], rank) => {
        second[i * N + j] = second[j * N + i] = scale * pairs[rank * R + column];
      });
    }
    if (signal > 0) second[0] -= signal * (p - 1) * power(at[column] / Math.sqrt(N), p - 2);
    return second;
  }
}

/** Sums one of `left + 1` indices of a symmetric tensor with the states; the others are kept. */
class Contraction {
  readonly values: Float64Array;
  private readonly states: number;
  /** For each term of the sums: the rank of the whole tuple, the index summed, the others' rank. */
  private readonly terms: Int32Array;

  constructor(N: number, left: number, states: number) {
    this.states = states;
    this.values = new Float64Array(countOf(N, left) * states);
    const terms: number[] = [];
    const rest = new Int32Array(left);
    ascendingTuples(N, left + 1, (tuple, rank) => {
      for (let i = 0; i <= left; i++) {
        // An index that stands there twice is summed once.
        if (i > 0 && tuple[i] === tuple[i - 1]) continue;
        for (let j = 0; j < left; j++) rest[j] = tuple[j < i ? j : j + 1];
        terms.push(rank, tuple[i], rankOf(rest));
      }
    });
    this.terms = Int32Array.from(terms);
  }

  /** `tensor`: the ascending tuples × states. */
  of(tensor: Float32Array | Float64Array, at: Float64Array): Float64Array {
    const { values, states: R, terms } = this;
    values.fill(0);
    for (let term = 0; term < terms.length; term += 3) {
      const from = terms[term] * R;
      const state = terms[term + 1] * R;
      const into = terms[term + 2] * R;
      for (let r = 0; r < R; r++) values[into + r] += tensor[from + r] * at[state + r];
    }
    return values;
  }
}
