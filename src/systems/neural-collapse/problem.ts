import { BadInput } from '../../numeric/errors.ts';
import { log } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import type { NeuralCollapseParameters } from './parameters.ts';

/** What theory and experiment both start from. */
export interface NeuralCollapseProblem {
  parameters: NeuralCollapseParameters;
  /** Examples of each class, the large ones first. */
  counts: number[];
  /** λ_W and λ_H of ½λ|·|² in the loss. */
  decayW: number;
  decayH: number;
  /** λ_b; 0 of a free bias, undefined without one. */
  decayB: number | undefined;
  /** At which model=flow is looked at, from 0 on. */
  times: Float64Array;
  /** After which model=network is looked at, from 0 on. */
  epochs: number[];
}

const TIMES = 40;
const EPOCHS = 20;

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(parameters: NeuralCollapseParameters): NeuralCollapseProblem {
  const { model, loss, bias, kappa, ratio, biasDecay, classes, perClass, minority, imbalance, width } = parameters;
  if (width < classes)
    throw new BadInput(`width is ${width}, but features must reach ${classes} classes: raise width, or lower classes`);
  if (minority >= classes)
    throw new BadInput(`minority is ${minority}, but there are ${classes} classes: leave at least one large one`);
  if (minority > 0 && bias === 'decayed')
    throw new BadInput(
      'bias=decayed is solved for classes of one size: set minority=0, or take bias=none or bias=free',
    );
  if (minority > 0 && loss === 'cross-entropy' && (bias !== 'none' || minority < 2))
    throw new BadInput(
      `unequal classes with cross-entropy are solved without bias and for two small classes or more: set bias=none and minority=2 (given: bias=${bias}, minority=${minority})`,
    );
  if (model === 'flow' && (loss !== 'squared' || bias !== 'none' || minority > 0))
    throw new BadInput(
      'model=flow is solved for the squared loss, without bias and with classes of one size: set loss=squared, bias=none and minority=0',
    );
  const counts = Array.from({ length: classes }, (_, k) => (k < classes - minority ? large() : perClass));
  function large() {
    return minority === 0 ? perClass : imbalance * perClass;
  }
  const total = counts.reduce((sum, n) => sum + n, 0);
  const both = (kappa * Math.sqrt(perClass)) / total;
  const problem = {
    parameters,
    counts,
    decayW: both / Math.sqrt(ratio),
    decayH: both * Math.sqrt(ratio),
    decayB: { none: undefined, free: 0, decayed: biasDecay }[bias],
  };
  return { ...problem, times: timesOf(problem), epochs: epochsOf(parameters.epochs) };
}

/** Up to so many whole numbers from 0 to the last, evenly. */
function epochsOf(last: number): number[] {
  return [...new Set(Array.from({ length: EPOCHS + 1 }, (_, i) => Math.round((last * i) / EPOCHS)))];
}

/**
 * Evenly through so many times ln(√n/a₀) over the rate at which strengths grow; through so many
 * 1/λ where they do not.
 */
function timesOf({ parameters, decayW }: Omit<NeuralCollapseProblem, 'times' | 'epochs'>): Float64Array {
  const { model, kappa, classes, perClass, initial, duration, ratio } = parameters;
  if (model !== 'flow') return Float64Array.of(0);
  const s = Math.sqrt(perClass);
  if (initial >= s / 2)
    throw new BadInput(`initial is ${initial}, but a start is small: keep it below √n/2 = ${plain(s / 2, 3)}`);
  const unit =
    kappa < 0.98
      ? ((classes * s) / (2 * (1 - kappa))) * log((s * (1 - kappa)) / initial)
      : 1 / (decayW * Math.max(1, ratio));
  if (!(unit > 0))
    throw new BadInput(
      `initial is ${initial}, but nothing grows from there to √n (1 − κ) = ${plain(s * (1 - kappa), 3)}: lower initial or kappa`,
    );
  return Float64Array.from({ length: TIMES }, (_, i) => (duration * unit * i) / (TIMES - 1));
}
