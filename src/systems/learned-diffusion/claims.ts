import { drawsNoise } from '../../diffusion/samplers.ts';
import { rises } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import type { LearnedObservable } from './observables.ts';
import { isStandard, type LearnedProblem } from './problem.ts';

/**
 * With fewer passes through the images, narrower layers or more noise left, fewer are recognised.
 */
const PASSES = 300;
const WIDTH = 256;
const WIDTH_PER_IMAGE = 16;
const NOISE_LEFT = -5;
const STEPS = 32;

/**
 * Whether a network has learned the bundled digits thoroughly, and its samples are made by standard
 * diffusion with fresh noise in each of many steps: without that, 83 of 100 are recognised.
 */
function isThorough({ parameters }: LearnedProblem): boolean {
  const { data, denoiser, distribution, updates, batch, images: n, width, leastNoise, sampler, steps } = parameters;
  const isOfDigits = denoiser === 'network' && distribution === 'images' && data === undefined;
  const isLearned = updates * batch >= PASSES * n && width >= Math.min(WIDTH, WIDTH_PER_IMAGE * n);
  const isMade = isStandard(parameters) && drawsNoise(sampler) && leastNoise <= NOISE_LEFT && steps >= STEPS;
  return isOfDigits && isLearned && isMade;
}

export const claims = {
  moreAlike: {
    label: 'the more images, the more alike are samples of denoisers that have none in common',
    of: ['similarity'],
    along: 'images',
    says: rises({ tolerance: 0.05 }),
    made: ({ hasTwo }) => hasTwo,
    share: 0.5,
  },
  stepsHelp: {
    label: 'samples of many steps are nearer to the images than those of few',
    of: ['distance'],
    along: 'stepCount',
    says: (distance) => distance[distance.length - 1] < distance[0],
    made: ({ stepCounts }) => stepCounts.length > 2,
    share: 0.5,
  },
  lessCopied: {
    label: 'the more images, the farther are samples from all of them',
    of: ['nearest'],
    along: 'images',
    says: rises({ tolerance: 0.05 }),
    share: 0.5,
  },
  readable: {
    label: 'a classifier that knows 97 % of new digits recognises at least nine of ten samples',
    of: ['recognised', 'accuracy'],
    says: (recognised, [accuracy]) => accuracy >= 0.97 && recognised[recognised.length - 1] >= 0.9,
    made: isThorough,
    share: 0.5,
  },
} satisfies Record<string, Claim<LearnedProblem, LearnedObservable>>;
