import { power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { averagesOf } from './theory/averages.ts';
import { diffusionOf, meansAlong } from './theory/diffusion.ts';
import { escapeTime, flowDrift, largestStep, overlapFlow, populationOverlap, populationTime } from './theory/flow.ts';

const [START, TIME] = [0.3, 0.7];

/** The solution m(t) of population gradient flow on h₁, h₂ and h₃. */
const populationFlows = [
  'm = tanh(t + artanh m₀)',
  'm² = m₀²e^{4t}/(1 − m₀² + m₀²e^{4t})',
  't = ⅓[1/m₀ − 1/m + artanh m − artanh m₀]',
];

/** The theory of small steps on h_k against the closed solution of population gradient flow. */
function population(k: number): Limit {
  return {
    id: `population-${k}`,
    title: `With small steps overlap, loss and escape are those of population gradient flow, k = ${k}`,
    ...closedForm(populationFlows[k - 1], 'benarous2021'),
    ...fallingAs(1, [500, 1000, 2000]),
    deviation: (inverse, context) => {
      const [dimension, threshold] = [400, 0.6];
      const steps = { theory: 'flow', stepRule: 'constant', stepSize: 1 / inverse, duration: 1 };
      // 40 points of a duration of 1.
      const overlap = Float64Array.from({ length: 40 }, (_, i) => populationOverlap(k, START, 0.025 * (i + 1)));
      return farthest(
        context,
        { activation: `he${k}`, dimension, start: START, threshold, ...steps },
        {
          overlap,
          populationLoss: overlap.map((m) => 1 - power(m, k)),
          escapeSamples: populationTime(k, START, threshold) * dimension * inverse,
        },
      );
    },
  };
}

export const limits: Limit[] = [
  population(1),
  population(2),
  population(3),
  {
    id: 'many-inputs',
    title: 'With many inputs fluctuations vanish: the mean overlap follows the differential equation, to order 1/d',
    ...closedForm('the flow of the overlap', 'benarous2022'),
    ...fallingAs(1, [200, 400, 800]),
    deviation: (dimension) => {
      const [[mean]] = meansAlong(diffusionOf('he2', 0.1, dimension), [(m) => m], START, [TIME]);
      return mean / overlapFlow(flowDrift(averagesOf('he2'), 0.1), START, [TIME])[0] - 1;
    },
  },
  {
    id: 'search',
    title: 'From a small overlap the time of population flow on h₃ is that of the search, 1/(3m₀), to order m₀',
    ...closedForm('d^{(k−2)/2} scaling', 'benarous2021'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: (inverse) => escapeTime(flowDrift(averagesOf('he3'), 0), 1 / inverse, 0.5) / (inverse / 3) - 1,
  },
  {
    id: 'escape',
    title: 'The time of population flow on h_k from m₀ to m, in closed form',
    ...closedForm('∫ dm / (k m^{k−1}(1 − m²))', 'benarous2021'),
    ...exactAt(1, 2, 3),
    deviation: (k) => escapeTime(flowDrift(averagesOf(`he${k}`), 0), 0.1, 0.6) / populationTime(k, 0.1, 0.6) - 1,
  },
  {
    id: 'critical-step',
    title: 'From a small overlap the largest step at which that on h₃ still rises is m₀/16, which shrinks as d^(−1/2)',
    ...closedForm('δ ∝ d^{(2−k)/2} scaling', 'benarous2021'),
    ...fallingAs(2, [20, 40, 80]),
    deviation: (inverse) => largestStep(averagesOf('he3'), 1 / inverse) / (1 / (16 * inverse)) - 1,
  },
];
