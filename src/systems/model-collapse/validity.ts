import { degreesOfFreedom, renormalizedRidge } from '../../random-matrices/renormalized-ridge.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ModelCollapseProblem } from './problem.ts';
import { ridgeChain } from './theory/chain.ts';

/** What a correction to the excess error may be before it is a strain: the margin of a verdict. */
const MOST_CORRECTION = 0.05;

export function validity(problem: ModelCollapseProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { samples } = problem.parameters;
  const exact = problem.ridge === 0 && samples > problem.eta.length + 1;
  note(
    exact,
    'exact',
    'exact at any size',
    () => 'least squares on more samples than input directions: its errors are known exactly at any size',
  );
  if (exact) return all;
  const correction = nextOrder(problem);
  strained(
    correction > MOST_CORRECTION,
    'finite-size',
    'finite size',
    () =>
      `to the next order errors may be ${(100 * correction).toPrecision(2)} % larger: 1/(n − Df₂) of what noise makes of them, up to four times that of the rest where the ridge is weak`,
  );
  return all;
}

/**
 * As of one ridge fit, by inverse Wishart moments: what label noise adds is larger by 1/(n − Df2),
 * and the noiseless error of a weak ridge by up to 4/(n − Df2). Chains of 1 to 5 generations showed
 * no more than that, at 11 settings of 20 to 40 samples.
 */
function nextOrder(problem: ModelCollapseProblem): number {
  const { eta, modes, target, ridge, parameters } = problem;
  const { samples, noise } = parameters;
  const chain = { eta, modes, target, samples, ridge };
  const clean = ridgeChain({ ...chain, noise: 0 }, 1)[0].excessError;
  const all = ridgeChain({ ...chain, noise }, 1)[0].excessError;
  const { df1, df2, oneMinusGamma } = degreesOfFreedom(modes, samples, ridge, renormalizedRidge(modes, samples, ridge));
  const share = all > 0 ? clean / all : 0;
  return (4 * share * (df2 / df1) ** 4 + (1 - share)) / (samples * oneMinusGamma);
}
