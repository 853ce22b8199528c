import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { SingleIndexObservable } from '../observables.ts';
import { elapsedTime, type SingleIndexProblem } from '../problem.ts';
import { averagesOf, momentsOf } from './averages.ts';
import { diffusionOf, diffusionPromise, hasSmallNoise, meansAlong } from './diffusion.ts';
import { barrier, escapeOf, HIGHEST_BARRIER } from './escape.ts';
import { type Drift, escapeTime as escapeTimeOfFlow, flowDrift, overlapFlow } from './flow.ts';
import { randomStarts } from './generator.ts';
import { thresholdInEffect } from './overshoot.ts';

/** Curves over time, and the number of samples until escape where there is escape. */
export function predict(problem: SingleIndexProblem): Prediction<SingleIndexObservable> {
  const time = meanEscapeTime(problem);
  const escapeSamples = time === undefined ? undefined : (time * problem.parameters.dimension) / problem.delta;
  return {
    observables: quantities<SingleIndexObservable>({ ...curves(problem), escapeSamples }, diffusionPromise),
  };
}

function curves(problem: SingleIndexProblem): { overlap: Float64Array; populationLoss: Float64Array } {
  const { start, activation, dimension } = problem.parameters;
  const time = elapsedTime(problem);
  const { loss } = averagesOf(activation);
  if (!usesFlow(problem)) {
    const diffusion = diffusionOf(activation, problem.delta, dimension);
    const [overlap, populationLoss] = meansAlong(diffusion, [(m) => m, loss], start, time);
    // Late losses are below the grid's error, which has either sign.
    return { overlap, populationLoss: populationLoss.map((value) => Math.max(0, value)) };
  }
  const drift = driftInUse(problem);
  const overlap = new Float64Array(time.length);
  const populationLoss = new Float64Array(time.length);
  for (const { m: m0, weight } of starts(problem)) {
    overlapFlow(drift, m0, time).forEach((m, i) => {
      overlap[i] += weight * m;
      populationLoss[i] += weight * loss(m);
    });
  }
  return { overlap, populationLoss };
}

/**
 * Undefined where the start is at the threshold or beyond, and where escape waits for a rare
 * fluctuation, over a barrier; Infinity where the flow never reaches it.
 */
function meanEscapeTime(problem: SingleIndexProblem): number | undefined {
  const { theory, activation, dimension, start, threshold } = problem.parameters;
  if (start !== 'random' && start >= threshold) return undefined;
  if (!usesFlow(problem)) return barrier(problem) > HIGHEST_BARRIER ? undefined : escapeOf(problem)?.mean;
  const drift = driftInUse(problem);
  const target =
    theory === 'diffusion' ? thresholdInEffect(activation, problem.delta, dimension, threshold) : threshold;
  return starts(problem).reduce((sum, { m, weight }) => sum + weight * escapeTimeOfFlow(drift, m, target), 0);
}

/** The ordinary differential equation is asked for, or as good. */
function usesFlow({ parameters, delta }: SingleIndexProblem): boolean {
  const { theory, start, activation, dimension } = parameters;
  if (theory !== 'diffusion') return true;
  return start !== 'random' && hasSmallNoise(diffusionOf(activation, delta, dimension), start);
}

function driftInUse({ parameters, delta }: SingleIndexProblem): Drift {
  const { theory, activation, dimension } = parameters;
  if (theory === 'diffusion') return momentsOf(activation, delta, dimension).drift;
  return flowDrift(averagesOf(activation), theory === 'population' ? 0 : delta);
}

function starts({ parameters }: SingleIndexProblem): { m: number; weight: number }[] {
  const { start, dimension } = parameters;
  return start === 'random' ? randomStarts(dimension) : [{ m: start, weight: 1 }];
}
