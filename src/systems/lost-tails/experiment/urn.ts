import type { Random } from '../../../numeric/random.ts';

/** Tokens are drawn from it with given weights, which need not add up to 1. */
export class Urn {
  /** Ranks of a weight above 0, of which there is at least one, and the weights up to each. */
  private readonly ranks: Int32Array;
  private readonly upTo: Float64Array;
  /** Where the search for each of as many equal parts of all weight begins. */
  private readonly first: Int32Array;

  constructor(weights: Float64Array) {
    let count = 0;
    const ranks = new Int32Array(weights.length);
    const upTo = new Float64Array(weights.length);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      if (!(weights[i] > 0)) continue;
      sum += weights[i];
      ranks[count] = i;
      upTo[count++] = sum;
    }
    this.ranks = ranks.subarray(0, count);
    this.upTo = upTo.subarray(0, count);
    this.first = new Int32Array(count);
    for (let part = 0, at = 0; part < count; part++) {
      while (upTo[at] <= (part * sum) / count && at < count - 1) at++;
      this.first[part] = at;
    }
  }

  /** The first rank up to which there is more weight than a random part of all. */
  draw(random: Random): number {
    const { ranks, upTo, first } = this;
    const u = random.uniform();
    const sought = u * upTo[upTo.length - 1];
    let at = first[Math.floor(u * first.length)];
    // Round-off may have put the start one too far.
    while (at > 0 && upTo[at - 1] > sought) at--;
    while (at < upTo.length - 1 && upTo[at] <= sought) at++;
    return ranks[at];
  }
}
