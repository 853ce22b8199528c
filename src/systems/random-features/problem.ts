import { targetPower, targetWeights } from '../../data/spectra.ts';
import { type ActivationName, activation } from '../../numeric/activations.ts';
import { BadInput } from '../../numeric/errors.ts';
import { type LinearPart, linearPart } from '../../numeric/hermite.ts';
import { remember } from '../../numeric/remember.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';
import { eigenvaluesOf, spectrumOf, targetOf } from '../shared/populations.ts';
import type { RandomFeaturesParameters } from './parameters.ts';
import { powerLawWeights } from './power-law-weights.ts';

/** Inputs and target, and how the first layer weights the inputs. */
interface Population {
  /**
   * Eigenvalues η_k of the input covariance, and squared target weights w̄_k² with the power η_k
   * w̄_k² they carry.
   */
  eta: Float64Array;
  weightsSquared: Float64Array;
  power: Float64Array;
  /** π_k: variance of the first layer's weights by input direction, 1 on average. */
  inputWeights: Float64Array;
  /**
   * η_k π_k, the spectrum that the features see, its sum, and the same made ready for sums over
   * modes.
   */
  seen: Float64Array;
  trace: number;
  modes: Modes;
}

/** What theory and experiment both start from. */
export interface Problem extends Population {
  parameters: RandomFeaturesParameters;
  /** Widths of the random layers, the last of them N. All but the last are linear and Gaussian. */
  widths: number[];
  /** g_j of the last layer's neurons, where these differ in size. */
  neuronWeights: Float64Array | undefined;
  /** Whether the last layer is an orthogonal projection. */
  isOrthogonal: boolean;
  /** σ, and its mean and linear part for a standard normal argument. */
  activation: ActivationName;
  part: LinearPart;
  /** Variance of the independent noise that is added to each linear feature, ν/N. */
  addedNoise: number;
  /** Of the features, were samples as many as one likes. */
  rank: number;
}

/** The problem that the parameters describe. Throws `BadInput` where they contradict each other. */
export function prepare(parameters: RandomFeaturesParameters): Problem {
  const { features, depth, projection, activation } = parameters;
  const population = sharedPopulation(parameters);
  const hidden = parameters.hidden.length > 0 ? parameters.hidden : new Array<number>(depth - 1).fill(features);
  checkProjection(parameters, hidden.at(-1) ?? population.eta.length);
  const widths = [...hidden, features];
  const addedNoise = activation === 'linear' ? parameters.featureNoise / features : 0;
  // What a nonlinearity or noise adds to the features has all ranks.
  const isFull = activation !== 'linear' || addedNoise > 0;
  return {
    parameters,
    widths,
    neuronWeights: projection === 'structured' ? powerLawWeights(features, parameters.weightDecay) : undefined,
    isOrthogonal: projection === 'orthogonal',
    activation,
    part: partOf(activation),
    addedNoise,
    rank: isFull ? features : Math.min(...widths, population.modes.rank),
    // Last: an engine makes such an object, and reads it, several times faster.
    ...population,
  };
}

/**
 * The points of a figure differ in features, samples or ridge as a rule, and share one population.
 */
const sharedPopulation = remember(makePopulation, ({ spectrum, dimension, decay, target, source, inputDecay }) =>
  JSON.stringify([spectrum, dimension, decay, target, source, inputDecay]),
);

function makePopulation(p: RandomFeaturesParameters): Population {
  const spec = spectrumOf(p);
  const eta = eigenvaluesOf(spec, 'learn');
  const target = targetOf(p, eta.length);
  const inputWeights = powerLawWeights(eta.length, p.inputDecay);
  const seen = eta.map((value, k) => value * inputWeights[k]);
  const modes = prepareModes(seen);
  const [weightsSquared, power] = [targetWeights(target, spec), targetPower(target, spec)];
  return { eta, weightsSquared, power, inputWeights, seen, trace: modes.trace, modes };
}

/** Whether the last layer can have these `inputs`. */
function checkProjection({ projection, features, activation }: RandomFeaturesParameters, inputs: number): void {
  if (projection === 'orthogonal' && features > inputs)
    throw new BadInput(
      `features is ${features}, but an orthogonal projection of ${inputs} directions has at most as many; use features up to ${inputs}, or projection=gaussian`,
    );
  if (projection === 'structured' && activation !== 'linear')
    throw new BadInput(
      `projection=structured gives each neuron another input size, for which an activation (${activation}) has no single linear part; use activation=linear or another projection`,
    );
}

const partOf = remember(
  (name: ActivationName) => linearPart(activation(name)),
  (name) => name,
);
