import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { squared } from '../../numeric/special.ts';
import { powerExponent } from '../../statistics/curve-fits.ts';
import type { Evaluators } from '../contract.ts';
import { criticalPoints } from './theory/critical-points.ts';
import { descend } from './theory/descent-equations.ts';
import { negativeShare, radius, spectrumInBins } from './theory/hessian.ts';
import {
  complexity,
  complexityOfIndex,
  dynamicTemperature,
  indexRate,
  lowestEnergy,
  staticTransition,
  thresholdEnergy,
} from './theory/landscape.ts';
import { matrixCorrelation, matrixEnergy, matrixResponse } from './theory/matrix.ts';
import { plantedMinimum, weakestSignal } from './theory/planted.ts';
import {
  ageing,
  equilibriumCorrelation,
  equilibriumEnergy,
  matrixEnergyAt,
  matrixLateEnergy,
} from './theory/temperature.ts';

/** The formulas of random landscapes in `reference/hyperparameters.json`. */
export const evaluators: Evaluators = {
  'pspin.landscape': (inputs) => {
    const p = num(inputs, 'p');
    const { T, q } = staticTransition(p);
    return {
      E_threshold: thresholdEnergy(p),
      E_ground: lowestEnergy(p),
      E_1: lowestEnergy(p, 1),
      E_2: lowestEnergy(p, 2),
      hessian_radius: radius(p),
      complexity_total: complexity(p, 0),
      complexity_threshold: complexity(p, thresholdEnergy(p)),
      T_dynamic: dynamicTemperature(p),
      T_static: T,
      q_static: q,
    };
  },
  'pspin.complexity': (inputs) => {
    const [p, e, below] = [num(inputs, 'p'), list(inputs, 'e'), list(inputs, 'e_below')];
    return {
      total: e.map((one) => complexity(p, one)),
      index0: below.map((one) => complexityOfIndex(p, one, 0)),
      index1: below.map((one) => complexityOfIndex(p, one, 1)),
      rate: e.map((one) => indexRate(p, one)),
    };
  },
  'pspin.kac_rice': (inputs) => {
    const [p, N] = [num(inputs, 'p'), num(inputs, 'N')];
    const byIndex = Array.from({ length: N }, (_, k) => criticalPoints(p, N, k));
    return {
      mean_by_index: byIndex,
      mean_total: byIndex.reduce((sum, one) => sum + one, 0),
      minima: byIndex[0],
      minima_below: list(inputs, 'e_cut').map((e) => criticalPoints(p, N, 0, e)),
    };
  },
  'pspin.spiked_tensor': (inputs) => {
    const p = num(inputs, 'p');
    const { m, energy } = plantedMinimum(p, num(inputs, 'r'));
    return { overlap: m, energy, r_min: weakestSignal(p) };
  },
  'pspin.aging': (inputs) => {
    const T = num(inputs, 'T');
    const { plateau, violation, energy } = ageing(num(inputs, 'p'), T);
    return { q_EA: plateau, X_fdt: violation, T_effective: T / violation, energy_inf: energy };
  },
  'pspin.equilibrium': (inputs) => {
    const [p, T] = [num(inputs, 'p'), num(inputs, 'T')];
    return {
      correlation: list(inputs, 'tau').map((tau) => equilibriumCorrelation(p, T, tau)),
      energy: equilibriumEnergy(T),
    };
  },
  'pspin.p2_temperature': (inputs) => {
    const T = num(inputs, 'T');
    return { energy: list(inputs, 'times').map((t) => matrixEnergyAt(T, t)), energy_inf: matrixLateEnergy(T) };
  },
  'pspin.hessian': (inputs) => {
    const [p, steps] = [num(inputs, 'p'), num(inputs, 'steps')];
    const { energy } = descend({ p, h: num(inputs, 'h'), steps, T: 0, r: 0, m0: 0 });
    return hessianMoments(p, energy[steps]);
  },
  'pspin.dmft': descent,
  'pspin.dmft_temperature': descent,
  'pspin.planted_dmft': descent,
  'pspin.power_law': (inputs) => {
    const [p, h, steps] = [num(inputs, 'p'), num(inputs, 'h'), num(inputs, 'steps')];
    const [from, to] = list(inputs, 'window').map((time) => Math.round(time / h));
    const { energy, gradient } = descend({ p, h, steps, T: 0, r: 0, m0: 0 });
    const threshold = thresholdEnergy(p);
    const slope = (of: (k: number) => number) =>
      powerExponent()(Float64Array.of(from, to), Float64Array.of(of(from), of(to)))!;
    return {
      energy_end: energy[steps],
      slope_energy: slope((k) => energy[k] - threshold),
      slope_grad2: slope((k) => gradient[k]),
      E_threshold: threshold,
    };
  },
  'pspin.p2_flow': (inputs) => {
    const times = list(inputs, 'times');
    return {
      energy: times.map(matrixEnergy),
      correlation_first: times.map((t) => matrixCorrelation(t, times[0])),
      response_first: times.slice(1).map((t) => matrixResponse(t, times[0])),
      gap_times_t: times.map((t) => t * (1 + matrixEnergy(t))),
    };
  },
};

/** What the density of curvatures at energy e has for moments and edges, against −pe and f″(1). */
function hessianMoments(p: number, e: number): Record<string, number> {
  const bins = 4000;
  const centre = (-p * e) / radius(p);
  const edges = Float64Array.from({ length: bins + 1 }, (_, k) => centre - 2 + (4 * k) / bins);
  const density = spectrumInBins(p, e, edges);
  let [mean, square] = [0, 0];
  density.forEach((height, k) => {
    const [x, share] = [(edges[k] + edges[k + 1]) / 2 - centre, (height * 4) / bins];
    mean += x * share;
    square += x * x * share;
  });
  const [below] = spectrumInBins(p, e, Float64Array.of(centre - 2, 0));
  return {
    mean_plus_pe: mean * radius(p),
    variance_ratio: (square * squared(radius(p))) / ((p * (p - 1)) / 2),
    negative_fraction_minus_theory: below * (2 - centre) - negativeShare(p, e),
    lower_edge_ratio: edges[density.findIndex((height) => height > 0)] - centre,
    upper_edge_ratio: edges[density.findLastIndex((height) => height > 0) + 1] - centre,
  };
}

/** The exact equations at these steps; the last row of each two-time function. */
function descent(inputs: Inputs): Record<string, number[]> {
  const steps = list(inputs, 'steps');
  const last = steps[steps.length - 1];
  const optional = (key: string) => (inputs[key] === undefined ? 0 : num(inputs, key));
  const { energy, gradient, overlap, correlation, response } = descend({
    ...{ p: num(inputs, 'p'), h: num(inputs, 'h'), steps: last },
    ...{ T: num(inputs, 'T'), r: optional('r'), m0: optional('m0') },
  });
  return {
    energy: steps.map((k) => energy[k]),
    grad2: steps.map((k) => gradient[k]),
    correlation_last: steps.map((k) => correlation(last, k)),
    response_last: steps.slice(0, -1).map((k) => response(last, k)),
    overlap: steps.map((k) => overlap[k]),
  };
}
