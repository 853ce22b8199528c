import { remember } from '../../../numeric/remember.ts';
import type { GrokkingProblem } from '../problem.ts';
import { type Setting, testLoss, trainLoss } from './losses.ts';
import type { Mean } from './spectrum.ts';
import { descent, type Progress } from './stage.ts';

/**
 * The correction of order 1/d is believed where it is at most this part of the losses, at all times
 * of the curves: what it leaves is of the order of its square, and was up to 3 % at 0.2.
 */
export const BELIEVED = 0.15;

/** A problem along training; steps are whole numbers of them. */
export interface Course {
  setting: Setting;
  progressAt: (step: number) => Progress;
  /** Mean losses, with the correction where it is believed. */
  trainLoss: (step: number) => number;
  testLoss: (step: number) => number;
  /** The largest correction, relative to the loss that it corrects. */
  largest: number;
  isCorrected: boolean;
}

export function courseOf({ parameters, eta, steps }: GrokkingProblem): Course {
  const { samples: n, dimension: d, decay, initial: s0, noise: sigma2 } = parameters;
  const setting = { n, d, s0, w2: 1, sigma2 };
  const progressAt = (step: number) => descent(decay, eta, step);
  const along = (loss: typeof testLoss) =>
    remember((step: number) => loss(setting, progressAt(step)), String, steps.length + 64);
  const [train, test] = [along(trainLoss), along(testLoss)];
  const largest = Math.max(...steps.flatMap((step) => [train(step), test(step)].map(shareOf)));
  const isCorrected = largest <= BELIEVED;
  const meanOf = ({ leading, correction }: Mean) => (isCorrected ? leading + correction : leading);
  return {
    setting,
    progressAt,
    trainLoss: (step) => meanOf(train(step)),
    testLoss: (step) => meanOf(test(step)),
    largest,
    isCorrected,
  };
}

function shareOf({ leading, correction }: Mean): number {
  return leading === 0 ? 0 : Math.abs(correction / leading);
}
