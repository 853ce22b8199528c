import { squared, tanh } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { firstStepErrorOfMany } from './theory/order-parameters.ts';

/** As many units as there may be, so that loads are fine. */
const UNITS = 10_000;

export const limits: Limit[] = [
  {
    id: 'capacity',
    title: 'At zero temperature retrieval ends with the load 0.1379, at the overlap 0.9674, as a square root',
    ...closedForm('the end of the branch of retrieval states', 'amit1985'),
    ...fallingAs(0.5, [1, 4, 16]),
    deviation: async (scale, { predicted }) => {
      const load = (1379 - 160 / scale) / UNITS;
      return ((await predicted('overlap', { units: UNITS, load })) as number) / 0.9674171154906 - 1;
    },
  },
  {
    id: 'few-patterns',
    title: 'Few patterns are kept without error, and the network is in a random state to the others',
    ...closedForm('states without crosstalk', 'amit1985'),
    ...exactAt(0.01, 0.012, 0.014),
    deviation: (load, context) => farthest(context, { load }, { overlap: 1, energy: -0.5, crosstalk: 1 }),
  },
  {
    id: 'mean-field-magnet',
    title: 'Few patterns in a warm network make a magnet each: m = tanh(m/T), q = m²',
    ...closedForm('the mean-field magnet', 'amit1985'),
    ...fallingAs(1, [1, 4, 16]),
    deviation: (scale, context) => {
      const T = 0.6;
      let m = 1;
      for (let i = 0; i < 300; i++) m = tanh(m / T);
      const q = m * m;
      return farthest(
        context,
        { units: UNITS, load: 64 / scale / UNITS, temperature: T },
        { overlap: m, replicaOverlap: q, energy: -q / 2, crosstalk: q / squared(1 - (1 - q) / T) },
      );
    },
  },
  {
    id: 'squared-overlaps',
    title: 'The energy is half the sum of all squared overlaps, less that of P random ones: −½m² − ½α(r + (1−q)/D − 1)',
    ...closedForm('J as a sum over patterns', 'amit1985'),
    ...exactAt(0.02, 0.04, 0.06),
    deviation: async (load, context) => {
      const off = [0, 0.3].map(async (temperature) => {
        const of = async (name: string) =>
          (await context.predicted(name, { units: UNITS, load, temperature })) as number;
        const [m, r] = [await of('overlap'), await of('crosstalk')];
        // Of a warm network the other overlaps fluctuate as well, by (1 − q)/D a pattern.
        const free = temperature === 0 ? 0 : 1 - (await of('replicaOverlap'));
        const others = r + (free && free / (1 - free / temperature));
        return Math.abs((await of('energy')) / (-0.5 * m * m - 0.5 * load * (others - 1)) - 1);
      });
      return Math.max(...(await Promise.all(off)));
    },
  },
  {
    id: 'first-step',
    title: 'A unit of a large network in one of its patterns has a field against it with chance ½ erfc(1/√2α)',
    ...closedForm('Gaussian crosstalk', 'amit1985'),
    ...fallingAs(1, [500, 1000, 2000]),
    deviation: (units, context) =>
      farthest(context, { units, load: 0.1 }, { firstStepError: firstStepErrorOfMany(0.1) }),
  },
  {
    id: 'hot',
    title: 'A hot network has the energy −α/2T of couplings that do not feel each other',
    ...closedForm('the high-temperature expansion', 'amit1985'),
    ...fallingAs(1, [10, 20, 40]),
    deviation: (temperature, context) =>
      farthest(context, { temperature }, { energy: -0.1 / (2 * temperature), overlap: 0 }),
  },
];
