import { NoConvergence } from '../../numeric/errors.ts';
import { type Activation, activation, informationExponent } from './activations.ts';
import { type AverageFunctions, averagesOf, momentsOf } from './averages.ts';
import { type EscapeMoments, escapeMoments } from './diffusion.ts';
import type { Diffusion } from './generator.ts';
import type { SingleIndexParameters } from './parameters.ts';

/** What a setting comes down to. */
export interface Problem extends Diffusion {
  sigma: Activation;
  averages: AverageFunctions;
  /** k, the information exponent. */
  exponent: number;
  /** The steps of SGD after which a curve is measured. */
  measured: number[];
}

const POINTS = 40;

const problems = new WeakMap<SingleIndexParameters, Problem>();
const exponents = new Map<string, number>();

export function makeProblem(p: SingleIndexParameters): Problem {
  let problem = problems.get(p);
  if (!problem) {
    const sigma = activation(p.activation);
    const exponent = exponents.get(p.activation) ?? informationExponent(sigma);
    exponents.set(p.activation, exponent);
    const shrink = p.stepRule === 'critical' && exponent > 2 ? p.dimension ** (1 - exponent / 2) : 1;
    const delta = p.stepSize * shrink;
    const last = Math.max(1, Math.round((p.duration * p.dimension) / delta));
    const measured = Array.from({ length: POINTS }, (_, i) => Math.round(((i + 1) * last) / POINTS));
    problem = {
      sigma,
      averages: averagesOf(p.activation),
      moments: momentsOf(p.activation, delta, p.dimension),
      delta,
      dimension: p.dimension,
      even: sigma.even,
      exponent,
      measured: [...new Set(measured)].filter((step) => step > 0),
    };
    problems.set(p, problem);
  }
  return problem;
}

const moments = new WeakMap<SingleIndexParameters, { escape: EscapeMoments | undefined }>();

/** Mean and spread of the time of escape as a diffusion; undefined where the start is beyond the threshold or there is no escape. */
export function escapeOf(p: SingleIndexParameters): EscapeMoments | undefined {
  let known = moments.get(p);
  if (!known) {
    known = { escape: undefined };
    try {
      if (p.start === 'random' || p.start < p.threshold)
        known.escape = escapeMoments(makeProblem(p), p.start, p.threshold);
    } catch (error) {
      if (!(error instanceof NoConvergence)) throw error;
    }
    moments.set(p, known);
  }
  return known.escape;
}

/** The longest time a run is expected to take until escape, in durations. */
const PATIENCE = 10;

/** Whether runs go on until escape. */
export function waitsForEscape(p: SingleIndexParameters): boolean {
  const time = escapeOf(p);
  return time !== undefined && time.mean + 3 * time.deviation <= PATIENCE * p.duration;
}

/** The same in samples, where runs wait for escape. */
export function samplesUntilEscape(p: SingleIndexParameters): EscapeMoments {
  const { delta, dimension } = makeProblem(p);
  const { mean, deviation } = escapeOf(p)!;
  return { mean: (mean * dimension) / delta, deviation: (deviation * dimension) / delta };
}
