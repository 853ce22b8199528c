import { evenSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { linearPart } from '../../numeric/hermite.ts';
import { remember } from '../../numeric/remember.ts';
import { power } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import { activation, informationExponent, type Nonlinearity, type SingleIndexActivation } from './activations.ts';
import type { SingleIndexParameters } from './parameters.ts';
import { escapeOf } from './theory/escape.ts';

/** What a setting comes down to. */
export interface SingleIndexProblem {
  parameters: SingleIndexParameters;
  sigma: Nonlinearity;
  /** k, the information exponent. */
  exponent: number;
  /** Var σ(z), which is the population loss of orthogonal weights. */
  variance: number;
  /** δ: a step is δ/d against the gradient on the sphere. */
  delta: number;
  /** The numbers of steps of SGD after which curves are measured. */
  steps: number[];
  /** How many samples runs wait for escape; undefined where they do not. */
  wait: Wait | undefined;
}

export interface Wait {
  expected: number;
  /** After so many a run is given up. */
  most: number;
}

/** Beyond them steps are no whole numbers any more. */
const MOST_STEPS = 1e15;

/** Points of a curve. */
const POINTS = 40;

/** Throws `BadInput` for more steps than can be counted. */
export function prepare(parameters: SingleIndexParameters): SingleIndexProblem {
  const { dimension, duration, stepSize, stepRule } = parameters;
  const known = traitsOf(parameters.activation);
  const shrink = stepRule === 'critical' && known.exponent > 2 ? power(dimension, 1 - known.exponent / 2) : 1;
  const delta = stepSize * shrink;
  const last = Math.max(1, Math.round((duration * dimension) / delta));
  if (!(last <= MOST_STEPS))
    throw new BadInput(
      `training takes ${plain(last, 2)} steps: choose a larger stepSize or a shorter duration, for at most ${plain(MOST_STEPS, 3)}`,
    );
  const steps = evenSteps(POINTS, last);
  return { parameters, ...known, delta, steps, wait: waitForEscape({ parameters, delta }) };
}

/** The time t = δ·steps/d at which curves are measured. */
export function elapsedTime({ parameters, delta, steps }: SingleIndexProblem): Float64Array {
  return Float64Array.from(steps, (step) => (delta * step) / parameters.dimension);
}

/** The information exponent of one of the system's activations. */
export function exponentOf(name: SingleIndexActivation): number {
  return traitsOf(name).exponent;
}

const traitsOf = remember(
  (name: SingleIndexActivation) => {
    const sigma = activation(name);
    const { secondMoment, mean } = linearPart(sigma.value);
    return { sigma, exponent: informationExponent(sigma), variance: secondMoment - mean * mean };
  },
  (name) => name,
);

/** The longest time a run is expected to take until escape, in durations. */
const PATIENCE = 10;

/**
 * How long to wait is a budget that only theory can tell beforehand: where it expects no escape
 * within some durations, runs do not wait at all. It decides how long a run goes on, and
 * nothing of what it measures.
 */
function waitForEscape(setting: Pick<SingleIndexProblem, 'parameters' | 'delta'>): Wait | undefined {
  const time = escapeOf(setting);
  const { duration, dimension } = setting.parameters;
  if (time === undefined || time.mean + 3 * time.deviation > PATIENCE * duration) return undefined;
  const expected = (time.mean * dimension) / setting.delta;
  // The distribution of the number has an exponential tail.
  return { expected, most: expected + 30 * ((time.deviation * dimension) / setting.delta) };
}
