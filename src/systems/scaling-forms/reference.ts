import { type Inputs, list, num, record } from '../../data/reference-inputs.ts';
import { gaussLegendre } from '../../numeric/quadrature.ts';
import { createRandom } from '../../numeric/random.ts';
import { log, sin, squared, wholePower } from '../../numeric/special.ts';
import { bestAllocation, computeExponent, parabolaBias, sizeExponent } from '../../scaling-laws/allocation.ts';
import { bootstrapLaws, fitParametricLaw, percentiles } from '../../scaling-laws/fit.ts';
import { brokenLoss, type ParametricLaw } from '../../scaling-laws/laws.ts';
import { hoffmann, kaplan, kaplanComputeExponent } from '../../scaling-laws/published.ts';
import type { Evaluators } from '../contract.ts';
import { squaredDistance } from './theory/nearest.ts';
import { curvatureError } from './theory/piecewise.ts';

/** The formulas of scaling laws in `reference/data.json` that are about their form. */
export const evaluators: Evaluators = {
  'scaling.nearest_neighbour': (inputs) => {
    const [d, n] = [num(inputs, 'd'), num(inputs, 'n')];
    // Uniform in the unit cube.
    return { mean_r2: squaredDistance(d, 1, n), exponent_D: 2 / d };
  },
  'scaling.interpolation': (inputs) => {
    const [n, omega] = [num(inputs, 'n_intervals'), num(inputs, 'omega')];
    const curvature = wholePower(omega, 4) * (0.5 - sin(2 * omega) / (4 * omega));
    return {
      mse_leading: curvatureError(1 / n, curvature),
      mse_numeric: interpolationError((x) => sin(omega * x), n),
      exponent: 4,
    };
  },
  'scaling.allocation': (inputs) => {
    const law = readLaw(inputs);
    const operations = num(inputs, 'flops_per_param_token');
    const offsets = Array.from({ length: 9 }, (_, i) => (i / 8 - 0.5) * log(10));
    const at = (compute: number, name: string) => {
      const { N, D, loss, curvature } = bestAllocation(law, compute, operations);
      return {
        [`N_opt_${name}`]: N,
        [`D_opt_${name}`]: D,
        [`L_opt_${name}`]: loss,
        [`isoflop_parabola_lnN_bias_${name}`]: parabolaBias(law, compute, offsets),
        [`curvature_lnN_${name}`]: curvature,
      };
    };
    return {
      ...at(1e18, '1e+18'),
      ...at(5.76e23, '5.76e+23'),
      ...at(1e26, '1e+26'),
      a: sizeExponent(law),
      loss_exponent_C: computeExponent(law),
    };
  },
  'scaling.fit': (inputs) => {
    const trainings = { N: list(inputs, 'N'), D: list(inputs, 'D'), loss: list(inputs, 'L') };
    const options = { delta: num(inputs, 'huber_delta') };
    const fit = fitParametricLaw(trainings, options);
    const random = createRandom('bootstrap');
    const laws = bootstrapLaws(trainings, fit, () => random.uniform(), { ...options, resamples: 200 });
    return { ...fit.law, objective_sum: fit.objective, bootstrap95: percentiles(laws) };
  },
  'scaling.published_constants': () => {
    const { jointData, jointSteps, criticalBatch, optimal } = kaplan;
    const { approach1, approach2, approach3 } = hoffmann.allocation;
    return {
      kaplan: {
        alpha_N: kaplan.alphaN,
        N_c: kaplan.Nc,
        alpha_D: kaplan.alphaD,
        D_c: kaplan.Dc,
        alpha_C_min: kaplan.alphaCMin,
        C_c_min_PFdays: kaplan.CcMin,
        alpha_C: kaplan.alphaC,
        C_c_PFdays: kaplan.Cc,
        joint_ND: { alpha_N: jointData.alphaN, alpha_D: jointData.alphaD, N_c: jointData.Nc, D_c: jointData.Dc },
        joint_NS: { alpha_N: jointSteps.alphaN, alpha_S: jointSteps.alphaS, N_c: jointSteps.Nc, S_c: jointSteps.Sc },
        B_star: criticalBatch.Bstar,
        alpha_B: criticalBatch.alphaB,
        N_opt_exponent: optimal.N,
        B_opt_exponent: optimal.B,
        S_opt_exponent: optimal.S,
        alpha_C_min_predicted: kaplanComputeExponent(),
      },
      hoffmann: { ...hoffmann.law, a_approach1: approach1, a_approach2: approach2, a_approach3: approach3 },
    };
  },
  'scaling.broken': (inputs) => {
    const breaks = (inputs.breaks as unknown[]).map((one) => {
      const given = record(one);
      return { c: num(given, 'c'), d: num(given, 'd'), f: num(given, 'f') };
    });
    const law = { a: num(inputs, 'a'), b: num(inputs, 'b'), c0: num(inputs, 'c0'), breaks };
    return { y: list(inputs, 'x').map((x) => brokenLoss(law, x)) };
  },
};

function readLaw(inputs: Inputs): ParametricLaw {
  const [E, A, B, alpha, beta] = ['E', 'A', 'B', 'alpha', 'beta'].map((key) => num(inputs, key));
  return { E, A, B, alpha, beta };
}

/** Mean squared error of linear interpolation of f on [0, 1] in n equal intervals. */
function interpolationError(f: (x: number) => number, n: number): number {
  const { nodes, weights } = gaussLegendre(8);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const [left, right] = [f(i / n), f((i + 1) / n)];
    nodes.forEach((node, k) => {
      const along = (1 + node) / 2;
      sum += (weights[k] / (2 * n)) * squared(f((i + along) / n) - left - along * (right - left));
    });
  }
  return sum;
}
