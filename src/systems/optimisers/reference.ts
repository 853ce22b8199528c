import { list, num, rows } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { power } from '../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../numeric/symmetric.ts';
import type { Evaluators } from '../contract.ts';
import {
  conjugateGradientExponent,
  descentExponent,
  descentLawByQuadrature,
  nesterovExponent,
  preconditionedExponent,
  signExponent,
} from './theory/exponents.ts';
import { adaGradLaw, adamLaw } from './theory/long-memory.ts';
import { flowCoefficient, flowExponent, flowShrinkage } from './theory/nesterov-flow.ts';
import { newtonSchulz } from './theory/newton-schulz.ts';
import { chebyshevError, descentRate, heavyBallRate, nesterovRate, tunedNesterovRate } from './theory/rates.ts';
import { adaGrad, scaleFreeLosses, sign, signError, signFloor } from './theory/scale-free-methods.ts';

/** The formulas `optim.*` in `reference/optimisers.json`. */
export const evaluators: Evaluators = {
  'optim.power_law': (inputs) => {
    const [a, b] = [num(inputs, 'a'), num(inputs, 'b')];
    return {
      exp_gd: descentExponent(a, b),
      exp_heavy_ball: descentExponent(a, b),
      exp_nesterov: nesterovExponent(a, b),
      exp_preconditioned: preconditionedExponent(a, b, num(inputs, 'theta')),
      prefactor_ratio_gd: descentLawByQuadrature(a, b, num(inputs, 'eta') * list(inputs, 'k').at(-1)!),
    };
  },
  'optim.nesterov_flow': (inputs) => {
    const [a, b, t] = [num(inputs, 'a'), num(inputs, 'b'), num(inputs, 't')];
    const modes = 40;
    return {
      error_modes: Array.from({ length: modes }, (_, i) => {
        return power(i + 1, (b - a) / 2) * flowShrinkage(power(i + 1, -b), t);
      }),
      exp_flow: flowExponent(a, b),
      coef_flow: flowCoefficient(a, b, num(inputs, 'N')),
    };
  },
  'optim.cg': (inputs) => ({ exp_cg: conjugateGradientExponent(num(inputs, 'a'), num(inputs, 'b')) }),
  'optim.rates': (inputs) => {
    const kappa = num(inputs, 'condition_number');
    return {
      gd: descentRate(kappa),
      heavy_ball: heavyBallRate(kappa),
      nesterov: nesterovRate(kappa),
      nesterov_best: tunedNesterovRate(kappa),
      chebyshev_12: chebyshevError(kappa, 12),
    };
  },
  'optim.sign': (inputs) => {
    const [lambda, error] = [list(inputs, 'lam'), list(inputs, 'e0')].map((one) => Float64Array.from(one));
    const eta = num(inputs, 'eta');
    const steps = list(inputs, 'k');
    const losses = scaleFreeLosses({ lambda, error }, sign(eta), Math.max(...steps));
    return {
      loss: steps.map((k) => losses[k]),
      floor_mean: signFloor(lambda, eta),
      exp_sign: signExponent(num(inputs, 'a'), num(inputs, 'b')),
    };
  },
  'optim.adam_memory': (inputs) => {
    const [start, eta] = [list(inputs, 'e0'), num(inputs, 'eta')];
    return {
      error: list(inputs, 'k').map((k) => start.map((e0) => e0 * adamLaw([(eta * k) / e0])[0])),
      adagrad_error: list(inputs, 'adagrad_s').map(adaGradLaw),
    };
  },
  'optim.muon': (inputs) => {
    const [target, eta, decay] = [rows(inputs, 'W_star'), num(inputs, 'eta'), num(inputs, 'weight_decay')];
    const values = singularValues(target);
    const early = (1 - power(1 - num(inputs, 'eta_decay') * decay, num(inputs, 'k_early'))) / decay;
    return {
      error_singular_values: list(inputs, 'k').map((k) => descending(values.map((s) => signError(s, eta, k)))),
      decay_early: values.map((s) => Math.min(early, s, 1 / decay)),
      decay_final: values.map((s) => Math.min(s, 1 / decay)),
      slope_muon: -nuclearNorm(product(target, rows(inputs, 'A'))),
    };
  },
  'optim.shampoo': (inputs) => {
    const [eta, k] = [num(inputs, 'eta'), num(inputs, 'k')];
    const values = singularValues(rows(inputs, 'E0'));
    return {
      error_singular_values: descending(values.map((s) => adaGrad(eta)(s, k)[k])),
      one_step_singular_values: values.map((s) => (s - adaGrad(eta)(s, 1)[1]) / eta),
      newton_schulz_output: Array.from(newtonSchulz(Float64Array.from(list(inputs, 'newton_schulz_input')))).sort(
        (x, y) => x - y,
      ),
    };
  },
};

function descending(values: number[]): number[] {
  return values.sort((x, y) => y - x);
}

/** Descending. */
function singularValues(matrix: number[][]): number[] {
  const n = matrix.length;
  const m = matrix[0].length;
  // Those of the symmetric matrix with the two off its diagonal come in pairs ±s, with all digits.
  const both = new Float64Array((n + m) * (n + m));
  matrix.forEach((row, i) => {
    row.forEach((one, j) => {
      both[i * (n + m) + n + j] = one;
      both[(n + j) * (n + m) + i] = one;
    });
  });
  const { values } = eigenvaluesAndVectors(both, n + m, createWasmEngine());
  return descending(Array.from(values)).slice(0, Math.min(n, m));
}

function nuclearNorm(matrix: number[][]): number {
  return singularValues(matrix).reduce((sum, s) => sum + s, 0);
}

function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, one, k) => sum + one * b[k][j], 0)));
}
