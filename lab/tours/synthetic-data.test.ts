import { syntheticData } from './synthetic-data.ts';
import { derived, describeTour } from './tour.testing.ts';

describeTour(syntheticData, [
  { 'after 13 generations': ({ result }) => derived(result, 'halfLife') },
  {
    'error of 0.126': async ({ theory }) => (await theory('excessError'))[0],
    'it is 1.26': async ({ theory }) => (await theory('excessError'))[9],
  },
  {
    'only 1/g²': () => 1,
    'it is 1.55 times': async ({ theory }) => (await theory('excessError'))[9] / (await theory('excessError'))[0],
    // π²/6 = 1.6449
    'more than 1.64 times': async ({ theory }) => {
      const errors = await theory('excessError', { generations: 100 });
      return errors.at(-1)! / errors[0] < Math.PI ** 2 / 6 ? Math.PI ** 2 / 6 : Number.NaN;
    },
  },
  {
    'from 0.44 to 0.16': async ({ theory }) => [
      ...(await theory('realError', { error: 0.03 })),
      ...(await theory('excessError', { error: 0.03 })),
    ],
    'an error of 1.08': ({ result }) => derived(result, 'breakEven'),
    'at 400 samples the break-even is at 0.24': async ({ theory }) => {
      const at = async (error: number) => (await theory('advantage', { samples: 400, error }))[0];
      return [400, (await at(0.235)) > 0 && (await at(0.2449)) < 0 ? 0.24 : Number.NaN];
    },
  },
  {
    '0.125 here': () => 0.5 ** 2 * 0.5,
    'at 0.007 with 1500 samples': async ({ theory }) => [...(await theory('realError', { samples: 1500 })), 1500],
    '17 times': async ({ theory }) =>
      (await theory('excessError', { samples: 1500 }))[0] / (await theory('realError', { samples: 1500 }))[0],
  },
  {
    '90 %': () => 100 * 0.9,
    '40 %': () => 100 * 0.4,
    // To the bits that quadrature leaves.
    'at p = 0.5': async ({ theory }) => {
      const [accuracy] = await theory('allAccuracy', { wrongLabels: 0.5 });
      return Math.abs(accuracy - 0.5) < 1e-6 ? 0.5 : accuracy;
    },
    'at 0.69': () => 0.9 / (0.9 + 0.4),
  },
  {
    'at 0.135': async ({ theory }) => (await theory('error', { realShare: 0 })).at(-1)!,
    '10 %': () => 100 * 0.1,
    'at 100000 tokens the error is 0.039': async ({ theory }) => [
      100000,
      (await theory('error', { realShare: 0.1 })).at(-1)!,
    ],
  },
]);
