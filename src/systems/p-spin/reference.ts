import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import { powerExponent } from '../../statistics/curve-fits.ts';
import type { Evaluators } from '../contract.ts';
import { descend } from './theory/descent-equations.ts';
import { matrixCorrelation, matrixEnergy, matrixResponse } from './theory/matrix.ts';

/** The formulas of random landscapes in `reference/hyperparameters.json`. */
export const evaluators: Evaluators = {
  'pspin.dmft': descent,
  'pspin.dmft_temperature': descent,
  'pspin.planted_dmft': descent,
  'pspin.power_law': (inputs) => {
    const [p, h, steps] = [num(inputs, 'p'), num(inputs, 'h'), num(inputs, 'steps')];
    const [from, to] = list(inputs, 'window').map((time) => Math.round(time / h));
    const { energy, gradient } = descend({ p, h, steps, T: 0, r: 0, m0: 0 });
    const threshold = -Math.sqrt((2 * (p - 1)) / p);
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
