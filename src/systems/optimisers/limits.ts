import { arccos } from '../../numeric/arc.ts';
import { cos, log, power, sin, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { descentLaw } from './theory/exponents.ts';
import { adaGradLaw, adamLaw } from './theory/long-memory.ts';
import { flowShrinkage } from './theory/nesterov-flow.ts';

const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

/** Σ λe² left² over that at the start. */
function lossOver(settings: Record<string, unknown>, left: (lambda: number, error: number) => number): number {
  const { lambda, error } = problemOf(settings);
  let [now, begin] = [0, 0];
  lambda.forEach((one, i) => {
    now += one * squared(error[i] * left(one, error[i]));
    begin += one * squared(error[i]);
  });
  return now / begin;
}

export const limits: Limit[] = [
  {
    id: 'one-mode',
    title: 'One mode loses the factor (1 − η)² a step, and the target is met after ln L*/2 ln(1 − η) of them',
    ...closedForm('a geometric series', 'velikanov2022'),
    ...exactAt(0.1, 0.3, 0.6),
    deviation: (rate, context) => {
      const settings = { optimiser: 'gradient-descent', dimension: 1, rate, targetLoss: 0.02 };
      return farthest(context, settings, {
        loss: problemOf(settings).steps.map((k) => power(1 - rate, 2 * k)),
        stepsToTarget: log(0.02) / (2 * log(1 - rate)),
      });
    },
  },
  {
    id: 'without-momentum',
    title: 'A heavy ball without momentum is gradient descent, no faster and no slower',
    ...closedForm('gradient descent', 'velikanov2022'),
    ...exactAt(20, 60, 200),
    deviation: async (steps, context) => {
      const settings = { steps, dimension: 80, targetLoss: 0.3 };
      const loss = await context.predicted('loss', { ...settings, optimiser: 'gradient-descent' });
      return farthest(
        context,
        { ...settings, optimiser: 'heavy-ball', momentum: 0 },
        { loss: loss as Float64Array, speedup: 1 },
      );
    },
  },
  {
    id: 'power-law',
    title: 'With endless modes the loss of descent becomes Γ(r)/(2b) (2ηk)^(−r)',
    ...closedForm('the sum over modes as an integral', 'velikanov2022'),
    ...fallingAs(1, [64, 128, 256]),
    deviation: async (steps, { predicted }) => {
      const [a, b] = [3, 2];
      const settings = { optimiser: 'gradient-descent', capacity: b, source: a, rate: 0.5, steps, dimension: 4000 };
      const { lambda, error } = problemOf(settings);
      const begin = lambda.reduce((sum, one, i) => sum + (one * squared(error[i])) / 2, 0);
      return (last(await predicted('loss', settings)) * begin) / descentLaw(a, b, steps / 2) - 1;
    },
  },
  {
    id: 'nesterov-flow',
    title: 'At small steps Nesterov’s method is its flow, e = 2J₁(√λ t)/(√λ t) at t = √η k',
    ...closedForm('Bessel’s function J₁', 'su2015'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (steps, { predicted }) => {
      const t = 6;
      const settings = { steps, rate: squared(t / steps), dimension: 30 };
      return last(await predicted('loss', settings)) / lossOver(settings, (lambda) => flowShrinkage(lambda, t)) - 1;
    },
  },
  {
    id: 'damped-oscillation',
    title: 'The heavy ball on one mode is a damped oscillation of amplitude β^(k/2)',
    ...closedForm('the roots of z² − (1 + β − ηλ)z + β', 'lessard2014'),
    ...exactAt(10, 20, 40),
    deviation: (steps, context) => {
      const [beta, rate] = [0.64, 0.5];
      const settings = { optimiser: 'heavy-ball', dimension: 1, momentum: beta, rate, steps };
      const root = Math.sqrt(beta);
      const angle = arccos((1 + beta - rate) / (2 * root));
      const sine = ((1 - rate) / root - cos(angle)) / sin(angle);
      const error = (k: number) => power(root, k) * (cos(angle * k) + sine * sin(angle * k));
      return farthest(context, settings, { loss: problemOf(settings).steps.map((k) => squared(error(k))) });
    },
  },
  {
    id: 'steepest-descent',
    title: 'The first step of conjugate gradients is the best one along the gradient',
    ...closedForm('1 − (g·g)²/(gᵀHg eᵀHe)', 'velikanov2022'),
    ...exactAt(5, 20, 80),
    deviation: async (dimension, { predicted }) => {
      const settings = { optimiser: 'conjugate-gradients', dimension, steps: 4 };
      const { lambda, error } = problemOf(settings);
      const moment = (p: number) => lambda.reduce((sum, one, i) => sum + power(one, p) * squared(error[i]), 0);
      const [first] = (await predicted('loss', settings)) as Float64Array;
      return first / (1 - squared(moment(2)) / (moment(3) * moment(1))) - 1;
    },
  },
  {
    id: 'long-memory-adam',
    title: 'With small steps and a long memory Adam’s errors are e f(ηk/e), whatever the curvature',
    ...closedForm('f′ = −f √(s/Q), Q′ = f²', 'kingma2014'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (steps, { predicted }) => {
      const settings = { optimiser: 'adam', momentum: 0, memory: 1 - 1e-9, dimension: 20, steps, rate: 1 / steps };
      const expected = lossOver(settings, (_, error) => adamLaw([1 / error])[0]);
      return last(await predicted('loss', settings)) / expected - 1;
    },
  },
  {
    id: 'small-adagrad',
    title: 'With small steps the singular values under Shampoo are e g(η²k/e²), those of AdaGrad',
    ...closedForm('g² − 1 − ln g² = 8s', 'gupta2018'),
    ...fallingAs(0.5, [100, 400, 1600]),
    deviation: async (steps, { predicted }) => {
      const settings = { optimiser: 'shampoo', dimension: 10, steps, rate: 0.3 / Math.sqrt(steps) };
      const expected = lossOver(settings, (_, error) => adaGradLaw(0.09 / squared(error)));
      return last(await predicted('loss', settings)) / expected - 1;
    },
  },
  {
    id: 'equal-rates',
    title: 'Until the first is finished, Muon takes the same length from all singular values',
    ...closedForm('|e| − ηk', 'bernstein2024'),
    ...exactAt(20, 50, 200),
    deviation: (steps, context) => {
      const settings = { optimiser: 'muon', dimension: 12, steps, rate: 0.4 / steps, source: 2.5, capacity: 2 };
      const losses = problemOf(settings).steps.map((k) => {
        return lossOver(settings, (_, error) => 1 - ((0.4 / steps) * k) / error);
      });
      return farthest(context, settings, { loss: losses });
    },
  },
];
