import { squared } from '../../../numeric/special.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { MupObservable } from '../observables.ts';
import { endsOf, isInverselyScaled, type MupProblem, rowsOf } from '../problem.ts';
import { type Abc, abcTable, depthExponent, type Family, partsOf, pureExponent, type Seen } from './abc.ts';
import { type Changes, initialOutput, MOMENTS_ERROR, type OneStep, ofDecay, oneStep } from './one-step.ts';

/**
 * The exponent of a change in the width: a number where it is that at every width that is not
 * small; `curve` where parts of several powers add up to a change that is predicted as a whole.
 */
export function exponentOf(problem: MupProblem, seen: Seen): number | 'curve' | undefined {
  const { study, network, trained } = problem.parameters;
  if (study !== 'coordinates') return undefined;
  const { abc, family, isTransferring } = ruleOf(problem);
  if (partsOf(abc, family, seen, trained).length === 0) return undefined;
  // Changes of order one stay so, whatever the network and however long it is trained.
  if (isTransferring ? seen !== 'input' && growsByAttention(problem) : network === 'transformer' || !isSmall(problem))
    return undefined;
  const pure = pureExponent(abc, family, seen, trained, isFeltDecay(problem, seen));
  return pure ?? (isSolved(problem) && isSmall(problem) ? 'curve' : undefined);
}

/**
 * Up to here decay's share of a mean square bends the power of the width by a hundredth at most,
 * over one octave of it.
 */
const UNFELT = 0.03;

/**
 * Whether weight decay takes part in a change: by one step on one datum, beside which several data
 * move less by up to their root, since their signs differ.
 */
function isFeltDecay(problem: MupProblem, seen: Seen): boolean {
  const { widths, parameters } = problem;
  return [widths[0], widths[widths.length - 1]].some((width) => {
    const setting = settingOf(problem, width);
    const decay = setting.decay ? ofDecay(setting)[seen] : 0;
    return rowsOf(parameters) * squared(decay) > UNFELT * squared(oneStep(setting)[seen]);
  });
}

/** Whether weight decay is why the exponent of the output is not predicted. */
export function isBentByDecay(problem: MupProblem): boolean {
  const { parameters } = problem;
  if (parameters.optimiser !== 'adamw' || exponentOf(problem, 'output') !== undefined) return false;
  return exponentOf({ ...problem, parameters: { ...parameters, decay: 0 } }, 'output') !== undefined;
}

/**
 * Whether the logits of attention move farther the wider the network, and with them whatever comes
 * after: queries and keys that move by order one are aligned, and 1/√(head size) does not make up
 * for the sum over the head.
 */
export function growsByAttention({ parameters }: MupProblem): boolean {
  return parameters.network === 'transformer' && parameters.trained !== 'output' && !isInverselyScaled(parameters);
}

/**
 * The exponent of a residual stream's change in the number of branches, where what the first layer
 * does, L^0, has the same.
 */
export function depthExponentOf(problem: MupProblem): number | undefined {
  const { study, network, trained } = problem.parameters;
  if (study !== 'coordinates' || network !== 'residual' || !isSmall(problem)) return undefined;
  const { family, isTransferring } = ruleOf(problem);
  const slowed = isTransferring && family === 'adam' ? 0.5 : 0;
  const parts = [
    ...(trained === 'all' || trained === 'input' ? [0] : []),
    ...(trained === 'all' || trained === 'hidden' ? [depthExponent(family, 0.5, slowed)] : []),
    // Branches that shrink add up at random, L terms of L^(−½).
    ...(isFeltDecay(problem, 'hidden') ? [0] : []),
  ];
  return parts.every((one) => one === parts[0]) ? parts[0] : undefined;
}

/** The whole change, of one datum and one step; and how large the output is before. */
export function predict(problem: MupProblem): Prediction<MupObservable> {
  const { study, network, task, depth } = problem.parameters;
  if (study !== 'coordinates' || network !== 'mlp' || task !== 'random') return { observables: {} };
  const over = (of: (width: number) => number) => Float64Array.from(problem.widths, of);
  const curve = (seen: Seen) => over((width) => changesAt(problem, width)[seen]);
  const isPredicted = isSolved(problem) && isSmall(problem);
  const { trained } = problem.parameters;
  return {
    observables: quantities<MupObservable>(
      {
        initialOutput: over((width) => initialOutput(settingOf(problem, width), depth)),
        ...(isPredicted && {
          ...((trained === 'all' || trained === 'input') && { inputChange: curve('input') }),
          ...(trained !== 'output' && { hiddenChange: curve('hidden') }),
          outputChange: curve('output'),
        }),
      },
      10 * MOMENTS_ERROR,
    ),
  };
}

/** Up to here a change is in proportion to the rate, within a per cent of it. */
const SMALL = 0.02;

/**
 * Whether changes are in proportion to the rate at every width: by what one step on one datum would
 * make of the widest network.
 */
export function isSmall(problem: MupProblem): boolean {
  return largestChange(problem) <= SMALL;
}

/**
 * About the largest change that the steps make of anything, where pre-activations are of order one.
 */
export function largestChange(problem: MupProblem): number {
  const { rate, steps, depth } = problem.parameters;
  const ends = [problem.widths[0], problem.widths[problem.widths.length - 1]];
  const largest = Math.max(...ends.flatMap((width) => Object.values<number>({ ...changesAt(problem, width) })));
  return rate * steps * depth * largest;
}

/** One datum, one step, one matrix from width to width. */
function isSolved({ parameters: p }: MupProblem): boolean {
  const isPlain = p.network === 'mlp' && p.task === 'random';
  return isPlain && p.samples === 1 && p.steps === 1 && p.depth === 1;
}

function changesAt(problem: MupProblem, width: number): Changes {
  return oneStep(settingOf(problem, width));
}

function settingOf(problem: MupProblem, width: number): OneStep {
  const { parameterisation, activation, trained, optimiser, decay } = problem.parameters;
  return {
    ...ruleOf(problem),
    unitWeights: parameterisation === 'ntk' || parameterisation === 'mean-field',
    width,
    base: problem.widths[0],
    inputs: endsOf(problem).inputs,
    activation,
    trained,
    decay: optimiser === 'adamw' ? decay : 0,
  };
}

function ruleOf({ parameters: { parameterisation, optimiser } }: MupProblem): {
  abc: Abc;
  family: Family;
  isTransferring: boolean;
} {
  const family = optimiser === 'sgd' ? 'sgd' : 'adam';
  const isTransferring = parameterisation === 'mup' || parameterisation === 'mean-field';
  return { abc: abcTable[parameterisation][family], family, isTransferring };
}
