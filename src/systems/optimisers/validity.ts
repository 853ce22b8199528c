import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { isCoordinatewise } from './parameters.ts';
import { type OptimisersProblem, roundingOf } from './problem.ts';

/** A loss that falls by less has not begun to be learned. */
const NOTHING = 0.01;

/** Everything predicted is exact in each step; notes say where nothing is, and what a law needs. */
export function validity(problem: OptimisersProblem): ValidityNote[] {
  const { parameters, lambda, rate } = problem;
  const { model, optimiser, basis, orthogonalisation, steps } = parameters;
  const { note, all } = gatherNotes();
  note(
    model === 'network',
    'network',
    'a network',
    () => 'nobody has a theory of how many steps a network takes: its speed-up is measured, and claimed to be above 1',
  );
  note(
    model === 'least-squares' && isCoordinatewise(optimiser) && basis === 'random',
    'other-axes',
    'eigenvectors off the axes',
    () => `${optimiser} knows the axes of the weights, and has a theory where they are the eigenvectors: basis=axes`,
  );
  const rounding = roundingOf(problem);
  note(
    rounding !== undefined,
    'rounding',
    'rounding',
    () => `the last digits decide the course of the loss, and nothing is predicted: ${rounding}`,
  );
  note(
    optimiser === 'nesterov' && lambda[lambda.length - 1] * rate * steps * steps > 1,
    'all-modes-learned',
    'the last mode is learned',
    () =>
      'Nesterov’s method learns the last of the modes within these steps: the loss leaves its power law, and exponents look too large',
  );
  note(
    optimiser === 'muon' && orthogonalisation === 'newton-schulz',
    'uneven-rates',
    'uneven rates',
    () =>
      'five steps of Newton and Schulz bring singular values to 0.68 to 1.14 and not to 1: errors fall at rates that differ by as much',
  );
  const fall = 2 * reachOf(problem);
  note(
    fall < NOTHING,
    'nothing-learned',
    'nothing learned',
    () =>
      `${steps} steps of ${plain(rate, 2)} make the loss fall by ${percent(fall, 1)} at most: what agrees with theory is the start`,
  );
  return all;
}

/** At most so much of the largest mode's error, relative, is learned within the steps. */
function reachOf({ parameters, rate }: OptimisersProblem): number {
  const { model, optimiser, steps, momentum } = parameters;
  if (model === 'network') return Number.POSITIVE_INFINITY;
  switch (optimiser) {
    case 'conjugate-gradients':
      return Number.POSITIVE_INFINITY;
    case 'heavy-ball':
      return (rate * steps) / (1 - momentum);
    // 2J₁(x)/x = 1 − x²/8 … with x² = ηk².
    case 'nesterov':
      return (rate * steps * steps) / 4;
    // Steps of η/√k.
    case 'adagrad':
    case 'shampoo':
      return 2 * rate * Math.sqrt(steps);
    default:
      return 1.14 * rate * steps;
  }
}
