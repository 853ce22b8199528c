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

/**
 * Over a barrier of more than this no mean time of escape is predicted. The rate of a rare event is
 * as uncertain as its exponent, of which a diffusion leaves out what rare large steps do: simulated
 * with h₂, times were longer than predicted by 18 and 34 % over barriers of 3.0 and 3.4, about a
 * tenth of the barrier, and right where there is none, however much they scatter.
 */
export const HIGHEST_BARRIER = 1;

/** Intervals of the sum below. */
const STEPS = 400;

/**
 * The barrier that runs have to climb on their way, in the potential of the diffusion, −∫ 2 drift/
 * (δ/d Var X) dm: from the lowest place below the start to the highest between it and the
 * threshold. 0 where the drift leads all the way; escape over a barrier W takes exp W times as
 * long.
 */
export function barrier({ parameters, delta }: Setting): number {
  const { activation, dimension, start, threshold } = parameters;
  const { moments } = diffusionOf(activation, delta, dimension);
  const from = start === 'random' ? 0 : start;
  let [potential, lowest, most] = [0, 0, 0];
  for (let i = 0; i < STEPS; i++) {
    const m = (threshold * (i + 0.5)) / STEPS;
    potential -= ((2 * moments.drift(m)) / ((delta / dimension) * moments.variance(m))) * (threshold / STEPS);
    if (m <= from) lowest = Math.min(lowest, potential);
    else most = Math.max(most, potential - lowest);
  }
  return most;
}
