import { evenSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { plain } from '../../statistics/sentences.ts';
import type { WarmupParameters } from './parameters.ts';

export interface WarmupProblem {
  parameters: WarmupParameters;
  /** Steps at which curves are given. */
  measuredAt: Int32Array;
}

/** λ₀ of the solvable network. */
export const INITIAL_KERNEL = 2;

/** The largest rate is looked for from `from` on, up or down, in steps of a factor `growth`. */
export const SEARCH = { from: 3.5, growth: 1.05, lowest: 0.1, highest: 100 } as const;

/** Part of the first loss below which training after warm-up is over. */
export const LEARNED = 1e-8;

const MEASURED = 50;

/**
 * The first step raises the loss between two rates, which come together as the output comes to
 * √(n/2): beyond this part of it they are closer than the scan for the first of them can see.
 */
const LARGEST_OUTPUT = 0.99;

/** Throws `BadInput` for a warm-up longer than training, and an output that leaves no edge. */
export function prepare(parameters: WarmupParameters): WarmupProblem {
  const { model, output, width, steps, warmup } = parameters;
  if (warmup > steps)
    throw new BadInput(
      `warmup is ${warmup}, but must be at most steps, ${steps}, which include it: choose a shorter warm-up or more steps`,
    );
  const largest = LARGEST_OUTPUT * Math.sqrt(width / 2);
  if (model === 'solvable' && output > largest)
    throw new BadInput(
      `output is ${output}, but may be at most ${plain(largest, 4)}, ${LARGEST_OUTPUT}√(width/2): near √(width/2) and above there is no rate from 2/λ₀ to 4/λ₀ at which the first step begins to raise the loss; choose a smaller output or a larger width`,
    );
  return { parameters, measuredAt: Int32Array.from([0, ...evenSteps(MEASURED, steps)]) };
}

/**
 * The rate of a step (from 0), in the unit of its ends: linear over the warm-up, then the target.
 */
export function scheduled(initial: number, target: number, warmup: number, step: number): number {
  return step < warmup ? initial + ((target - initial) * step) / warmup : target;
}
