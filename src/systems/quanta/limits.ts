import { power, squared } from '../../numeric/special.ts';
import { hurwitzZeta } from '../../numeric/zeta.ts';
import { gamma } from '../../statistics/distributions.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

export const limits: Limit[] = [
  {
    id: 'memorising',
    title: 'When one meeting is enough and the list is short: the loss is Σ p_k(1 − p_k)^D, term by term',
    ...closedForm('a sum over the quanta', 'hutter2021'),
    ...exactAt(3, 5, 40),
    deviation: (quanta, context) => {
      const settings = { quanta, threshold: 1, examples: 12, exponent: 1 };
      const { sizes, fewer, ranks } = prepare(parameters.parse(settings));
      const weights = Array.from({ length: quanta }, (_, i) => power(i + 1, -2));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const missed = (weight: number, size: number) => power(1 - weight / total, size);
      return farthest(context, settings, {
        loss: sizes.map((size) => weights.reduce((sum, weight) => sum + (weight / total) * missed(weight, size), 0)),
        learned: sizes.map((size) => weights.reduce((sum, weight) => sum + 1 - missed(weight, size), 0)),
        quantumLoss: ranks.flatMap((rank) => fewer.map((size) => missed(power(rank, -2), size))),
      });
    },
  },
  {
    id: 'exponential',
    title: 'With one weight a quantum’s loss shrinks by (1 − η)² each time it is met: the mean is a power of D',
    ...closedForm('the generating function of the binomial', 'michaud2023'),
    ...exactAt(0.05, 0.3, 0.9),
    deviation: (rate, context) => {
      const settings = { learner: 'gradient', depth: 1, rate, start: 0.1, quanta: 30, examples: 3000, exponent: 1 };
      const { sizes } = prepare(parameters.parse(settings));
      const weights = Array.from({ length: 30 }, (_, i) => power(i + 1, -2));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const left = (p: number, size: number) => 0.81 * power(1 - p * (1 - squared(1 - rate)), size);
      return farthest(context, settings, {
        loss: sizes.map((size) =>
          weights.reduce((sum, weight) => sum + (weight / total) * left(weight / total, size), 0),
        ),
      });
    },
  },
  {
    id: 'many-examples',
    title:
      'With many examples the loss is a power −α/(1+α) of them, and the quanta learned a power 1/(1+α) less one half',
    ...closedForm('Γ functions of the threshold', 'michaud2023'),
    ...fallingAs(1, [1000, 2000, 4000]),
    deviation: async (examples, { predicted }) => {
      const [exponent, threshold] = [0.6, 2];
      const settings = { exponent, threshold, examples };
      const inverse = 1 / (1 + exponent);
      const zeta = hurwitzZeta(1 + exponent, 1);
      const sum = gamma(1 - inverse) + gamma(2 - inverse);
      const loss = inverse * power(zeta, -inverse) * sum * power(examples, inverse - 1);
      // Σ over ranks from 1 on is the integral from ½ on.
      const learned = power(examples / zeta, inverse) * gamma(2 - inverse) - 0.5;
      const off = [
        last(await predicted('loss', settings)) / loss,
        last(await predicted('learned', settings)) / learned,
      ];
      return Math.max(...off.map((ratio) => Math.abs(ratio - 1)));
    },
  },
  {
    id: 'slots',
    title: 'With many examples n slots hold the n quanta used most: ζ(1 + α, n + 1)/ζ(1 + α)',
    ...closedForm('Hurwitz’s zeta function', 'michaud2023'),
    ...fallingAs(1, [1e5, 2e5, 4e5]),
    deviation: async (examples, { predicted }) => {
      const settings = { exponent: 0.5, examples };
      const { capacities } = prepare(parameters.parse(settings));
      const at = capacities.findIndex((n) => n >= 60);
      const found = ((await predicted('capacityLoss', settings)) as Float64Array)[at];
      return found / (hurwitzZeta(1.5, capacities[at] + 1) / hurwitzZeta(1.5, 1)) - 1;
    },
  },
  {
    id: 'exponential-law',
    title: 'With small steps and one weight, time is ηD: the law of exponential transitions, Γ(α/(1+α))',
    ...closedForm('∫ u^(−1/β) e^(−u) du', 'michaud2023'),
    ...fallingAs(1, [10, 20, 40]),
    deviation: async (inverse, { predicted }) => {
      const beta = 1.5;
      const settings = { learner: 'gradient', depth: 1, rate: 1 / inverse, start: 0.1, examples: 1e5, exponent: 0.5 };
      // (1 − f)² falls as e^(−2ηm).
      const time = 2e5 / inverse;
      const law =
        (0.81 * power(hurwitzZeta(beta, 1), -1 / beta) * gamma(1 - 1 / beta) * power(time, 1 / beta - 1)) / beta;
      return last(await predicted('loss', settings)) / law - 1;
    },
  },
];
