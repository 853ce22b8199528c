import { exp, power } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { type ConservationParameters, parameters } from './parameters.ts';
import { type ConservationProblem, prepare } from './problem.ts';
import { violationRate } from './theory/account.ts';
import { balancesOf, sizeOf } from './theory/laws.ts';
import { symmetricLoss } from './theory/networks.ts';

const problemOf = (settings: Partial<ConservationParameters>, { engine }: LimitContext) =>
  prepare(parameters.parse(settings), { engine });

export const limits: Limit[] = [
  {
    id: 'flow',
    title: 'With small steps decay alone is left of what changes a balance',
    ...closedForm('e^(−2λt)', 'kunin2021'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (steps, { predicted }) => {
      const settings = { network: 'linear', decay: 0.1, step: 2 / steps, time: 2, hidden: 6, samples: 8 };
      const kept = (await predicted('kept', settings)) as Float64Array;
      return kept[kept.length - 1] / exp(-0.4) - 1;
    },
  },
  {
    id: 'violation-rate',
    title: 'What small steps break of a balance is η times the integral of Q(∇L) along the flow',
    ...closedForm('η∫Q(g)dt', 'kunin2021'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: async (steps, context) => {
      const settings = { network: 'linear', decay: 0, time: 1, hidden: 6, samples: 8, step: 1 / steps } as const;
      const problem = problemOf(settings, context);
      const network = symmetricLoss(problem);
      const start = blocksOf(problem);
      const rate = violationRate(network, start, { time: 1, steps: 50 });
      const expected = (sizeOf(rate) / sizeOf(balancesOf(network.balances, start))) * settings.step;
      const violation = (await context.predicted('violation', settings)) as Float64Array;
      const final = (await context.predicted('finalViolation', settings)) as number;
      return Math.max(Math.abs(violation[violation.length - 1] / expected - 1), Math.abs(final / expected - 1));
    },
  },
  {
    id: 'first-step',
    title: 'The first step of a two-layer linear network breaks G₂ᵀG₂ − G₁G₁ᵀ',
    ...closedForm('gradients by hand', 'du2018'),
    ...exactAt(0.01, 0.1, 1),
    deviation: (step, context) => {
      const small = { network: 'linear', loss: 'squared', depth: 1, inputs: 1, outputs: 2, hidden: 1 } as const;
      const settings = { ...small, step, time: step, decay: 0 };
      const { start, inputs: x, targets: y } = problemOf(settings, context);
      // f = a w x with outputs a of one hidden unit.
      const [w, ...a] = start;
      let ofW = 0;
      const ofA = a.map(() => 0);
      for (let i = 0; i < x.length; i++)
        a.forEach((one, o) => {
          const error = (one * w * x[i] - y[i * a.length + o]) / x.length;
          ofW += error * one * x[i];
          ofA[o] += error * w * x[i];
        });
      const squares = (values: readonly number[]) => values.reduce((sum, one) => sum + one * one, 0);
      const broken = (step * step * Math.abs(ofW * ofW - squares(ofA))) / Math.abs(w * w - squares(a));
      return farthest(context, settings, { stepViolation: [broken], violation: [broken], finalViolation: broken });
    },
  },
  {
    id: 'translations',
    title: 'Decay takes (1 − ηλ)^k of what a softmax does not see, at any step and momentum',
    ...closedForm('(1 − ηλ)^k', 'kunin2021'),
    ...exactAt(0.1, 0.3, 1),
    deviation: (step, context) => {
      const settings = { optimiser: 'momentum', step, time: 5 * step, decay: 0.1 };
      const kept = [1, 2, 3, 4, 5].map((k) => power(1 - 0.1 * step, k));
      return farthest(context, settings, { translationKept: kept, translationMoved: kept.map((one) => 1 - one) });
    },
  },
];

function blocksOf({ blocks, start }: ConservationProblem) {
  return blocks.map(({ rows, columns, offset }) => ({
    rows,
    columns,
    value: start.slice(offset, offset + rows * columns),
  }));
}
