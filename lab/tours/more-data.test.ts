import { moreData } from './more-data.ts';
import { derived, describeTour, least } from './tour.testing.ts';

const atPeak = { samples: 100 };

describeTour(moreData, [
  {
    'From 60 to 100 samples': () => [60, 100],
    'from 0.65 to 1.19': async ({ theory }) => [...(await theory('testError', { samples: '60,100' }))],
    'at 400 samples the error is 0.13': async ({ theory }) => [400, ...(await theory('testError', { samples: 400 }))],
    'of which 0.10': () => Number(moreData.steps[0].settings.noise),
  },
  {
    'from 0.64 at 20 samples to 0.0019 at 100': async ({ theory }) => {
      const [first, last] = await theory('biasSquared', { samples: '20,100' });
      return [first, 20, last, 100];
    },
    'peaks at 1.07': ({ theory }) => theory('varianceNoise', atPeak),
  },
  {
    'at 100 samples it is 0.37': async ({ theory }) => [
      100,
      ...(await theory('testError', { ...atPeak, ridge: 'optimal' })),
    ],
    'it was 1.19': ({ theory }) => theory('testError', { ...atPeak, ridge: 0.002 }),
    // At noise × weights / samples, the error is the tuned one to 12 digits.
    'which is 0.1 at the peak': async ({ theory }) => {
      const ridge = (0.1 * 100) / 100;
      const [there, best] = await Promise.all([
        theory('excessError', { ...atPeak, ridge }),
        theory('excessError', { ...atPeak, ridge: 'optimal' }),
      ]);
      return Math.abs(there[0] / best[0] - 1) < 1e-9 ? ridge : Number.NaN;
    },
  },
  {
    'peaks at 10.1, and at 400 features it is 0.84': async ({ theory }) => {
      const [peak, end] = await theory('testError', { features: '75,400', members: 1 });
      return [peak, 400, end];
    },
    'has 1.86 at the peak': ({ theory }) => theory('testError', { features: 75, members: 8 }),
  },
  {
    'at the time 12, at 0.216': async ({ theory, result }) => [
      derived(result, 'bestTime'),
      least(await theory('risk')),
    ],
    'by the time 50 it is back at 0.262': async ({ theory }) => [50, (await theory('risk')).at(-1)!],
    'penalty 1/t': () => 1,
    'best risk is 0.202': async ({ theory }) => least(await theory('ridgeRisk')),
  },
  {
    'of 64 pixels': () => 64,
    'is 0.89 at 20 samples and 2.33 at 50': async ({ theory }) => {
      const [first, peak] = await theory('testError', { samples: '20,50' });
      return [first, 20, peak, 50];
    },
    'a ridge of 1 it would be 0.49 at 50': async ({ theory }) => [
      1,
      ...(await theory('testError', { samples: 50, ridge: 1 })),
      50,
    ],
    'fewer than 64': () => 64,
  },
]);
