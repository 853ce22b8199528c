import { erf, exp, log, power, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { isotropicRisk } from '../ridge/theory/isotropic.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare, timesOf } from './problem.ts';

const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

/** Sizes at which the correction of order 1/d is below the digits that count. */
const ENDLESS = 5e6;

/** Σ (−2t)^m/m! C_(m+first), with Catalan numbers C. */
function catalanSeries(t: number, first: number): number {
  let [sum, power, catalan] = [0, 1, 1];
  for (let m = 0; m < 60; m++) {
    if (m > 0) power *= (-2 * t) / m;
    sum += power * catalan;
    const n = m + first;
    catalan *= (2 * (2 * n + 1)) / (n + 2);
  }
  return sum;
}

export const limits: Limit[] = [
  {
    id: 'many-samples',
    title: 'With many samples all modes learn alike, fitting is learning, and the loss falls by (1 − η)² a step',
    ...closedForm('one mode, ν = 1', 'levi2023'),
    ...fallingAs(1, [1e5, 1e6, 1e7]),
    deviation: (samples, context) => {
      const settings = { samples, dimension: 10, duration: 4, threshold: 0.05, tolerance: 0.7 };
      const { eta, steps } = problemOf(settings);
      const loss = steps.map((k) => 2 * power(1 - eta, 2 * k));
      const accuracy = loss.map((one) => erf(0.7 / Math.sqrt(2 * one)));
      const time = (eta * log(0.05 / 2)) / (2 * log(1 - eta));
      return farthest(context, settings, {
        trainLoss: loss,
        testLoss: loss,
        trainAccuracy: accuracy,
        testAccuracy: accuracy,
        trainTime: time,
        testTime: time,
        finalTestLoss: loss[loss.length - 1],
      });
    },
  },
  {
    id: 'one-step',
    title: 'After one step the test loss is known at any size, by the second moment 1 + (d + 1)/n of the eigenvalues',
    ...closedForm('moments of a Wishart matrix', 'bai2004'),
    ...exactAt(0.3, 0.9, 1.4),
    deviation: (step, context) => {
      const [n, d, noise] = [30, 20, 0.3];
      const settings = { samples: n, dimension: d, noise, step };
      const { eta } = problemOf(settings);
      const testLoss = 2 * (1 - 2 * eta + eta * eta * (1 + (d + 1) / n)) + (d / n) * noise * squared(eta);
      return farthest(context, { ...settings, duration: 1.5 * eta }, { testLoss: [testLoss], finalTestLoss: testLoss });
    },
  },
  {
    id: 'gradient-flow',
    title: 'With small steps and d = n the losses are those of the flow, e^(−4t)[I₀(4t) + I₁(4t)] and its slope',
    ...closedForm('the moments of the law at d = n, Catalan numbers', 'levi2023'),
    ...fallingAs(1, [20, 40, 80]),
    deviation: (inverse, context) => {
      const settings = { samples: ENDLESS, dimension: ENDLESS, step: 1 / inverse, initial: 0, duration: 1.5 };
      const times = timesOf(problemOf(settings));
      return farthest(context, settings, {
        testLoss: times.map((t) => catalanSeries(t, 0)),
        trainLoss: times.map((t) => catalanSeries(t, 1)),
      });
    },
  },
  {
    id: 'ridge',
    title: 'Trained to the end with decay, the student is ridge regression',
    ...otherSystem('ridge', 'levi2023'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: async (samples, { predicted }) => {
      const [ratio, decay, noise] = [1.5, 0.2, 0.3];
      const settings = { samples, dimension: ratio * samples, decay, noise, duration: 200 };
      const { excessError, trainError } = isotropicRisk(ratio, decay, 1, noise);
      const [train, test] = [predicted('trainLoss', settings), predicted('finalTestLoss', settings)];
      const last = ((await train) as Float64Array).at(-1)!;
      return Math.abs(last / trainError - 1) + Math.abs(((await test) as number) / excessError - 1);
    },
  },
  {
    id: 'plateau',
    title: 'With fewer samples than weights the test loss stays at (1 + s₀)(1 − n/d) of what the data do not see',
    ...closedForm('(1 + s₀)(1 − n/d)', 'levi2023'),
    ...exactAt(500, 1000, 2000),
    deviation: (duration, context) =>
      farthest(context, { samples: 100, dimension: 150, initial: 3, duration }, { finalTestLoss: 4 / 3 }),
  },
  {
    id: 'delay',
    title: 'As the threshold falls the delay tends to ln(1/a)/(2a), a = (1 − √r)², as 1/ln(1/θ)',
    ...closedForm('the ratio of the losses at the edge of the spectrum', 'levi2023'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: (logarithm, context) => {
      const a = squared(1 - Math.sqrt(0.5));
      const settings = { samples: ENDLESS, dimension: ENDLESS / 2, initial: 0, step: 0.02 };
      const late = { threshold: exp(-logarithm), duration: logarithm / (2 * a) };
      return farthest(context, { ...settings, ...late }, { delay: log(1 / a) / (2 * a) });
    },
  },
  {
    id: 'forgetting',
    title: 'With fewer samples than weights, decay has to forget a large start: ln[s₀(1 − 1/r)/(θ − (1 − 1/r))]/(2γ)',
    ...closedForm('the null space of the inputs', 'levi2023'),
    ...fallingAs(1, [200, 400, 800]),
    deviation: (inverse, context) => {
      const [initial, threshold] = [50, 1];
      const settings = { samples: ENDLESS, dimension: 1.5 * ENDLESS, decay: 1 / inverse, initial, threshold };
      const time = (inverse / 2) * log(initial / 3 / (threshold - 1 / 3));
      return farthest(context, { ...settings, duration: 2 * inverse }, { testTime: time });
    },
  },
];
