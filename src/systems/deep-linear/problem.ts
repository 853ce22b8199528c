import { BadInput } from '../../numeric/errors.ts';
import { cos, exp, log } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { DeepLinearParameters } from './parameters.ts';
// How long to train is a matter of when theory has the slowest mode half learned, and with which
// step of its sharpness.
import { sharpnessAtMinimum } from './theory/curvature.ts';
import { depthTime, inputUnits, modeParts, timeToReach } from './theory/flow.ts';

/**
 * One mode of the teacher: its singular value, the input variance along it, and the strength s/λ
 * that is learned in the end.
 */
export interface Mode {
  s: number;
  lambda: number;
  final: number;
}

/** What theory and experiment both start from. */
export interface Problem {
  start: DeepLinearParameters['start'];
  dynamics: DeepLinearParameters['dynamics'];
  /** Descending in s. */
  modes: Mode[];
  depth: number;
  a0: number;
  imbalance: number;
  angle: number;
  inputs: number;
  outputs: number;
  hidden: number;
  eta: number;
  /** Whose strength is observed, from 1. */
  mode: number;
  /** Input variances along all right singular directions, `inputs` of them, the modes' first. */
  inputVariances: Float64Array;
  /**
   * Step counts at which curves are measured, and those at which theory is drawn. These begin at 0,
   * where a random start has no strength on average, and every fourth after that is measured.
   */
  measuredAt: Int32Array;
  drawnAt: Int32Array;
  /** Whether all modes are half learned within as many steps as anybody takes. */
  waits: boolean;
  /**
   * Steps after which a mode that is not half learned yet is given up: the last one measured, where
   * it would take too many.
   */
  longest: number;
}

const MEASURED = 40;
/** In half times of the slowest mode. */
export const GIVEN_UP = 8;
export const DRAWN_PER_MEASURED = 4;
const MOST_STEPS = 5e6;

/** The problem that the parameters describe. Throws `BadInput` where they contradict each other. */
export function prepare(p: DeepLinearParameters): Problem {
  const { start, inputs, outputs, hidden, initial: a0, step: eta } = p;
  const aligned = start === 'aligned';
  const inputDecay = aligned ? p.inputDecay : 0;
  const inputVariances = Float64Array.from({ length: inputs }, (_, k) => exp(-inputDecay * log(k + 1)));
  const modes = singularValues(p).map((s, k) => ({ s, lambda: inputVariances[k], final: s / inputVariances[k] }));
  const rank = modes.length;
  if (rank > Math.min(inputs, outputs, hidden))
    throw new BadInput(
      `the teacher has ${rank} modes, but the network only ${inputs} inputs, ${hidden} hidden units and ${outputs} outputs; lower modes or widen it`,
    );
  if (p.mode > rank) throw new BadInput(`mode is ${p.mode}, but the teacher has ${rank}: choose one of 1 to ${rank}`);
  const depth = aligned ? p.depth : 2;
  const imbalance = start !== 'gaussian' && depth === 2 ? p.imbalance : 0;
  for (const { final } of modes)
    if (a0 >= final / 2)
      throw new BadInput(
        `initial is ${a0}, but must be below half of every mode's final strength, of which the least is ${final}`,
      );
  const setting = { start, dynamics: p.dynamics, modes, depth, a0, imbalance, angle: p.angle };
  const problem = { ...setting, inputs, outputs, hidden, eta, mode: p.mode, inputVariances };
  const stable = 2 / sharpnessAtMinimum(problem);
  if (eta >= stable)
    throw new BadInput(
      `step is ${eta}, but gradient descent leaves this minimum from ${plain(stable, 4)}, two over its sharpness: choose a smaller step`,
    );
  const slowest = Math.max(...modes.map((mode) => expectedHalfTime(problem, mode)));
  const time = p.time === 'auto' ? p.duration * slowest : p.time;
  const steps = Math.max(MEASURED, Math.ceil(time / eta));
  if (!(steps <= MOST_STEPS))
    throw new BadInput(
      `training takes ${plain(steps, 2)} steps: choose a larger step or initial, a shorter time, or modes closer in strength`,
    );
  const points = MEASURED * DRAWN_PER_MEASURED;
  const drawnAt = Int32Array.from({ length: points + 1 }, (_, i) => Math.round((i * steps) / points));
  const measuredAt = drawnAt.filter((_, i) => i > 0 && i % DRAWN_PER_MEASURED === 0);
  const longest = Math.ceil((GIVEN_UP * slowest) / eta);
  const waits = longest <= MOST_STEPS;
  return { ...problem, measuredAt, drawnAt, waits, longest: waits ? Math.max(steps, longest) : steps };
}

function singularValues({ strengths, modes, strongest, ratio }: DeepLinearParameters): number[] {
  if (strengths !== 'geometric') return strengths.toSorted((a, b) => b - a);
  const values = [strongest];
  while (values.length < modes) values.push(values[values.length - 1] * ratio);
  return values;
}

/** Half time by gradient flow; of a start that is turned away, that of its part along the mode. */
function expectedHalfTime(
  { start, depth, a0, imbalance, angle }: Pick<Problem, 'start' | 'depth' | 'a0' | 'imbalance' | 'angle'>,
  mode: Mode,
) {
  const { s, lambda, final } = mode;
  const units = inputUnits(depth, lambda);
  const turned = start === 'rotated' ? (1 + cos(angle)) / 2 : 1;
  const initial = units.strength * a0 * turned;
  if (depth > 2) return depthTime(depth, s, initial, s / 2) / units.time;
  return timeToReach(s, modeParts(initial, units.imbalance * imbalance), (lambda * final) / 2) / units.time;
}
