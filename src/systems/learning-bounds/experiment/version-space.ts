import { log } from '../../../numeric/special.ts';

/** Sweeps between which steps are added up. */
const EXACT = 32;

/**
 * A student that wanders through the version space: its weights are Gaussian, given that y w·x > 0
 * on every sample, so that its direction is uniform there. Each is drawn in turn given the others,
 * by slice sampling: below a random height under its density, uniformly.
 */
export class Student {
  readonly weights: Float64Array;
  /** y x, component after component: n numbers for each of the d weights. */
  private readonly columns: Float64Array;
  /** −1 over each of them. */
  private readonly inverses: Float64Array;
  /** y w·x of every sample. */
  private readonly fields: Float64Array;
  private sweeps = 0;

  /**
   * Starts in the teacher, which given the samples is itself such a student: the chain is in
   * equilibrium from the first step on.
   */
  constructor(teacher: Float64Array, columns: Float64Array) {
    this.weights = teacher.slice();
    this.columns = columns;
    this.inverses = columns.map((x) => -1 / x);
    this.fields = new Float64Array(columns.length / teacher.length);
    this.recompute();
  }

  /** Draws every weight; `uniforms` has two numbers for each. */
  sweep(uniforms: ArrayLike<number>): void {
    const { weights, columns, inverses, fields } = this;
    const n = fields.length;
    for (let j = 0; j < weights.length; j++) {
      const first = j * n;
      // Where all fields stay positive: w_j + step with field + step·x > 0.
      let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let i = 0; i < n; i++) {
        // Fields are positive: the sign is that of −x.
        const end = fields[i] * inverses[first + i];
        if (end < 0) {
          if (end > least) least = end;
        } else if (end < most) most = end;
      }
      // Where e^{−w²/2} is above a random part of what it is now: |w| below this.
      const w = weights[j];
      const reach = Math.sqrt(w * w - 2 * log(uniforms[2 * j]));
      const low = Math.max(least, -reach - w);
      const high = Math.min(most, reach - w);
      const step = low + uniforms[2 * j + 1] * (high - low);
      if (!(step > least && step < most)) continue;
      weights[j] += step;
      for (let i = 0; i < n; i++) fields[i] += step * columns[first + i];
    }
    if (++this.sweeps % EXACT === 0) this.recompute();
  }

  /** Round-off does not gather. */
  private recompute(): void {
    const { weights, columns, fields } = this;
    fields.fill(0);
    for (let j = 0; j < weights.length; j++)
      for (let i = 0; i < fields.length; i++) fields[i] += weights[j] * columns[j * fields.length + i];
  }
}
