import type { Limit } from '../contract.ts';
import { halfTime, modeStrength } from '../deep-linear/theory/flow.ts';
import { crossover, linearisedCrossover, localExponent } from './theory/crossover.ts';

const at = (alpha: number, time: number) => crossover({ alpha, n: 1.5, y: -2 }, time);
const ratio = (alpha: number) => 2 / (1.5 * alpha);

const asAlphaGrows = { scales: [10, 100, 1000], order: 2 } as const;
const asDeepLinear = { to: { system: 'deep-linear' }, source: 'saxe2013' } as const;

export const limits: Limit[] = [
  {
    ...asAlphaGrows,
    id: 'lazy-outputs',
    title: 'As α grows, the solvable student learns like its linearisation: f = y(1 − e^(−2nt))',
    to: { closedForm: 'gradient flow with a constant kernel' },
    source: 'chizat2019',
    deviation: (alpha) => at(alpha, 0.4).f / linearisedCrossover({ alpha, n: 1.5, y: -2 }, 0.4).f - 1,
  },
  {
    ...asAlphaGrows,
    id: 'lazy-movement',
    title: 'As α grows, its weights move by |ρ|/2 with ρ = y/(αn)',
    to: { closedForm: 'movement in the tangent space' },
    source: 'chizat2019',
    deviation: (alpha) => at(alpha, Infinity).movement / (ratio(alpha) / 2) - 1,
  },
  {
    ...asAlphaGrows,
    id: 'lazy-kernel',
    title: 'As α grows, its kernel moves by ρ²/2 only: what is of first order cancels between u and v',
    to: { closedForm: 'kernel to second order' },
    source: 'bordelon2022',
    deviation: (alpha) => at(alpha, Infinity).kernelMovement / (ratio(alpha) ** 2 / 2) - 1,
  },
  {
    ...asAlphaGrows,
    id: 'lazy-exponent',
    title: 'As α grows, the local exponent of the movement becomes −1',
    to: { closedForm: 'the 1/α law' },
    source: 'chizat2019',
    deviation: (alpha) => localExponent(at(alpha, Infinity).movement, at(2 * alpha, Infinity).movement) + 1,
  },
  {
    ...asDeepLinear,
    id: 'unbalanced-mode',
    title: 'At every α, u·v is a deep linear mode of strength y/α that starts at 0, with the imbalance 2n',
    scales: [0.1, 1, 10],
    order: 'exact',
    deviation: (alpha) => {
      const [n, y, time] = [1.5, 2, 0.3];
      return crossover({ alpha, n, y }, time).f / (alpha * modeStrength(y / alpha, 0, time, 2 * n)) - 1;
    },
  },
  {
    id: 'rich-movement',
    title: 'As α falls, the weights move by √|ρ|: they forget where they began',
    to: { closedForm: 'balanced weights of norm √|y/α|' },
    source: 'saxe2013',
    scales: [1e4, 1e6, 1e8],
    order: 0.5,
    deviation: (inverse) => at(1 / inverse, Infinity).movement / Math.sqrt(ratio(1 / inverse)) - 1,
  },
  {
    ...asDeepLinear,
    id: 'rich-saddle',
    title: 'As α falls, u·v escapes the saddle like a balanced deep linear mode that starts at n/2',
    scales: [1e2, 1e3, 1e4],
    order: 1,
    deviation: (inverse) => {
      const [n, y, alpha] = [1.5, 2, 1 / inverse];
      const time = halfTime(y / alpha, n / 2);
      return crossover({ alpha, n, y }, time).f / (alpha * modeStrength(y / alpha, n / 2, time)) - 1;
    },
  },
];
