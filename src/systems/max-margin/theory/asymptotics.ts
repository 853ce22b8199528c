import { inner, type Rows } from '../../../numeric/small-systems.ts';
import { log } from '../../../numeric/special.ts';
import { type SupportVectors, withFields } from './support-vectors.ts';

// Late times of gradient flow on the summed logistic (or exponential) loss: w = ŵ ln τ + w̃ + o(1),
// with e^(−z_n·w̃) = α_n on the support (Soudry et al. 2017, 1710.10345).

/** w̃ in the span of the support vectors; what is orthogonal to it depends on the start. */
export function offset(Z: Rows, machine: SupportVectors): Float64Array {
  return withFields(
    Z,
    machine,
    machine.support.map((n) => -log(machine.alpha[n])),
  );
}

/** The part of w in the span of the support vectors, at the time τ. */
export function lateWeights(Z: Rows, machine: SupportVectors, tau: number): Float64Array {
  return offset(Z, machine).map((one, i) => one + machine.direction[i] * log(tau));
}

/** The component of w along ŵ: ln τ/γ − γ Σ α ln α. The loss is 1/(γ²τ). */
export function alongDirection({ alpha, support, margin }: SupportVectors, tau: number): number {
  return log(tau) / margin - margin * support.reduce((sum, n) => sum + alpha[n] * log(alpha[n]), 0);
}

/** p_n = γ²α_n, the probabilities that the softmax of the losses tends to. */
export function limitingWeights({ alpha, support, margin }: SupportVectors): number[] {
  return support.map((n) => margin * margin * alpha[n]);
}

/**
 * H(p) + ln p_max: what the relative gap of the margin is, times ln τ − γ²Σα ln α. 0 for equal p.
 */
export function gapCoefficient(machine: SupportVectors): number {
  const p = limitingWeights(machine);
  return log(Math.max(...p)) - p.reduce((sum, one) => sum + one * log(one), 0);
}

/**
 * Of w ← w − η∇L/L and its path length s = ηk: the angle to ŵ is this over s, the distance from ŵ
 * of the w̃ with z_n·w̃ = −ln p_n, over γ, where the support spans the space.
 */
export function normalisedAngle(Z: Rows, machine: SupportVectors): number {
  const w = withFields(
    Z,
    machine,
    limitingWeights(machine).map((p) => -log(p)),
  );
  const along = inner(w, machine.direction) * machine.margin;
  return Math.sqrt(Math.max(0, inner(w, w) - along * along)) / machine.margin;
}
