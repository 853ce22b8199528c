import { atTheEdge } from './at-the-edge.ts';
import { describeTour } from './tour.testing.ts';

describeTour(atTheEdge, [
  {
    'sharpness is above 2': async ({ theory }) => (await theory('lazyEdge', { rate: 2, edges: 'yes', width: 4096 }))[0],
    'beyond 2 the': () => 2,
    'to 28 times its first value at a rate of 2.5': async ({ theory }) => [
      ...(await theory('peakLoss', { rate: 2.5 })),
      2.5,
    ],
    'is 0.51 of': ({ theory }) => theory('finalSharpness', { rate: 2.5 }),
    'Only at 4': ({ theory }) => theory('divergentEdge', { rate: 2, edges: 'yes' }),
    'corner at 2': () => 2,
  },
  {
    'for 4 steps, to 95 times': async ({ theory }) => {
      const loss = await theory('loss');
      const peak = Math.max(...loss);
      return [loss.indexOf(peak), peak / loss[0]];
    },
    'down to 0.06': async ({ theory }) => (await theory('sharpness')).at(-1)!,
    'Below 2': () => 2,
  },
  {
    '2/η = 4': async ({ theory }) => [0.5 * (await theory('lateSharpness'))[0], ...(await theory('lateSharpness'))],
    'ends at 1': () => 1,
  },
  {
    'displacement is 1': ({ theory }) => theory('meanSquare'),
    'takes 1.13 times': ({ theory }) => theory('period'),
  },
  {
    'at the sharpness 8': () => 2 / 0.25,
    'to 9.7 at': async ({ theory }) => (await theory('sharpness')).at(-1)!,
  },
  {
    '7.8 at': async ({ theory }) => (await theory('sharpness')).at(-1)!,
    'the loss, 0.032': async ({ theory }) => (await theory('loss')).at(-1)!,
  },
  {
    'rates up to 4': ({ theory }) => theory('largestRate', { warmup: 0 }),
    'over 18 steps it survives 9.6': async ({ theory }) => [18, ...(await theory('largestRate', { warmup: 18 }))],
  },
]);
