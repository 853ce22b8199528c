import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

/** Primes near 24, 48 and 96, as the scale asks for one of them. */
const primes = { 23: 23, 47: 47, 97: 97 } as Record<number, number>;

export const limits: Limit[] = [
  {
    id: 'large-modulus',
    title: 'For large p the right output is ½ above the others, and N times their variance is 9/8',
    ...closedForm('means over phases', 'gromov2023'),
    ...fallingAs(1, [23, 47, 97]),
    deviation: (p, context) =>
      farthest(context, { modulus: primes[p], units: 90 }, { exactSignal: 0.5, exactNoise: 1 / 80 }),
  },
  {
    id: 'many-units',
    title: 'With many units the exact solution is right everywhere',
    ...closedForm('a large deviation', 'gromov2023'),
    ...exactAt(2000, 4000, 8000),
    deviation: (units, context) => farthest(context, { units }, { exactAccuracy: 1 }),
  },
];
