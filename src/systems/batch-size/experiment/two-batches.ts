/**
 * Sums of squared norms of gradients, over small batches and over large ones that are made of them.
 * |G|² and tr Σ follow from the two without bias; what is divided last is not, so that as much as
 * there is goes into the sums first.
 */
export class TwoBatches {
  /** Sum over large batches of the mean squared norm of their small ones. */
  small = 0;
  /** Sum of the squared norms of the large ones. */
  large = 0;

  /** tr Σ/|G|², where small batches have `b` examples and large ones `B`. */
  noiseScale(b: number, B: number): number {
    const squaredGradient = (B * this.large - b * this.small) / (B - b);
    return (this.small - this.large) / (1 / b - 1 / B) / squaredGradient;
  }
}
