import { type Inputs, list, num, rows } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { inner } from '../../numeric/small-systems.ts';
import { squared } from '../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../numeric/symmetric.ts';
import type { Evaluators } from '../contract.ts';
import { shrunkRisk } from './theory/risk.ts';
import {
  averagedRidge,
  descentShrinkage,
  equivalentRidge,
  flowOverBayes,
  flowOverRidge,
  heavyBallError,
  ridgeShrinkage,
} from './theory/shrinkage.ts';

/** The formulas of linear regression in `reference/bias-and-depth.json`. */
export const evaluators: Evaluators = {
  'linear.min_norm': minimumNorm,
  'linear.early_stopping_risk': (inputs) => {
    const [lambdas, truth, eta] = [list(inputs, 'lam'), list(inputs, 'w_star'), num(inputs, 'eta')];
    const modes = lambdas.map((lambda, i) => ({ lambda, coefficient: truth[i] }));
    const noise = { sigma2: squared(num(inputs, 'sigma')), samples: num(inputs, 'n') };
    const risks = list(inputs, 'steps').map((k) =>
      shrunkRisk(modes, ({ lambda }) => descentShrinkage(lambda, eta, k), noise),
    );
    const { most, at } = flowOverRidge();
    return {
      risk: risks.map(({ risk }) => risk),
      bias: risks.map(({ bias }) => bias),
      variance: risks.map(({ variance }) => variance),
      flow_over_ridge_max: most,
      flow_over_ridge_argmax: at,
      bayes_risk_ratio_max: flowOverBayes(),
    };
  },
};

/** Everything from the eigenvectors v_i of XᵀX/n, of which X has as many as rows. */
function minimumNorm(inputs: Inputs): Record<string, unknown> {
  const X = rows(inputs, 'X');
  const [y, start, eta] = [list(inputs, 'y'), list(inputs, 'w0'), num(inputs, 'eta')];
  const steps = list(inputs, 'steps');
  const [n, d] = [X.length, X[0].length];
  const covariance = new Float64Array(d * d);
  for (const row of X)
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) covariance[i * d + j] += (row[i] * row[j]) / n;
  const { values, vectors } = eigenvaluesAndVectors(covariance, d, createWasmEngine());
  const modes = Array.from({ length: n }, (_, i) => {
    const vector = vectors.subarray((d - 1 - i) * d, (d - i) * d);
    const lambda = values[d - 1 - i];
    const pull = X.reduce((sum, row, k) => sum + (y[k] * inner(row, vector)) / n, 0);
    return { lambda, vector, end: pull / lambda, begin: inner(start, vector) };
  });
  /** w₀ with its coefficient along each mode replaced. */
  const weights = (coefficient: (mode: (typeof modes)[number]) => number, from: ArrayLike<number>) =>
    Float64Array.from(from, (one, j) =>
      modes.reduce((sum, mode) => sum + (coefficient(mode) - inner(from, mode.vector)) * mode.vector[j], one),
    );
  const ridge = (rho: number) => weights(({ lambda, end }) => ridgeShrinkage(lambda, rho) * end, new Float64Array(d));
  const all = <T>(of: (lambda: number, k: number) => T) => steps.map((k) => modes.map(({ lambda }) => of(lambda, k)));
  return {
    lam: modes.map(({ lambda }) => lambda),
    w_inf: weights(({ end }) => end, start),
    w_k: steps.map((k) =>
      weights(({ lambda, begin, end }) => begin + descentShrinkage(lambda, eta, k) * (end - begin), start),
    ),
    shrink: all((lambda, k) => descentShrinkage(lambda, eta, k)),
    rho_eff: all((lambda, k) => equivalentRidge(lambda, eta, k)),
    w_ridge: ridge(num(inputs, 'rho')),
    w_geometric_average: ridge(averagedRidge(num(inputs, 'ema_beta'), eta)),
    heavy_ball_error_factor: modes.map(
      ({ lambda }) => heavyBallError(lambda, eta, num(inputs, 'heavy_ball_beta'), steps.slice(-1))[0],
    ),
  };
}
