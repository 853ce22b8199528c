import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import { power } from '../../../numeric/special.ts';

/**
 * One-pass SGD on least squares in the eigenbasis of the inputs' covariance: x ~ N(0, diag λ),
 * labels with Gaussian noise, a fresh batch at every step. The update is heavy ball,
 * m ← βm + g, w ← w − ηm, and plain SGD at β = 0. B may be any positive number.
 */
export interface Descent {
  /** Eigenvalues λ_k of the covariance, all positive. */
  lambda: ArrayLike<number>;
  /** Variance of the label noise. */
  sigma2: number;
  B: number;
  eta: number;
  beta: number;
}

/**
 * The exact second moments of the errors e = w − w* and of the momentum m, mode by mode, over all
 * batches: a = E e², b = E em, c = E m². By Wick's theorem they close,
 *
 *     G₂ = λ²a + [λ²a + λ(S + σ²)]/B,   b₁ = βb + λa,
 *     c′ = β²c + 2βλb + G₂,   b′ = b₁ − ηc′,   a′ = a − 2ηb₁ + η²c′
 *
 * with the excess risk S = Σ λa. Different modes never feed back on each other but through S. The
 * structure is that of Paquette et al. 2021 (2102.04396).
 */
export class SecondMoments {
  /** S = Σ λ E e²: the excess mean squared error. */
  risk: number;
  private readonly descent: Descent;
  private readonly a: Float64Array;
  private readonly b: Float64Array;
  private readonly c: Float64Array;

  /** Starts from the squared errors e², one for each mode. Throws `BadShape` and `OutOfRange`. */
  constructor(descent: Descent, squaredErrors: ArrayLike<number>) {
    checkDescent(descent);
    if (squaredErrors.length !== descent.lambda.length)
      throw new BadShape(`${descent.lambda.length} eigenvalues but ${squaredErrors.length} squared errors`);
    this.descent = descent;
    this.a = Float64Array.from(squaredErrors);
    this.b = new Float64Array(this.a.length);
    this.c = new Float64Array(this.a.length);
    this.risk = this.weighted(1);
  }

  step(): void {
    const { lambda, sigma2, B, eta, beta } = this.descent;
    const { a, b, c } = this;
    const noise = (this.risk + sigma2) / B;
    let risk = 0;
    for (let k = 0; k < a.length; k++) {
      const l = lambda[k];
      const squaredGradient = l * (l * a[k] * (1 + 1 / B) + noise);
      const b1 = beta * b[k] + l * a[k];
      c[k] = beta * (beta * c[k] + 2 * l * b[k]) + squaredGradient;
      b[k] = b1 - eta * c[k];
      a[k] += eta * (eta * c[k] - 2 * b1);
      risk += l * a[k];
    }
    this.risk = risk;
  }

  /** E e² of each mode. */
  squaredErrors(): Float64Array<ArrayBuffer> {
    return Float64Array.from(this.a);
  }

  /** Σ λ^p E e²: the excess risk for p = 1, E|∇L|² for p = 2, E ∇L·H∇L for p = 3. */
  weighted(p: number): number {
    const { lambda } = this.descent;
    return this.a.reduce((sum, value, k) => sum + power(lambda[k], p) * value, 0);
  }
}

/**
 * The factor r for which a mode's mean error is at least r^k after k steps, with x = ηλ: |1 − x| of
 * plain descent; with momentum the larger root of r² − (1 + β − x)r + β, and 0 where the roots are
 * complex or negative and the error swings through 0.
 */
export function leastFactor(x: number, beta: number): number {
  if (beta === 0) return Math.abs(1 - x);
  const half = (1 + beta - x) / 2;
  return half > 0 && half * half >= beta ? half + Math.sqrt(half * half - beta) : 0;
}

/** Throws `OutOfRange` for a descent that cannot be. */
export function checkDescent({ lambda, sigma2, B, eta, beta }: Descent): void {
  for (let k = 0; k < lambda.length; k++)
    if (!(lambda[k] > 0 && lambda[k] < Infinity)) throw new OutOfRange(`eigenvalue ${k}`, lambda[k], 'positive');
  if (!(sigma2 >= 0 && sigma2 < Infinity)) throw new OutOfRange('the label noise', sigma2, 'at least 0');
  if (!(B > 0)) throw new OutOfRange('the batch size', B, 'above 0');
  if (!(eta > 0 && eta < Infinity)) throw new OutOfRange('the rate', eta, 'above 0');
  if (!(beta >= 0 && beta < 1)) throw new OutOfRange('the momentum', beta, 'from 0 to below 1');
}

/** The excess risk S at the ascending numbers of `steps`. Throws `BadShape` and `OutOfRange`. */
export function riskAlong(descent: Descent, squaredErrors: ArrayLike<number>, steps: ArrayLike<number>): Float64Array {
  const moments = new SecondMoments(descent, squaredErrors);
  let done = 0;
  return Float64Array.from(steps, (step) => {
    if (!(Number.isInteger(step) && step >= done))
      throw new OutOfRange('a number of steps', step, 'whole, and not below the one before');
    for (; done < step; done++) moments.step();
    return moments.risk;
  });
}
