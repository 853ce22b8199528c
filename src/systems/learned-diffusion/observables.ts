import { defineObservables } from '../contract.ts';
import type { LearnedProblem } from './problem.ts';

export const observables = defineObservables<LearnedProblem>()({
  similarity: {
    label: 'similarity of the two halves',
    symbol: '⟨x, x′⟩/|x||x′|',
    description:
      'cosine between what two denoisers make of the same noise that have learned no image in common, over all samples',
    scale: 'linear',
  },
  emergence: {
    label: 'time of emergence',
    symbol: 't_k',
    description:
      'of a principal mode, on the way from noise (1) to image (0): when the denoiser, given noisy images that it has not learned, shows half of the mode (E x̂_k x_k/S_k = ½). 1: from the start; 0: never',
    scale: 'linear',
    over: 'mode',
    floor: () => 0.01,
  },
  nearest: {
    label: 'distance from the training images',
    symbol: 'd(x, train)/d(new, train)',
    description:
      'of a sample from the nearest training image, over that of images that were not learned: 0 of a copy, about 1 of what is as new as they are',
    scale: 'linear',
    theory: 'none',
    level: { value: 1, label: 'new images' },
  },
  recognised: {
    label: 'recognised',
    symbol: 'share above 0.8',
    description:
      'share of samples, made in so many steps, to which a classifier gives some class with a probability above 0.8',
    scale: 'linear',
    over: 'stepCount',
    theory: 'none',
  },
  distance: {
    label: 'distance from the images',
    symbol: 'W²/tr Σ',
    description:
      'of means and covariances: the squared Wasserstein distance of two Gaussians, of samples made in so many steps and of the images, over the images’ variance',
    scale: 'log',
    over: 'stepCount',
    theory: 'none',
  },
  accuracy: {
    label: 'accuracy of the classifier',
    symbol: 'accuracy',
    description: 'on images that it has not learned',
    scale: 'linear',
    theory: 'none',
  },
  sureOfImages: {
    label: 'images recognised',
    symbol: 'share above 0.8',
    description: 'share of images that it has not learned to which the classifier gives a probability above 0.8',
    scale: 'linear',
    theory: 'none',
  },
});

export type LearnedObservable = keyof typeof observables;
