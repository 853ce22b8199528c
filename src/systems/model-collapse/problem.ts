import { targetWeights } from '../../data/spectra.ts';
import { BadInput, NoSolution } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';
import type { Preparation } from '../contract.ts';
import { eigenvaluesOf, spectrumOf, targetOf } from '../shared/populations.ts';
import type { ModelCollapseParameters } from './parameters.ts';
import { bestRidge } from './theory/best-ridge.ts';

/** The population in the eigenbasis of its covariance, and the ridge that all generations take. */
export interface ModelCollapseProblem {
  parameters: ModelCollapseParameters;
  /** Eigenvalues η_k > 0. */
  eta: Float64Array;
  modes: Modes;
  /** w̄_k, with Σ η_k w̄_k² = 1. */
  target: Float64Array;
  ridge: number;
}

/** Throws `BadInput` for parameters that contradict each other. */
export function prepare(
  parameters: ModelCollapseParameters,
  preparation?: Pick<Preparation, 'check'>,
): ModelCollapseProblem {
  const { samples, ridge, labels, noise, generations } = parameters;
  const { eta, modes, target } = population(parameters);
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

const population = remember(
  (p: ModelCollapseParameters) => {
    const spec = spectrumOf(p);
    const all = eigenvaluesOf(spec, 'learn');
    const squares = targetWeights(targetOf(p, all.length), spec);
    const seen = [...all.keys()].filter((k) => all[k] > 0);
    const eta = Float64Array.from(seen, (k) => all[k]);
    const power = seen.reduce((sum, k) => sum + all[k] * squares[k], 0);
    if (!(power > 0))
      throw new BadInput('the target has no power where the spectrum has any: change target or spectrum');
    return {
      eta,
      modes: prepareModes(eta),
      target: Float64Array.from(seen, (k) => Math.sqrt(squares[k] / power)),
    };
  },
  ({ spectrum, dimension, decay, blocks, target, source }) =>
    JSON.stringify([spectrum, dimension, decay, blocks, target, source]),
);
