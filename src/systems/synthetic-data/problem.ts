import { targetWeights } from '../../data/spectra.ts';
import { BadInput, NoSolution } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';
import { eigenvaluesOf, spectrumOf } from '../shared/populations.ts';
import type { SyntheticDataParameters } from './parameters.ts';
import { bestRidge, type Mixture } from './theory/mixture.ts';

/**
 * The population in the eigenbasis of its covariance, how many rows of each kind, and the two
 * ridges.
 */
export interface SyntheticDataProblem {
  parameters: SyntheticDataParameters;
  eta: Float64Array;
  modes: Modes;
  /** w₁, with Σ η w₁² = 1. */
  target: Float64Array;
  /** Variance of δ in each mode, the same in all: Σ η of it is the generator's error. */
  variance: Float64Array;
  /** n₂. */
  synthetic: number;
  /** Of the fit on all rows, and of that on the real ones alone. */
  ridges: { mixed: number; real: number };
}

/** Throws `BadInput` for a spectrum that is none, and where no ridge is optimal. */
export function prepare(parameters: SyntheticDataParameters): SyntheticDataProblem {
  const { samples, share, error, ridge } = parameters;
  const { eta, modes, target } = population(parameters);
  const synthetic = Math.round((samples * share) / (1 - share));
  const variance = new Float64Array(eta.length).fill(error / modes.trace);
  const problem = { parameters, eta, modes, target, variance, synthetic };
  // Which ridge is best only theory knows, and the experiment has to be told; the errors there are
  // predicted and measured as at any other.
  if (typeof ridge === 'number') return { ...problem, ridges: { mixed: ridge, real: ridge } };
  try {
    const ridges = { mixed: bestRidge(mixtureOf(problem)).ridge, real: bestRidge(realPart(problem)).ridge };
    return { ...problem, ridges };
  } catch (error) {
    if (!(error instanceof NoSolution)) throw error;
    throw new BadInput(
      `ridge is ${ridge}, but with noise=${parameters.noise} ${error.message}: give a small number, as ridge=1e-6, or more noise`,
    );
  }
}

type Rows = Omit<SyntheticDataProblem, 'ridges'>;

/** All rows, as theory sees them. */
export function mixtureOf({ parameters, eta, modes, target, variance, synthetic }: Rows): Mixture & {
  difference: { variance: Float64Array };
} {
  const { noise } = parameters;
  const samples = parameters.samples + synthetic;
  return { modes, eta, target, difference: { variance }, samples, share: synthetic / samples, noise };
}

/** The real rows alone. */
export function realPart(problem: Rows): Mixture {
  return { ...mixtureOf(problem), samples: problem.parameters.samples, share: 0 };
}

const population = remember(
  (p: SyntheticDataParameters) => {
    const spec = spectrumOf(p);
    const all = eigenvaluesOf(spec, 'learn');
    const squares = targetWeights({ type: 'uniform' }, spec);
    const seen = [...all.keys()].filter((k) => all[k] > 0);
    const eta = Float64Array.from(seen, (k) => all[k]);
    const power = seen.reduce((sum, k) => sum + all[k] * squares[k], 0);
    return { eta, modes: prepareModes(eta), target: Float64Array.from(seen, (k) => Math.sqrt(squares[k] / power)) };
  },
  ({ spectrum, dimension, decay, blocks }) => JSON.stringify([spectrum, dimension, decay, blocks]),
);
