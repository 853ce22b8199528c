import { remember } from '../../../numeric/remember.ts';
import type { GrokkingProblem } from '../problem.ts';
import { type Setting, testLoss, testVariance, trainLoss, trainVariance } from './losses.ts';
import type { Mean } from './spectrum.ts';
import { descent } from './stage.ts';

/**
 * The correction of order 1/d is believed where it is at most this part of the loss at all times of
 * the curve: what it leaves is of the order of its square, and was up to 3 % at 0.2.
 */
export const BELIEVED = 0.15;

/** A loss along training; steps are whole numbers of them. */
export interface LossCourse {
  /** With the correction where it is believed. */
  at: (step: number) => number;
  varianceAt: (step: number) => number;
  /** The largest correction, relative to the loss. */
  largest: number;
  isCorrected: boolean;
}

export interface Course {
  train: LossCourse;
  test: LossCourse;
}

export function courseOf(problem: GrokkingProblem): Course {
  const { samples: n, dimension: d, initial: s0, noise: sigma2 } = problem.parameters;
  const setting = { n, d, s0, w2: 1, sigma2 };
  return {
    train: lossCourse(problem, setting, trainLoss, trainVariance),
    test: lossCourse(problem, setting, testLoss, testVariance),
  };
}

function lossCourse(
  { parameters, eta, steps }: GrokkingProblem,
  setting: Setting,
  loss: typeof testLoss,
  variance: typeof testVariance,
): LossCourse {
  const progressAt = (step: number) => descent(parameters.decay, eta, step);
  const means = remember((step: number) => loss(setting, progressAt(step)), String, steps.length + 64);
  const largest = Math.max(...steps.map((step) => shareOf(means(step))));
  const isCorrected = largest <= BELIEVED;
  return {
    at(step) {
      const { leading, correction } = means(step);
      return isCorrected ? leading + correction : leading;
    },
    varianceAt: (step) => variance(setting, progressAt(step)),
    largest,
    isCorrected,
  };
}

function shareOf({ leading, correction }: Mean): number {
  return leading === 0 ? 0 : Math.abs(correction / leading);
}
