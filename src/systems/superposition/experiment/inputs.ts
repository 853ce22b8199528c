import type { Random } from '../../../numeric/random.ts';
import { wholePower } from '../../../numeric/special.ts';

/**
 * Sparse inputs, each feature active with chance `density` and then uniform, drawn in strata: with
 * one active feature, and with several. Those decide the loss of features in superposition, and
 * would be rare. The empty input is one, and need not be drawn.
 */
export class SparseInputs {
  /** Chances of no, one, and several active features. */
  readonly chances: { none: number; one: number; several: number };
  readonly #random: Random;
  /** Chances of k active features, of k = 2 on. */
  readonly #counts: number[] = [];

  constructor(count: number, density: number, random: Random) {
    this.#random = random;
    const rest = 1 - density;
    let ways = count;
    for (let k = 2; k <= count; k++) {
      ways *= (count - k + 1) / k;
      this.#counts.push(ways * wholePower(density, k) * wholePower(rest, count - k));
    }
    const several = this.#counts.reduce((sum, one) => sum + one, 0);
    this.chances = { none: wholePower(rest, count), one: count * density * wholePower(rest, count - 1), several };
  }

  /** Fills `x` with an input of one active feature, or of several. */
  draw(x: Float64Array, stratum: 'one' | 'several'): void {
    let left = stratum === 'one' ? 1 : this.#manyActive();
    for (let i = 0; i < x.length; i++) {
      const isActive = this.#random.uniform() * (x.length - i) < left;
      if (isActive) left--;
      x[i] = isActive ? this.#random.uniform() : 0;
    }
  }

  #manyActive(): number {
    let at = this.#random.uniform() * this.chances.several;
    for (let k = 0; k < this.#counts.length - 1; k++) {
      at -= this.#counts[k];
      if (at < 0) return k + 2;
    }
    return this.#counts.length + 1;
  }
}
