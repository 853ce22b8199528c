import type { Random } from 'orrery-lab';
import { squared } from 'orrery-lab/numeric';
import type { Problem } from '../problem.ts';

/** Estimates in a trial: their average is a steadier number than one of them. */
const ESTIMATES = 100;

/** Draws samples, estimates their mean, and compares it with the true one. */
export function measuredError(problem: Problem, random: Random): number {
  let sum = 0;
  for (let i = 0; i < ESTIMATES; i++) sum += squared(estimate(problem, random) - problem.mean);
  return sum / ESTIMATES;
}

/** Samples are uniform: the error depends on their mean and deviation alone. */
function estimate({ samples, shrinkage, mean, deviation }: Problem, random: Random): number {
  let sum = 0;
  for (let i = 0; i < samples; i++) sum += mean + deviation * Math.sqrt(12) * (random.uniform() - 0.5);
  return sum / (samples + shrinkage);
}

/** Seconds of one trial, about. */
export function trialSeconds({ samples }: Problem): number {
  return ESTIMATES * samples * 1e-8;
}
