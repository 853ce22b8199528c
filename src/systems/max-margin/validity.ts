import { log } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { MaxMarginProblem } from './problem.ts';
import { adamRate, adamRates, largestMargin } from './theory/margins.ts';
import { predict } from './theory/prediction.ts';
import { supportVectors } from './theory/support-vectors.ts';

/**
 * Margins come from below: their relative gap was up to this share of ln N over the decay of ln L,
 * in three hundred tasks.
 */
const SHARE = 0.45;
/**
 * More of it where Adam's steps are long against its memory of squares, for each unit of their
 * ratio at the start: decaying steps soon leave that behind.
 */
const MEMORY_SHARE = { constant: 1.1, decaying: 0.11 };
/** The verdict's margin. */
const LARGE_GAP = 0.02;
/**
 * Longest change of a margin in a step of signs: chattering left gaps of 0.2 % at 0.1, 2.6 % at
 * 0.6.
 */
const CHATTER = 0.3;
/**
 * Step times curvature above which descent is ahead of the flow by the verdict's margin at the
 * first points of the loss: in forty tasks by up to 1.5 % at 1, 2.0 % at 1.5, 2.6 % at 1.9.
 */
const COARSE = 1.4;
/** In times that gradients take to fall to ε: descent is then what is left. */
const PATIENCE = 10;
/**
 * ln(1/ε)/ln τ above which what Adam did across the support vectors is seen: 0.3 % of the margin at
 * 0.3, 2 % at 0.4, 14 % at 0.7.
 */
const REMEMBERED = 0.35;

/**
 * Where training has not come to its end yet; of gradient descent, which is known at all times,
 * where its steps are too coarse for the flow.
 */
export function validity(problem: MaxMarginProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const { parameters, Z, eta } = problem;
  const { optimiser, steps, schedule, epsilon, beta1, beta2, samples, relativeStep } = parameters;
  strained(
    optimiser === 'descent' && relativeStep > COARSE,
    'coarse-steps',
    'coarse steps',
    () =>
      `early in the curve of the loss, descent in steps of ${relativeStep} over the curvature is about 2 % ahead of the flow, that is, of the theory: take relativeStep below ${COARSE}`,
  );
  if (optimiser === 'descent') return all;
  if (optimiser === 'adam' && epsilon > 0) {
    const crossover = log(1 / epsilon) / adamRate(largestMargin(Z, 'linf'), eta, beta1, beta2);
    strained(
      steps < PATIENCE * crossover,
      'before-epsilon',
      'epsilon not reached',
      () =>
        `gradients fall to ε after about ${Math.ceil(crossover)} steps: take ${PATIENCE} times as many, for gradient descent to be all that is left`,
    );
    const share = log(1 / epsilon) / log((eta * steps) / epsilon);
    strained(
      supportVectors(Z).support.length < parameters.dimension && share > REMEMBERED,
      'remembered-start',
      'the start is remembered',
      () =>
        'the support vectors do not span the space: across them gradient descent keeps what Adam did before its gradients fell to ε; take a larger epsilon',
    );
    return all;
  }
  const rate = predict(problem).observables.decayRate!.value as number;
  const path = eta * (schedule === 'constant' ? steps : 2 * Math.sqrt(steps));
  const { sign, memory } = adamRates(largestMargin(Z, 'linf'), eta, beta2);
  const share = SHARE + (optimiser === 'adam' ? (MEMORY_SHARE[schedule] * sign) / memory : 0);
  const gap = (share * log(Math.max(2, samples))) / (rate * path);
  strained(
    gap > LARGE_GAP,
    'short-path',
    'a short path',
    () =>
      `the margin comes from below as ln N over the decay of ln L, and may be ${percent(gap, 2)} short: take more steps${optimiser === 'adam' && sign > memory ? ', or smaller ones, that Adam’s memory of squares can follow' : ', or longer ones'}`,
  );
  const change = eta * Math.max(...Z.map((z) => z.reduce((sum, one) => sum + Math.abs(one), 0)));
  strained(
    optimiser === 'sign' && schedule === 'constant' && change > CHATTER,
    'chatter',
    'chattering signs',
    () =>
      `a step of signs changes a margin by up to ${plain(change, 2)}: components that should rest go back and forth, and leave a gap that more steps do not close; take a step below ${plain((eta * CHATTER) / change, 2)}, or schedule=decaying`,
  );
  return all;
}
