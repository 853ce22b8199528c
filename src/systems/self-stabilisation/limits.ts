import { hypot, log } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

async function curves({ predicted }: LimitContext, start: number): Promise<[number, number][]> {
  const [x, y] = await Promise.all(['displacement', 'excess'].map((name) => predicted(name, { start })));
  return Array.from(x as Float64Array, (value, i) => [value, (y as Float64Array)[i]]);
}

/** E = ½Y² + ¼X² − ½ ln X. */
const energy = (x: number, y: number) => 0.5 * y * y + 0.25 * x * x - 0.5 * log(x);

export const limits: Limit[] = [
  {
    id: 'small-orbits',
    title: 'Small cycles are circles around the fixed point, of one period',
    ...closedForm('harmonic oscillation', 'damian2022'),
    ...fallingAs(1, [10, 30, 100]),
    deviation: async (inverse, context) => {
      const size = 1 / inverse;
      const points = await curves(context, 1 - size);
      const radii = points.map(([x, y]) => Math.abs(hypot(x - 1, y) / size - 1));
      const peaks = await farthest(context, { start: 1 - size }, { period: 1, largestDisplacement: 1 + size });
      return Math.max(...radii, peaks);
    },
  },
  {
    id: 'energy',
    title: 'Along a cycle the energy is kept, and at its largest the displacement stands still',
    ...closedForm('E = ½y² + ¼βx² − α ln|x|', 'damian2022'),
    ...exactAt(0.05, 0.3, 0.8),
    deviation: async (start, context) => {
      const whole = energy(start, 0);
      const points = await curves(context, start);
      const [x, y] = await Promise.all(
        ['largestDisplacement', 'largestExcess'].map(async (name) => Number(await context.predicted(name, { start }))),
      );
      const all = [...points, [x, 0], [1, y]];
      return Math.max(...all.map(([x, y]) => Math.abs(energy(x, y) / whole - 1)));
    },
  },
  {
    id: 'mean-square',
    title: 'The mean square of the displacement is 2α/β in every cycle',
    ...closedForm('⟨x²⟩ = 2α/β', 'damian2022'),
    ...exactAt(0.05, 0.3, 0.8),
    deviation: (start, context) => farthest(context, { start }, { meanSquare: 1 }),
  },
];
