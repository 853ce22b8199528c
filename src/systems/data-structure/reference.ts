import { type Inputs, list, num, rows } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { cos, power as raised, squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { bestRidge } from './theory/best-ridge.ts';
import { droppedInputsLoss } from './theory/dropped-inputs.ts';
import { errorsInVariables, flippedClasses, flippedRisk, plainRisk, subspaceSpectrum } from './theory/inputs.ts';
import { maskedCorrelatedRisk, maskedRisk } from './theory/masked-inputs.ts';
import { poolErrors, splitErrors } from './theory/pool.ts';
import { correlatedRows, duplicatedRows, equalRows, noisyRows } from './theory/rows.ts';
import { type Rows, weightedRisk } from './theory/weighted-rows.ts';

/** The formulas of regressions in section C of `reference/structure.json`. */
export const evaluators: Evaluators = {
  'data-structure.duplicates': (inputs) => {
    const noise = num(inputs, 'sigma2');
    const [copies, counts] = [0, 1].map((column) => rows(inputs, 'multiplicities').map((pair) => pair[column]));
    const distinct = num(inputs, 'distinct_rows');
    const all = copies.reduce((sum, r, i) => sum + r * counts[i], 0);
    const ridge = num(inputs, 'lam');
    const of = (groups: Rows, lambda = ridge) => weightedRisk({ ...problem(inputs), rows: groups, ridge: lambda });
    const same = duplicatedRows(copies, counts, noise, 'same');
    const once = equalRows(distinct, noise);
    const { excessError, kappa, kappaTilde } = of(same);
    const best = bestRidge({ ...problem(inputs), rows: once });
    return {
      excess_same_label: excessError,
      excess_fresh_labels: of(duplicatedRows(copies, counts, noise, 'fresh')).excessError,
      excess_deduplicated: of(once).excessError,
      excess_all_independent: of(equalRows(all, noise)).excessError,
      kappa,
      kappa_tilde: kappaTilde,
      n_eff: (all * all) / copies.reduce((sum, r, i) => sum + r * r * counts[i], 0),
      tuned_ridge: best.ridge,
      excess_deduplicated_tuned: best.excessError,
      excess_same_label_tuned: bestRidge({ ...problem(inputs), rows: same }).excessError,
    };
  },
  'data-structure.weighted-ridge': (inputs) => {
    const [noises, counts] = [0, 1].map((column) => rows(inputs, 'noise_groups').map((pair) => pair[column]));
    const [D, ridge] = [num(inputs, 'D'), num(inputs, 'lam')];
    const eta = new Float64Array(D).fill(1);
    const power = eta.map(() => 1 / D);
    const of = (groups: Rows, lambda: number) => weightedRisk({ eta, power, rows: groups, ridge: lambda });
    const precision = noises.reduce((sum, one, i) => sum + counts[i] / one, 0);
    const samples = counts.reduce((sum, one) => sum + one, 0);
    const mean = noises.reduce((sum, one, i) => sum + one * counts[i], 0) / samples;
    const weighted = noisyRows(noises, counts, true);
    const bayes = of(weighted, D / precision);
    return {
      excess_uniform: of(noisyRows(noises, counts, false), ridge).excessError,
      excess_uniform_mean_noise: of(equalRows(samples, mean), ridge).excessError,
      excess_weighted_same_ridge: of(weighted, ridge).excessError,
      excess_weighted_bayes_ridge: bayes.excessError,
      bayes_ridge: D / precision,
      one_over_kappa_tilde_noise_units: samples / (bayes.kappaTilde * precision),
    };
  },
  'data-structure.autocorrelated': (inputs) => {
    const [samples, rho, noise] = [num(inputs, 'n'), num(inputs, 'rho'), num(inputs, 'sigma2')];
    const of = (groups: Rows) => weightedRisk({ ...problem(inputs), rows: groups, ridge: num(inputs, 'lam') });
    const { excessError, kappa, kappaTilde, gamma } = of(correlatedRows(samples, rho, noise, 'alike'));
    return {
      kappa,
      kappa_tilde: kappaTilde,
      gamma,
      excess_correlated_noise: excessError,
      excess_white_noise: of(correlatedRows(samples, rho, noise, 'white')).excessError,
      excess_iid_rows: of(equalRows(samples, noise)).excessError,
      n_eff: (samples * (1 - rho * rho)) / (1 + rho * rho),
    };
  },
  'data-structure.label-noise': (inputs) => {
    const { overlap, norm, accuracy, noisyError, cleanError, amplitude, effectiveNoise } = flippedRisk(
      { ...problem(inputs), samples: num(inputs, 'n'), ridge: num(inputs, 'lam') },
      num(inputs, 'p'),
    );
    return {
      overlap,
      norm2: norm,
      accuracy,
      test_mse_noisy: noisyError,
      test_mse_clean: cleanError,
      amplitude,
      sigma2_eff: effectiveNoise,
    };
  },
  'data-structure.label-noise-multiclass': (inputs) => {
    const { shrinkage, noiseTrace } = flippedClasses(num(inputs, 'K'), num(inputs, 'p'));
    return { shrink: shrinkage, noise_trace: noiseTrace };
  },
  'data-structure.masked-inputs': (inputs) => {
    const plain = { samples: num(inputs, 'n'), ridge: num(inputs, 'lam'), noise: num(inputs, 'sigma2') };
    const kept = num(inputs, 'keep');
    const { maskedError, excessError, effectiveNoise, risk } =
      'rho' in inputs
        ? maskedCorrelatedRisk({ ...correlatedFeatures(inputs), ...plain }, kept, createWasmEngine())
        : maskedRisk({ ...problem(inputs), ...plain }, kept);
    return {
      mse_masked_test: maskedError,
      excess_complete_test: excessError,
      sigma2_eff: effectiveNoise,
      kappa: risk.kappa,
    };
  },
  'data-structure.dropout-identity': (inputs) => ({
    mean_masked_loss: droppedInputsLoss(rows(inputs, 'X'), list(inputs, 'y'), list(inputs, 'w'), num(inputs, 'keep')),
  }),
  'data-structure.intrinsic-dimension': (inputs) => {
    const [D, d0, tail, samples] = ['D', 'd0', 's2_tail', 'n'].map((key) => num(inputs, key));
    const [ridge, noise] = [num(inputs, 'lam'), num(inputs, 'sigma2')];
    const target = new Float64Array(D).fill(1 / Math.sqrt(d0), 0, d0);
    const { excessError, kappa } = plainRisk({ eta: subspaceSpectrum(D, d0, tail), target, samples, ridge, noise });
    const effective = ridge + ((D - d0) * tail) / samples;
    const alone = plainRisk({
      eta: subspaceSpectrum(d0, d0, tail),
      target: target.subarray(0, d0),
      samples,
      ridge: effective,
      noise,
    });
    return {
      excess: excessError,
      kappa,
      excess_effective_ridge: alone.excessError,
      lambda_eff: effective,
      kappa_effective_ridge: alone.kappa,
      df2_tail: (D - d0) * squared(tail / (tail + kappa)),
    };
  },
  'data-structure.errors-in-variables': (inputs) => {
    const [D, d0, tail] = ['D', 'd0', 's2_tail'].map((key) => num(inputs, key));
    const { attenuation, lostPower } = errorsInVariables(1, tail);
    const noise = num(inputs, 'sigma2') + lostPower;
    const target = new Float64Array(D).fill(attenuation / Math.sqrt(d0), 0, d0);
    const plain = { eta: subspaceSpectrum(D, d0, tail), target, samples: num(inputs, 'n'), ridge: num(inputs, 'lam') };
    return {
      test_mse: plainRisk({ ...plain, noise }).excessError + noise,
      sigma2_eff: noise,
      attenuation,
    };
  },
  'data-structure.finite-pool': (inputs) => {
    const regression = { ...problem(inputs), ridge: num(inputs, 'lam') };
    const [pool, noise] = [num(inputs, 'pool'), num(inputs, 'sigma2')];
    const drawn = poolErrors(regression, pool, num(inputs, 'draws_with_replacement') / pool, noise);
    const split = splitErrors(regression, pool, num(inputs, 'split_train'), noise);
    return {
      test_mse: drawn.testError,
      oob_mse: drawn.testError,
      pool_mse: drawn.poolError,
      holdout_mse: split.heldOutError,
      holdout_mse_sd: split.heldOutSpread,
      whole_pool_mse_split: split.poolError,
    };
  },
};

/**
 * A power law η_k = k^(−alpha) in `D` dimensions, and a target of equal weights and a power of 1.
 */
function problem(inputs: Inputs) {
  const alpha = num(inputs, 'alpha');
  const eta = Float64Array.from({ length: num(inputs, 'D') }, (_, k) => raised(k + 1, -alpha));
  const trace = eta.reduceRight((sum, one) => sum + one, 0);
  return { eta, power: eta.map((value) => value / trace), target: eta.map(() => 1 / Math.sqrt(trace)) };
}

/** Features correlated as ρ^|i−j|, and the target cos(0.3 k), k = 0 … D − 1, with a power of 1. */
function correlatedFeatures(inputs: Inputs) {
  const [D, rho] = [num(inputs, 'D'), num(inputs, 'rho')];
  const covariance = Float64Array.from({ length: D * D }, (_, at) =>
    raised(rho, Math.abs(Math.floor(at / D) - (at % D))),
  );
  const waves = Float64Array.from({ length: D }, (_, k) => cos(0.3 * k));
  const power = covariance.reduce((sum, value, at) => sum + value * waves[Math.floor(at / D)] * waves[at % D], 0);
  return { covariance, target: waves.map((w) => w / Math.sqrt(power)) };
}
