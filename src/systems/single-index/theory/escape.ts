import { NoConvergence } from '../../../numeric/errors.ts';
import { remember } from '../../../numeric/remember.ts';
import type { SingleIndexProblem } from '../problem.ts';
import { diffusionOf, type EscapeMoments, escapeMoments } from './diffusion.ts';
import { thresholdInEffect } from './overshoot.ts';

type Setting = Pick<SingleIndexProblem, 'parameters' | 'delta'>;

/**
 * Mean and spread of the time of escape as a diffusion that is watched after each step; undefined
 * where the start is beyond the threshold or there is no escape.
 */
export const escapeOf = remember(
  ({ parameters, delta }: Setting): EscapeMoments | undefined => {
    const { activation, dimension, start, threshold } = parameters;
    if (start !== 'random' && start >= threshold) return undefined;
    try {
      const target = thresholdInEffect(activation, delta, dimension, threshold);
      return escapeMoments(diffusionOf(activation, delta, dimension), start, target);
    } catch (error) {
      if (error instanceof NoConvergence) return undefined;
      throw error;
    }
  },
  ({ parameters: p, delta }) => [p.activation, delta, p.dimension, p.start, p.threshold].join(' '),
);
