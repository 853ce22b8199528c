import { fromLazyToRich } from './from-lazy-to-rich.ts';
import { departure, describeTour } from './tour.testing.ts';

describeTour(fromLazyToRich, [
  {
    'at the time 2.5': ({ theory }) => theory('halfTime', { imbalance: 0 }),
    'by the time 0.079': ({ theory }) => theory('halfTime', { imbalance: 8 }),
    'by 0.59': async ({ theory }) => {
      const [now] = await theory('halfTime', { imbalance: 0 });
      const [smaller] = await theory('halfTime', { imbalance: 0, initial: 1e-5 });
      return smaller - now;
    },
  },
  { '2.5, 4.7 and 8.6': ({ theory }) => theory('halfTime') },
  {
    'moves by 27 %': async ({ theory }) => 100 * (await theory('kernelMovement'))[0],
    'at 0.1 it would move by 0.4 %': async ({ theory }) => [
      0.1,
      100 * (await theory('kernelMovement', { richness: 0.1 }))[0],
    ],
    // By more than its own size.
    'at 10': async ({ theory }) => ((await theory('kernelMovement', { richness: 10 }))[0] > 1 ? 10 : Number.NaN),
  },
  {
    'Beyond γ₀ = 1': () => 1,
    'its slope, 2': async ({ theory }) => {
      const [one, other] = await theory('kernelMovement', { richness: '0.1,0.2' });
      return Math.log2(other / one);
    },
  },
  {
    'a ratio of 1': ({ theory }) => theory('errorRatio', { alpha: 10 }),
    'at α = 0.3 it errs by 70 % less': ({ result }) => [0.3, departure(result, 'errorRatio')],
  },
  {
    'With 256 samples it errs by more than 99 % less': ({ result }) => [
      256,
      departure(result, 'errorRatio') > 99 ? 99 : Number.NaN,
    ],
    'up to 30': () => 30,
    'the ratio 1': ({ theory }) => theory('errorRatio', { samples: 64 }),
  },
]);
