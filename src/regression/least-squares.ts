import { BadShape, OutOfRange } from '../numeric/errors.ts';
import { brent } from '../numeric/roots.ts';
import { exp, expm1, power, squared } from '../numeric/special.ts';

// Gradient descent on the quadratic loss ½ (w − w*)ᵀ H (w − w*), in the eigenbasis of H: λ are its
// eigenvalues, e the initial errors.

/** Loss ½ Σ λe² e^(−2λt) of gradient flow at time `t` ≥ 0. */
export function flowLoss(lambda: ArrayLike<number>, errors: ArrayLike<number>, t: number): number {
  check(lambda, errors);
  let sum = 0;
  for (let i = 0; i < lambda.length; i++) sum += lambda[i] * squared(errors[i]) * exp(-2 * lambda[i] * t);
  return sum / 2;
}

/**
 * Loss ½ Σ λe² (1 − ηλ)^(2k) of gradient descent after `k` steps of size `eta`; within O(η) of the
 * flow at t = ηk.
 */
export function descentLoss(lambda: ArrayLike<number>, errors: ArrayLike<number>, eta: number, k: number): number {
  check(lambda, errors);
  let sum = 0;
  for (let i = 0; i < lambda.length; i++) sum += lambda[i] * squared(errors[i]) * power(1 - eta * lambda[i], 2 * k);
  return sum / 2;
}

/** ∫₀ᵀ ‖∇L‖² dt of gradient flow, which is the loss L(0) − L(T) that it has lost. */
export function energyDrop(lambda: ArrayLike<number>, errors: ArrayLike<number>, T: number): number {
  check(lambda, errors);
  let sum = 0;
  for (let i = 0; i < lambda.length; i++) sum -= lambda[i] * squared(errors[i]) * expm1(-2 * lambda[i] * T);
  return sum / 2;
}

export type UpdateRule = 'gd' | 'heavyball' | 'nesterov' | 'ema_heavyball' | 'adam_frozen' | 'rmsprop_frozen';

/**
 * The largest eigenvalue of H at which an update with step `eta` and momentum `beta` is stable; for
 * `adam_frozen` and `rmsprop_frozen` of P⁻¹H with the frozen preconditioner P. With β = 0 it is 2/η
 * in every case. Sources: 2103.00065, 2207.14484.
 */
export function stabilityThreshold(update: UpdateRule, eta: number, beta: number): number {
  if (!(eta > 0 && eta < Infinity)) throw new OutOfRange('the step', eta, 'positive and finite');
  if (!(beta >= 0 && beta < 1)) throw new OutOfRange('the momentum', beta, 'from 0 to below 1');
  switch (update) {
    case 'gd':
    case 'rmsprop_frozen':
      return 2 / eta;
    case 'heavyball':
      return (2 + 2 * beta) / eta;
    case 'nesterov':
      return (2 + 2 * beta) / (eta * (1 + 2 * beta));
    case 'ema_heavyball':
    case 'adam_frozen':
      return (2 + 2 * beta) / ((1 - beta) * eta);
    default:
      throw new OutOfRange(
        'the update',
        update,
        'gd, heavyball, nesterov, ema_heavyball, adam_frozen or rmsprop_frozen',
      );
  }
}

/**
 * One-pass SGD on Gaussian inputs: fresh batches of `batch` samples, label noise of standard
 * deviation `sigma`.
 */
export interface OnePass {
  lambda: ArrayLike<number>;
  eta: number;
  batch: number;
  sigma: number;
}

/**
 * Mean excess risk Σ λ_k E e_k² (without the ½) at the ascending `steps`, exact by Wick's theorem:
 * c_k ← (1 − ηλ_k)² c_k + (η²/B)[λ_k² c_k + λ_k Σ_l λ_l c_l] + η²σ²λ_k/B. Source: 2102.04396 for
 * the structure.
 */
export function onePassRisk(sgd: OnePass, errors: ArrayLike<number>, steps: ArrayLike<number>): Float64Array {
  const { lambda, eta, batch, sigma } = sgd;
  check(lambda, errors);
  const c = Float64Array.from(errors, (e) => e * e);
  const risk = () => c.reduce((sum, value, k) => sum + lambda[k] * value, 0);
  const risks = new Float64Array(steps.length);
  let done = 0;
  for (let i = 0; i < steps.length; i++) {
    if (!(Number.isInteger(steps[i]) && steps[i] >= done))
      throw new OutOfRange(`step count ${i}`, steps[i], 'whole and ascending from 0');
    for (; done < steps[i]; done++) {
      const noise = risk() + sigma * sigma;
      for (let k = 0; k < c.length; k++)
        c[k] = squared(1 - eta * lambda[k]) * c[k] + ((eta * eta) / batch) * lambda[k] * (lambda[k] * c[k] + noise);
    }
    risks[i] = risk();
  }
  return risks;
}

/**
 * q(η) = Σ ηλ/(B(2 − ηλ(1 + 1/B))): SGD is stable where it is below 1; infinite where a mode alone
 * is unstable.
 */
function noiseGain({ lambda, batch }: OnePass, eta: number): number {
  let sum = 0;
  for (let k = 0; k < lambda.length; k++) {
    const room = 2 - eta * lambda[k] * (1 + 1 / batch);
    if (!(room > 0)) return Number.POSITIVE_INFINITY;
    sum += (eta * lambda[k]) / (batch * room);
  }
  return sum;
}

/**
 * The excess risk that one-pass SGD settles at, σ²q/(1 − q); infinite above the largest stable
 * step.
 */
export function onePassStationaryRisk(sgd: OnePass): number {
  const q = noiseGain(sgd, sgd.eta);
  return q < 1 ? (squared(sgd.sigma) * q) / (1 - q) : Number.POSITIVE_INFINITY;
}

/**
 * The largest stable step of one-pass SGD; 2B/(λ(B + d + 1)) for d equal eigenvalues, and 2/λ_max
 * as B → ∞.
 */
export function onePassLargestStep(sgd: OnePass): number {
  let largest = 0;
  for (let k = 0; k < sgd.lambda.length; k++) largest = Math.max(largest, sgd.lambda[k]);
  if (!(largest > 0)) throw new OutOfRange('the largest eigenvalue', largest, 'above 0');
  const end = 2 / (largest * (1 + 1 / sgd.batch));
  // q grows from 0 to ∞ in between; 1/(1 + q) makes the pole harmless.
  return brent((eta) => 1 / (1 + noiseGain(sgd, eta)) - 0.5, 0, end);
}

function check(lambda: ArrayLike<number>, errors: ArrayLike<number>): void {
  if (lambda.length !== errors.length)
    throw new BadShape(`${lambda.length} eigenvalues but ${errors.length} initial errors`);
  for (let k = 0; k < lambda.length; k++)
    if (!(lambda[k] >= 0)) throw new OutOfRange(`eigenvalue ${k}`, lambda[k], 'at least 0');
}
