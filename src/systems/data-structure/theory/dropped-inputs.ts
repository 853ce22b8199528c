import { squared } from '../../../numeric/special.ts';

/**
 * Mean over random masks of the loss of a linear model whose inputs are each kept with probability
 * q and then divided by it, which is dropout of the inputs:
 *
 *     E (1/n)‖y − (X∘b/q)w‖² = (1/n)‖y − Xw‖² + ((1 − q)/q) Σ_k Σ̂_kk w_k²,  Σ̂_kk = (1/n) Σ_i X_ik²,
 *
 * so that dropout is a ridge that weighs each input by its variance. `inputs`: n rows. Exact.
 */
export function droppedInputsLoss(
  inputs: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  weights: ArrayLike<number>,
  kept: number,
): number {
  let sum = 0;
  inputs.forEach((row, i) => {
    let [fitted, penalty] = [0, 0];
    for (let k = 0; k < weights.length; k++) {
      fitted += row[k] * weights[k];
      penalty += squared(row[k] * weights[k]);
    }
    sum += squared(labels[i] - fitted) + ((1 - kept) / kept) * penalty;
  });
  return sum / inputs.length;
}
