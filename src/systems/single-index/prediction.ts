import type { Prediction } from '../contract.ts';
import { diffusionPromise, hasSmallNoise, meansAlong } from './diffusion.ts';
import { randomStarts } from './generator.ts';
import type { SingleIndexObservable, SingleIndexParameters } from './parameters.ts';
import { escapeOf, makeProblem } from './problem.ts';
import { type Drift, escapeTime as escapeTimeOfFlow, flowDrift, overlapFlow } from './theory.ts';

/** Curves over time, and the number of samples until escape where there is escape. */
export function predict(p: SingleIndexParameters): Prediction<SingleIndexObservable> {
  const { delta, dimension, measured } = makeProblem(p);
  const time = Float64Array.from(measured, (step) => (delta * step) / dimension);
  const { overlap, populationLoss } = curves(p, time);
  const escapeTime = meanEscapeTime(p);
  return {
    observables: {
      overlap: { value: overlap, error: diffusionPromise },
      populationLoss: { value: populationLoss, error: diffusionPromise },
      ...(escapeTime !== undefined && {
        escapeSamples: { value: (escapeTime * dimension) / delta, error: diffusionPromise },
      }),
    },
    coordinates: { time },
  };
}

function curves(p: SingleIndexParameters, time: Float64Array) {
  const problem = makeProblem(p);
  const { averages } = problem;
  const { start } = p;
  if (!usesFlow(p)) {
    const [overlap, populationLoss] = meansAlong(problem, [(m) => m, averages.loss], start, time);
    // Late losses are below the grid's error, which has either sign.
    return { overlap, populationLoss: populationLoss.map((loss) => Math.max(0, loss)) };
  }
  const drift = driftInUse(p);
  const overlap = new Float64Array(time.length);
  const populationLoss = new Float64Array(time.length);
  for (const { m: m0, weight } of starts(p)) {
    overlapFlow(drift, m0, time).forEach((m, i) => {
      overlap[i] += weight * m;
      populationLoss[i] += weight * averages.loss(m);
    });
  }
  return { overlap, populationLoss };
}

/** Undefined where the start is at the threshold or beyond; Infinity where the flow never reaches it. */
function meanEscapeTime(p: SingleIndexParameters): number | undefined {
  const { start, threshold } = p;
  if (start !== 'random' && start >= threshold) return undefined;
  if (!usesFlow(p)) return escapeOf(p)?.mean;
  const drift = driftInUse(p);
  return starts(p).reduce((sum, { m, weight }) => sum + weight * escapeTimeOfFlow(drift, m, threshold), 0);
}

/** The ordinary differential equation is asked for, or as good. */
function usesFlow(p: SingleIndexParameters): boolean {
  return p.theory !== 'diffusion' || (p.start !== 'random' && hasSmallNoise(makeProblem(p), p.start));
}

function driftInUse(p: SingleIndexParameters): Drift {
  const { averages, moments, delta } = makeProblem(p);
  if (p.theory === 'diffusion') return moments.drift;
  return flowDrift(averages, p.theory === 'population' ? 0 : delta);
}

function starts({ start, dimension }: SingleIndexParameters): { m: number; weight: number }[] {
  return start === 'random' ? randomStarts(dimension) : [{ m: start, weight: 1 }];
}
