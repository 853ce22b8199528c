import { powerLaws } from './power-laws.ts';
import { derived, describeTour } from './tour.testing.ts';

describeTour(powerLaws, [
  {
    'k^(−3/2)': () => [-(1 + 0.5) * 2, 2],
    'as the −0.33': ({ result }) => derived(result, 'examplesExponent'),
    '−α/(1 + α)': () => 1,
  },
  {
    'k^(−1.5)': () => -1.5,
    'is −0.9 for': () => -2 * 1.5 * 0.3,
    'and −0.98 for': ({ result }) => derived(result, 'errorExponent'),
  },
  {
    'takes 8 times': () => 2 ** 3,
    'exponent is −2/3': () => [-2, 3],
    'In 6 dimensions it would be −1/3': () => [6, (-2 / 6) * 3, 3],
  },
  {
    'variances k^(−2.5)': () => -2.5,
    'power k^(−2.5)': () => -2.5,
    'as the −0.6 of time': ({ result }) => -derived(result, 'timeExponent'),
    '(a − 1)/b': () => 1,
  },
  {
    'of 8 to': () => 128 / 16,
    'as the −0.48': ({ result }) => -derived(result, 'frontierSlope'),
  },
  { 'stays at 9 %': async ({ theory }) => 100 * (await theory('lostShare'))[0] },
]);
