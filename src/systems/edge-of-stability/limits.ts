import type { Limit, LimitContext } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

const OPTIMISERS = ['gradient-descent', 'heavy-ball', 'nesterov', 'rmsprop', 'adam'];

async function largest(deviations: Promise<number>[]): Promise<number> {
  return Math.max(...(await Promise.all(deviations)));
}

/** The predicted threshold S, times η. */
async function scaledThreshold({ predicted }: LimitContext, settings: Record<string, unknown>): Promise<number> {
  return Number(await predicted('lateSharpness', settings)) * Number(settings.rate);
}

/**
 * z² − (a − c ηS) z + b + d ηS of two steps on the quadratic ½Sx² at z = −1, relative to its part
 * without S: 0 where a perturbation that alternates in sign neither grows nor shrinks.
 */
function alternating(a: number, b: number, c: number, d: number, etaS: number): number {
  return (1 + a + b - (c - d) * etaS) / (1 + a + b);
}

export const limits: Limit[] = [
  {
    id: 'no-momentum',
    title: 'Without momentum every optimiser has the edge of gradient descent, 2/η',
    ...closedForm('2/η', 'cohen2021'),
    ...exactAt(0.1, 0.5, 2),
    deviation: (rate, context) =>
      largest(
        OPTIMISERS.map((optimiser) => farthest(context, { optimiser, momentum: 0, rate }, { lateSharpness: 2 / rate })),
      ),
  },
  {
    id: 'alternating',
    title: 'At the edge, two steps on a quadratic send a perturbation that alternates in sign back to itself',
    ...closedForm('a root of the characteristic polynomial at −1', 'cohen2021'),
    ...exactAt(0.3, 0.5, 0.9),
    deviation: async (beta, context) => {
      const at = (optimiser: string) => scaledThreshold(context, { optimiser, momentum: beta, rate: 0.02 });
      return Math.max(
        Math.abs(alternating(1 + beta, beta, 1, 0, await at('heavy-ball'))),
        Math.abs(alternating(1 + beta, beta, 1 + beta, -beta, await at('nesterov'))),
        Math.abs(alternating(1 + beta, beta, 1 - beta, 0, await at('adam'))),
      );
    },
  },
  {
    id: 'full-momentum',
    title: 'As β → 1 the heavy ball stands twice as high as gradient descent, Nesterov two thirds as high',
    ...closedForm('4/η and 4/(3η)', 'cohen2021'),
    ...fallingAs(1, [10, 100, 1000]),
    deviation: (inverse, context) => {
      const [momentum, rate] = [1 - 1 / inverse, 0.1];
      return largest([
        farthest(context, { optimiser: 'heavy-ball', momentum, rate }, { lateSharpness: 4 / rate }),
        farthest(context, { optimiser: 'nesterov', momentum, rate }, { lateSharpness: 4 / (3 * rate) }),
      ]);
    },
  },
  {
    id: 'dropped-rate',
    title: 'After a drop of the learning rate the edge is that of the lower rate',
    ...closedForm('2/η', 'cohen2021'),
    ...exactAt(1, 2, 5),
    deviation: (drop, context) => farthest(context, { rate: 0.4, drop }, { lateSharpness: (2 * drop) / 0.4 }),
  },
];
