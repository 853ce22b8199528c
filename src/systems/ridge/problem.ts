import { targetWeights } from '../../data/spectra.ts';
import { BadInput, NoSolution } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { prepareModes } from '../../random-matrices/modes.ts';
import { count } from '../../statistics/sentences.ts';
import type { Preparation } from '../contract.ts';
import type { FilePopulation, Population } from '../shared/file-population.ts';
import { eigenvaluesOf, spectrumOf, targetOf, testSpectrumOf } from '../shared/populations.ts';
import { eigenbasisOf } from './data.ts';
import type { RidgeParameters } from './parameters.ts';
import { optimalRidge } from './theory/optimal-ridge.ts';

interface Setting {
  parameters: RidgeParameters;
  /** P. */
  samples: number;
  /** λ, `optimal` resolved. */
  ridge: number;
  /** Variance of the label noise, summed over outputs. */
  noise: number;
}

interface SyntheticPopulation extends Population {
  kind: 'synthetic';
  /** w̄² per mode. */
  weightsSquared: Float64Array;
}

export type SyntheticProblem = Setting & SyntheticPopulation;
export type DataProblem = Setting & FilePopulation;
/** What theory and experiment both start from. */
export type Problem = SyntheticProblem | DataProblem;

/**
 * The problem that the parameters describe. Throws `BadInput` where they contradict each other, and
 * `NoSolution` when the optimal ridge is asked for and there is none.
 */
export function prepare(parameters: RidgeParameters, { engine }: Preparation): Problem {
  const { samples } = parameters;
  if (parameters.data) {
    const population = eigenbasisOf(parameters, parameters.data, engine);
    if (!population.knowsNoise && parameters.ridge === 'optimal')
      throw new NoSolution(
        `the optimal ridge is not known for the ${population.rows} rows of ${parameters.data.name}, which are too few for ${count(population.eta.length, 'input direction')} to tell noise from target: give a number`,
      );
    return { parameters, samples, ridge: ridgeOf(parameters, population, population.noise), ...population };
  }
  const { noise } = parameters;
  checkSamples(parameters);
  const population = sharedPopulation(parameters);
  // What is spread comes last: an engine makes such an object, and reads it, several times faster.
  return { parameters, samples, noise, ridge: ridgeOf(parameters, population, noise), ...population };
}

/** What theory knows of samples that are not alike. */
function checkSamples({ ridge, sampleCorrelation, noiseSpread }: RidgeParameters): void {
  if (sampleCorrelation === 0) return;
  if (noiseSpread > 0)
    throw new BadInput('sampleCorrelation cannot be combined with noiseSpread: set one of them to 0');
  if (ridge === 'optimal')
    throw new BadInput('the optimal ridge is not known for correlated samples: give a number, or sampleCorrelation=0');
  if (ridge < 0)
    throw new BadInput(`ridge is ${ridge}, but must be from 0 with correlated samples; or set sampleCorrelation=0`);
}

/**
 * `ridge: 'optimal'` is part of the setting and not a result: the experiment has to be told which
 * ridge to fit with, and only theory knows the best one. The error at that ridge is predicted and
 * measured independently, as at any other.
 */
function ridgeOf({ ridge, samples }: RidgeParameters, { eta, modes, power }: Population, noise: number): number {
  if (ridge !== 'optimal') return ridge;
  const best = optimalRidge({ eta, modes, power, samples, noise }).ridge;
  if (!Number.isFinite(best)) throw new NoSolution('no ridge is optimal: the target has no power that can be learned');
  return best;
}

/** The points of a figure differ in samples, ridge or noise as a rule, and share one population. */
const sharedPopulation = remember(
  syntheticPopulation,
  ({ spectrum, dimension, decay, blocks, target, source, testSpectrum }) =>
    JSON.stringify([spectrum, dimension, decay, blocks, target, source, testSpectrum]),
);

function syntheticPopulation(p: RidgeParameters): SyntheticPopulation {
  const spec = spectrumOf(p);
  const all = eigenvaluesOf(spec, 'learn');
  const squares = targetWeights(targetOf(p, all.length), spec);
  const test = testSpectrumOf(p.testSpectrum, all);
  const seen = [...all.keys()].filter((k) => all[k] > 0);
  let unseen = 0;
  for (let k = 0; k < all.length; k++) if (all[k] === 0) unseen += test[k] * squares[k];
  const eta = Float64Array.from(seen, (k) => all[k]);
  const power = Float64Array.from(seen, (k) => all[k] * squares[k]);
  return {
    kind: 'synthetic',
    eta,
    modes: prepareModes(eta),
    weights: Float64Array.from(seen, (k) => Math.sqrt(squares[k])),
    weightsSquared: Float64Array.from(seen, (k) => squares[k]),
    power,
    totalPower: power.reduce((sum, one) => sum + one, 0),
    testEta: Float64Array.from(seen, (k) => test[k]),
    unseen,
  };
}
