import { OutOfRange } from '../../numeric/errors.ts';
import type { Prediction } from '../contract.ts';
import { diffusionPromise, hasSmallNoise, meanAlong, randomStarts } from './diffusion.ts';
import type { SingleIndexObservable, SingleIndexParameters } from './parameters.ts';
import { escapeOf, makeProblem } from './problem.ts';
import { escapeTime, overlapFlow } from './theory.ts';

/** Curves over time, or the number of samples until escape. Throws `OutOfRange` for a start beyond the threshold, and as `escapeOf`. */
export function predict(p: SingleIndexParameters): Prediction<SingleIndexObservable> {
  const { delta, dimension, measured } = makeProblem(p);
  if (p.stop === 'escape')
    return {
      observables: { escapeSamples: { value: (meanEscapeTime(p) * dimension) / delta, error: diffusionPromise } },
    };
  const time = Float64Array.from(measured, (step) => (delta * step) / dimension);
  const { overlap, populationLoss } = curves(p, time);
  return {
    observables: {
      overlap: { value: overlap, error: diffusionPromise },
      populationLoss: { value: populationLoss, error: diffusionPromise },
    },
    coordinates: { time },
  };
}

function curves(p: SingleIndexParameters, time: Float64Array) {
  const problem = makeProblem(p);
  const { averages } = problem;
  const { start } = p;
  if (!usesFlow(p)) {
    return {
      overlap: meanAlong(problem, (m) => m, start, time),
      populationLoss: meanAlong(problem, averages.loss, start, time),
    };
  }
  const overlap = new Float64Array(time.length);
  const populationLoss = new Float64Array(time.length);
  for (const { m: m0, weight } of starts(p)) {
    overlapFlow(averages, stepOfFlow(p), m0, time).forEach((m, i) => {
      overlap[i] += weight * m;
      populationLoss[i] += weight * averages.loss(m);
    });
  }
  return { overlap, populationLoss };
}

function meanEscapeTime(p: SingleIndexParameters): number {
  const { start, threshold } = p;
  if (start !== 'random' && start >= threshold)
    throw new OutOfRange(
      'the initial overlap',
      start,
      `below the threshold ${threshold}, or there is nothing to escape`,
    );
  if (!usesFlow(p)) return escapeOf(p).mean;
  const { averages } = makeProblem(p);
  return starts(p).reduce((sum, { m, weight }) => sum + weight * escapeTime(averages, stepOfFlow(p), m, threshold), 0);
}

/** The ordinary differential equation is asked for, or as good. */
function usesFlow(p: SingleIndexParameters): boolean {
  return p.theory !== 'diffusion' || (p.start !== 'random' && hasSmallNoise(makeProblem(p), p.start));
}

function stepOfFlow(p: SingleIndexParameters): number {
  return p.theory === 'population' ? 0 : makeProblem(p).delta;
}

function starts({ start, dimension }: SingleIndexParameters): { m: number; weight: number }[] {
  return start === 'random' ? randomStarts(dimension) : [{ m: start, weight: 1 }];
}
