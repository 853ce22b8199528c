import { BadInput, NoSolution } from '../../numeric/errors.ts';
import type { Preparation } from '../contract.ts';
import { type UnitTarget, unitTarget } from '../shared/unit-target.ts';
import type { ModelCollapseParameters } from './parameters.ts';
import { bestRidge } from './theory/best-ridge.ts';

/** The population in the eigenbasis of its covariance, and the ridge that all generations take. */
export interface ModelCollapseProblem extends UnitTarget {
  parameters: ModelCollapseParameters;
  ridge: number;
}

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(
  parameters: ModelCollapseParameters,
  preparation?: Pick<Preparation, 'check'>,
): ModelCollapseProblem {
  const { samples, ridge, labels, noise, generations } = parameters;
  const { eta, modes, target } = unitTarget(parameters);
  if (labels === 'accumulate' && (ridge !== 0 || samples < eta.length + 2))
    throw new BadInput(
      `labels=accumulate is solved for least squares alone: set ridge=0 (given: ${ridge}) and more than dimension + 1 = ${eta.length + 1} samples (given: ${samples}), or take labels=replace`,
    );
  if (ridge === 0 && samples === eta.length)
    throw new BadInput(
      `without a ridge a fit of as many samples as input directions (${samples}) has no mean error: change samples or dimension, or give a ridge`,
    );
  // Which ridge is best only theory knows, and the experiment has to be told; the errors there are
  // predicted and measured as at any other.
  if (typeof ridge === 'number') return { parameters, eta, modes, target, ridge };
  try {
    const best = bestRidge(
      { modes, eta, target, samples, noise },
      ridge === 'clean' ? 1 : generations,
      preparation?.check,
    );
    return { parameters, eta, modes, target, ridge: best };
  } catch (error) {
    if (!(error instanceof NoSolution)) throw error;
    throw new BadInput(
      `ridge is ${ridge}, but with noise=${noise} ${error.message}: give a number, as ridge=0, or more noise`,
    );
  }
}

/** 1, 2 … G. */
export function generationsOf({ parameters }: ModelCollapseProblem): Float64Array {
  return Float64Array.from({ length: parameters.generations }, (_, g) => g + 1);
}
