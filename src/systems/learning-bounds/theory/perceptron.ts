import { arcsin } from '../../../numeric/arc.ts';
import { brent } from '../../../numeric/roots.ts';
import { atan, erfc, exp, log, log1p, squared } from '../../../numeric/special.ts';

// Average-case learning of a teacher perceptron from n = αd Gaussian inputs, for d → ∞: a student
// whose direction overlaps with the teacher's by R errs on a share arccos(R)/π of fresh inputs.

/** arccos(R)/π of R = 1 − x, with its digits for small x. */
function errorOf(x: number): number {
  return (2 / Math.PI) * arcsin(Math.sqrt(x / 2));
}

/** The Hebb rule w = Σ yx: R = (1 + π/2α)^{−1/2}. */
export function hebbError(alpha: number): number {
  return atan(Math.sqrt(Math.PI / (2 * alpha))) / Math.PI;
}

/** Students in the version space, which make no error on the samples. */
export interface VersionSpace {
  /** Overlap of a random one with the teacher, and of any two. */
  R: number;
  /** Error of a random one: of Gibbs learning. */
  gibbs: number;
  /** Error of their mean: of Bayes' optimal learning, with the overlap √R. */
  bayes: number;
}

/** R/√(1 − R) = (α/π) ∫Dt e^{−Rt²/2}/H(√R t); G. Györgyi and N. Tishby. To a relative 1e-11. */
export function versionSpace(alpha: number): VersionSpace {
  const over = (logX: number) => {
    const x = exp(logX);
    return log((1 - x) / Math.sqrt(x)) - log((alpha / Math.PI) * average(1 - x));
  };
  const x = exp(brent(over, log(1e-3 / squared(1 + alpha)), log1p(-1e-9)));
  return { R: 1 - x, gibbs: errorOf(x), bayes: errorOf(x / (1 + Math.sqrt(1 - x))) };
}

/** ∫Dt e^{−Rt²/2}/H(√R t), by the trapezoidal rule, which converges exponentially. */
function average(R: number): number {
  const h = 0.05;
  let sum = 0;
  for (let t = -12; t <= 12; t += h) {
    const upper = 0.5 * erfc(Math.sqrt(R / 2) * t);
    sum += exp(-0.5 * (1 + R) * t * t) / upper;
  }
  return (sum * h) / Math.sqrt(2 * Math.PI);
}
