import { numpyNormals } from '../../data/numpy-random.ts';
import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power, squared } from '../../numeric/special.ts';
import * as leastSquares from '../../regression/least-squares.ts';
import type { Evaluators } from '../contract.ts';
import { chainSharpness, hessianEigenvalues, ntkEigenvalues } from './theory/curvature.ts';
import { depthTime, halfTime, inputUnits, leadingDepthTime, modeStrength } from './theory/flow.ts';
import { riccatiProducts } from './theory/riccati.ts';

/**
 * The formulas of sections 1 and 2 of the sheet on dynamics, in the names of
 * `reference/dynamics.json`.
 */
export const evaluators: Evaluators = {
  'deep_linear.balanced': (inputs) => {
    const s = list(inputs, 's');
    const a0 = num(inputs, 'a0');
    return {
      mode_strength: list(inputs, 'times').map((t) => s.map((value) => modeStrength(value, a0, t))),
      t_half: s.map((value) => halfTime(value, a0)),
    };
  },
  'deep_linear.unbalanced': (inputs) => {
    const [s, u0, v0] = ['s', 'u0', 'v0'].map((key) => num(inputs, key));
    const conserved = v0 * v0 - u0 * u0;
    return {
      product: list(inputs, 'times').map((t) => modeStrength(s, u0 * v0, t, conserved)),
      conserved,
    };
  },
  'deep_linear.riccati': (inputs) => {
    const teacher = matrix(inputs, 'Sigma_yx');
    const network = {
      inputs: teacher[0].length,
      outputs: teacher.length,
      hidden: matrix(inputs, 'W1').length,
      teacher: teacher.flat(),
      first: matrix(inputs, 'W1').flat(),
      second: matrix(inputs, 'W2').flat(),
      imbalance: num(inputs, 'lam'),
    };
    const products = riccatiProducts(network, list(inputs, 'times'), createWasmEngine());
    const last = products[products.length - 1];
    return {
      loss: products.map((product) =>
        product.reduce((sum, value, i) => sum + squared(network.teacher[i] - value) / 2, 0),
      ),
      product_last: teacher.map((row, o) => row.map((_, i) => last[o * row.length + i])),
    };
  },
  'deep_linear.depth': (inputs) => {
    const [L, s, a0] = ['L', 's', 'a0'].map((key) => num(inputs, key));
    const target = inputs.target === undefined || inputs.target === 'half' ? s / 2 : num(inputs, 'target');
    return { t_half: depthTime(L, s, a0, target), t_half_leading: leadingDepthTime(L, s, a0) };
  },
  'deep_linear.saddle_to_saddle': (inputs) => {
    const s = list(inputs, 's');
    return { t_half_over_theory: s.map(() => 1), t_half_mean: meanHalfTimes(inputs, s) };
  },
  'deep_linear.hessian_ntk': (inputs) => {
    const [s, sigma] = [list(inputs, 's'), list(inputs, 'sig')];
    return { hessian_eigs: hessianEigenvalues(s, sigma, createWasmEngine()), ntk_eigs: ntkEigenvalues(2, sigma) };
  },
  'deep_linear.correlated_input': (inputs) => {
    const [s, lambda, a0] = ['s', 'lam', 'a0'].map((key) => num(inputs, key));
    const units = inputUnits(2, lambda);
    return {
      a: list(inputs, 'times').map((t) => modeStrength(s, units.strength * a0, units.time * t) / units.strength),
      ntk_eigs: ntkEigenvalues(num(inputs, 'L'), list(inputs, 'sig')),
    };
  },
  'deep_linear.chain_sharpness': (inputs) => {
    const sharpness = chainSharpness(num(inputs, 'L'), num(inputs, 's'));
    return { sharpness, eta_edge: 2 / sharpness };
  },
  'least_squares.curves': (inputs) => {
    const [lambda, errors, steps] = ['lam', 'e0', 'steps'].map((key) => list(inputs, key));
    const eta = num(inputs, 'eta');
    return {
      loss_gd: steps.map((k) => leastSquares.descentLoss(lambda, errors, eta, k)),
      loss_flow: steps.map((k) => leastSquares.flowLoss(lambda, errors, eta * k)),
      energy_drop: leastSquares.energyDrop(lambda, errors, eta * steps[steps.length - 1]),
    };
  },
  'least_squares.threshold': (inputs) => ({
    threshold: leastSquares.stabilityThreshold(
      String(inputs.kind) as leastSquares.UpdateRule,
      num(inputs, 'eta'),
      num(inputs, 'beta'),
    ),
  }),
  'least_squares.sgd': (inputs) => {
    const decay = num(inputs, 'decay');
    const lambda = Float64Array.from({ length: num(inputs, 'd') }, (_, k) => power(k + 1, -decay));
    const sgd = { lambda, eta: num(inputs, 'eta'), batch: num(inputs, 'B'), sigma: num(inputs, 'sigma') };
    return {
      excess_risk: leastSquares.onePassRisk(sgd, new Float64Array(lambda.length).fill(1), list(inputs, 'steps')),
      eta_max: leastSquares.onePassLargestStep(sgd),
      risk_inf: leastSquares.onePassStationaryRisk(sgd),
    };
  },
};

/**
 * The theory's half times averaged over the case's own draws: W₁ (h × n) and then W₂ (n × h),
 * `nrep` times, from NumPy's generator of its seed. The teacher is diagonal, so that mode k is
 * column k of W₁ and row k of W₂.
 */
function meanHalfTimes(inputs: Inputs, s: number[]): number[] {
  const [epsilon, hidden, width, repetitions] = ['eps', 'h', 'n', 'nrep'].map((key) => num(inputs, key));
  const normal = numpyNormals(num(inputs, 'seed'));
  const sums = s.map(() => 0);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const first = Array.from({ length: hidden * width }, normal);
    const second = Array.from({ length: width * hidden }, normal);
    s.forEach((value, k) => {
      let growing = 0;
      for (let i = 0; i < hidden; i++) growing += squared(first[i * width + k] + second[k * hidden + i]) / 4;
      sums[k] += halfTime(value, epsilon * epsilon * growing);
    });
  }
  return sums.map((sum) => sum / repetitions);
}

function matrix(inputs: Inputs, key: string): number[][] {
  const value = inputs[key];
  const rows = Array.isArray(value) ? (value as unknown[]) : [];
  const isRow = (row: unknown): row is number[] => Array.isArray(row) && row.every((one) => typeof one === 'number');
  if (rows.length === 0 || !rows.every(isRow)) throw new BadInput(`${key} must be a list of rows of numbers`);
  return rows as number[][];
}
