import { list, num } from '../../data/reference-inputs.ts';
import { hermiteCoefficients } from '../../numeric/hermite.ts';
import { power } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { activation, informationExponent } from './activations.ts';
import { averagesOf } from './theory/averages.ts';
import { flowDrift, overlapFlow, populationOverlap, populationTime } from './theory/flow.ts';

/** The formulas on single-index models, in the names of `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  'single_index.hermite': (inputs) => {
    const sigma = activation(String(inputs.activation));
    return { coefficients: hermiteCoefficients(sigma.value, 7), information_exponent: informationExponent(sigma) };
  },
  'single_index.overlap': (inputs) => {
    const [k, m0, times] = [num(inputs, 'k'), num(inputs, 'm0'), list(inputs, 'times')];
    return {
      m: overlapFlow(flowDrift(averagesOf(`he${k}`), num(inputs, 'delta')), m0, times),
      m_population: times.map((t) => populationOverlap(k, m0, t)),
    };
  },
  'single_index.escape_times': (inputs) => {
    const m0 = inputs.m0 === 'd^-1/2' ? power(num(inputs, 'd'), -0.5) : num(inputs, 'm0');
    const target = num(inputs, 'target');
    return Object.fromEntries([1, 2, 3, 4].map((k) => [`k${k}`, populationTime(k, m0, target)]));
  },
};
