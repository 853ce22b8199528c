import { exp, log, log1p } from '../../../numeric/special.ts';

/** Beyond it ln(1 + e^(−m)) is e^(−m) to the last digit but three. */
const LARGE = 30;

/** Σ_n ln(1 + e^(−z_n·w)), in logarithms: training brings it to e^(−300) and below. */
export class LogisticLoss {
  /** Σ_n p_n z_n with p_n the share of datum n in the gradient, so that −∇L is `size` times it. */
  readonly pull: Float64Array;
  /** ln of Σ_n 1/(1 + e^(z_n·w)). */
  logSize = 0;
  private readonly Z: Float64Array[];
  private readonly margins: Float64Array;

  constructor(Z: Float64Array[]) {
    this.Z = Z;
    this.margins = new Float64Array(Z.length);
    this.pull = new Float64Array(Z[0].length);
  }

  /** Looks at the weights. */
  at(w: Float64Array): void {
    const { Z, margins, pull } = this;
    let least = Infinity;
    for (let n = 0; n < Z.length; n++) {
      let sum = 0;
      for (let i = 0; i < w.length; i++) sum += Z[n][i] * w[i];
      margins[n] = sum;
      least = Math.min(least, sum);
    }
    // In units of e^(−least), where that is small.
    const unit = Math.max(0, least);
    let size = 0;
    pull.fill(0);
    for (let n = 0; n < Z.length; n++) {
      const m = margins[n];
      const scaled = exp(unit - m);
      const weight = m > LARGE ? scaled : scaled / (1 + exp(-m));
      size += weight;
      for (let i = 0; i < w.length; i++) pull[i] += weight * Z[n][i];
    }
    for (let i = 0; i < w.length; i++) pull[i] /= size;
    this.logSize = log(size) - unit;
  }

  /** ln L at the weights last looked at. */
  logLoss(): number {
    const unit = Math.max(0, this.leastMargin());
    let sum = 0;
    for (const m of this.margins)
      if (m > LARGE) sum += exp(unit - m);
      else sum += (m > 0 ? log1p(exp(-m)) : log1p(exp(m)) - m) * exp(unit);
    return log(sum) - unit;
  }

  /** min_n z_n·w of the weights last looked at. */
  leastMargin(): number {
    return this.margins.reduce((least, one) => Math.min(least, one), Infinity);
  }
}
