import { squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { halfTime, modeStrength } from '../deep-linear/theory/flow.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { crossover, linearisedCrossover, localExponent } from './theory/crossover.ts';

const at = (alpha: number, time: number) => crossover({ alpha, n: 1.5, y: -2 }, time);
const ratio = (alpha: number) => 2 / (1.5 * alpha);

const asAlphaGrows = fallingAs(2, [10, 100, 1000]);
const asDeepLinear = otherSystem('deep-linear', 'saxe2013');

export const limits: Limit[] = [
  {
    id: 'lazy-outputs',
    title: 'As α grows, the solvable student learns like its linearisation: f = y(1 − e^(−2nt))',
    ...closedForm('gradient flow with a constant kernel', 'chizat2019'),
    ...asAlphaGrows,
    deviation: (alpha) => at(alpha, 0.4).f / linearisedCrossover({ alpha, n: 1.5, y: -2 }, 0.4).f - 1,
  },
  {
    id: 'lazy-movement',
    title: 'As α grows, its weights move by |ρ|/2 with ρ = y/(αn), as those of its linearisation do',
    ...closedForm('movement in the tangent space', 'chizat2019'),
    ...asAlphaGrows,
    deviation: (alpha, context) =>
      farthest(context, { model: 'solvable', alpha }, { movement: 1 / (2 * alpha), movementRatio: 1 }),
  },
  {
    id: 'lazy-kernel',
    title: 'As α grows, its kernel moves by ρ²/2 only: what is of first order cancels between u and v',
    ...closedForm('kernel to second order', 'bordelon2022'),
    ...asAlphaGrows,
    deviation: (alpha, context) =>
      farthest(context, { model: 'solvable', alpha }, { kernelMovement: 1 / (2 * squared(alpha)) }),
  },
  {
    id: 'lazy-network',
    title: 'A lazy network is its linearisation: it moves as far, and errs as much',
    ...closedForm('the linearised network', 'chizat2019'),
    ...exactAt(1e2, 1e3, 1e4),
    deviation: (alpha, context) => farthest(context, { alpha }, { movementRatio: 1, errorRatio: 1 }),
  },
  {
    id: 'lazy-exponent',
    title: 'As α grows, the local exponent of the movement becomes −1',
    ...closedForm('the 1/α law', 'chizat2019'),
    ...asAlphaGrows,
    deviation: (alpha) => localExponent(at(alpha, Infinity).movement, at(2 * alpha, Infinity).movement) + 1,
  },
  {
    id: 'unbalanced-mode',
    title: 'At every α, u·v is a deep linear mode of strength y/α that starts at 0, with the imbalance 2n',
    ...asDeepLinear,
    ...exactAt(0.1, 1, 10),
    deviation: (alpha) => {
      const [n, y, time] = [1.5, 2, 0.3];
      return crossover({ alpha, n, y }, time).f / (alpha * modeStrength(y / alpha, 0, time, 2 * n)) - 1;
    },
  },
  {
    id: 'rich-movement',
    title: 'As α falls, the weights move by √|ρ|: they forget where they began',
    ...closedForm('balanced weights of norm √|y/α|', 'saxe2013'),
    ...fallingAs(0.5, [1e4, 1e6, 1e8]),
    deviation: (inverse) => at(1 / inverse, Infinity).movement / Math.sqrt(ratio(1 / inverse)) - 1,
  },
  {
    id: 'rich-saddle',
    title: 'As α falls, u·v escapes the saddle like a balanced deep linear mode that starts at n/2',
    ...asDeepLinear,
    ...fallingAs(1, [1e2, 1e3, 1e4]),
    deviation: (inverse) => {
      const [n, y, alpha] = [1.5, 2, 1 / inverse];
      const time = halfTime(y / alpha, n / 2);
      return crossover({ alpha, n, y }, time).f / (alpha * modeStrength(y / alpha, n / 2, time)) - 1;
    },
  },
];
