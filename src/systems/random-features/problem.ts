import { type SpectrumSpec, spectrum, type TargetSpec, targetPower, targetWeights } from '../../data/spectra.ts';
import { type ActivationName, activation } from '../../numeric/activations.ts';
import { BadInput } from '../../numeric/errors.ts';
import { type LinearPart, linearPart } from '../../numeric/hermite.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';
import { gaussianLayer, type Layer, orthogonalLayer, powerLawWeights, structuredLayer } from './layers.ts';
import type { RandomFeaturesParameters } from './parameters.ts';
import { type FeatureRisk, featureRisk } from './risk.ts';

/** Inputs and target, and how the first layer weights the inputs. */
interface Population {
  /** Eigenvalues η_k of the input covariance, and squared target weights w̄_k² with the power η_k w̄_k² they carry. */
  eta: Float64Array;
  weightsSquared: Float64Array;
  power: Float64Array;
  /** π_k: variance of the first layer's weights by input direction, 1 on average. */
  inputWeights: Float64Array;
  /** η_k π_k, the spectrum that the features see, its sum, and the same made ready for sums over modes. */
  seen: Float64Array;
  trace: number;
  modes: Modes;
}

/** What theory and experiment both start from. */
export interface Problem extends Population {
  /** Widths of the random layers, the last of them N, and g_j of the last layer's neurons. */
  widths: number[];
  neuronWeights: Float64Array | undefined;
  /** Whether the last layer is an orthogonal projection. */
  isOrthogonal: boolean;
  layers: Layer[];
  /** σ, and its mean and linear part for a standard normal argument. */
  activation: ActivationName;
  part: LinearPart;
  /** a₁ and a_* of the equivalent features √a₁ Fᵀx + √a_* ξ. */
  linear: number;
  featureNoise: number;
}

/** The problem that the parameters describe. Throws `BadInput` where they contradict each other. */
export function makeProblem(p: RandomFeaturesParameters): Problem {
  let problem = made.get(p);
  if (!problem) {
    problem = make(p);
    made.set(p, problem);
  }
  return problem;
}

/** Every trial and every judgement of a point asks for the same problem. */
const made = new WeakMap<RandomFeaturesParameters, Problem>();

/** What theory says of a single fit at these parameters. Throws as `makeProblem` and `featureRisk`. */
export function riskOf(p: RandomFeaturesParameters): FeatureRisk {
  let risk = risks.get(p);
  if (!risk) {
    const { samples, features, ridge, noise } = p;
    const { seen, ...problem } = makeProblem(p);
    risk = featureRisk({ ...problem, eta: seen, samples, features, ridge, noise });
    risks.set(p, risk);
  }
  return risk;
}

const risks = new WeakMap<RandomFeaturesParameters, FeatureRisk>();

function make(p: RandomFeaturesParameters): Problem {
  const population = sharedPopulation(p);
  const hidden = p.hidden.length > 0 ? p.hidden : new Array<number>(p.depth - 1).fill(p.features);
  const { last, neuronWeights } = lastLayer(p, hidden.at(-1) ?? population.eta.length);
  const part = partOf(p.activation);
  const isLinear = p.activation === 'linear';
  return {
    ...population,
    widths: [...hidden, p.features],
    neuronWeights,
    isOrthogonal: p.projection === 'orthogonal',
    layers: [...hidden.map(gaussianLayer), last],
    activation: p.activation,
    part,
    linear: isLinear ? 1 : part.slope ** 2 / population.trace,
    featureNoise: (isLinear ? p.featureNoise : part.rest) / p.features,
  };
}

/** The points of a figure differ in features, samples or ridge as a rule, and share one population; a handful is plenty. */
const shared = new Map<string, Population>();

function sharedPopulation(p: RandomFeaturesParameters): Population {
  const { spectrum, dimension, decay, target, source, inputDecay } = p;
  const key = JSON.stringify([spectrum, dimension, decay, target, source, inputDecay]);
  let population = shared.get(key);
  if (!population) {
    population = makePopulation(p);
    if (shared.size > 8) shared.clear();
    shared.set(key, population);
  }
  return population;
}

function makePopulation(p: RandomFeaturesParameters): Population {
  const spec = spectrumOf(p);
  const eta = spectrum(spec);
  if (!eta.some((value) => value > 0))
    throw new BadInput('spectrum has no eigenvalue above 0, so there is nothing to learn');
  const target = targetOf(p, eta.length);
  const inputWeights = powerLawWeights(eta.length, p.inputDecay);
  const seen = eta.map((value, k) => value * inputWeights[k]);
  const modes = prepareModes(seen);
  const [weightsSquared, power] = [targetWeights(target, spec), targetPower(target, spec)];
  return { eta, weightsSquared, power, inputWeights, seen, trace: modes.trace, modes };
}

function lastLayer(p: RandomFeaturesParameters, inputs: number): { last: Layer; neuronWeights?: Float64Array } {
  if (p.projection === 'gaussian') return { last: gaussianLayer(p.features) };
  if (p.projection === 'orthogonal') {
    if (p.features > inputs)
      throw new BadInput(
        `features is ${p.features}, but an orthogonal projection of ${inputs} directions has at most as many; use features up to ${inputs}, or projection=gaussian`,
      );
    return { last: orthogonalLayer(p.features, inputs) };
  }
  if (p.activation !== 'linear')
    throw new BadInput(
      `projection=structured gives each neuron another input size, for which an activation (${p.activation}) has no single linear part; use activation=linear or another projection`,
    );
  const neuronWeights = powerLawWeights(p.features, p.weightDecay);
  return { last: structuredLayer(neuronWeights), neuronWeights };
}

const parts = new Map<ActivationName, LinearPart>();

function partOf(name: ActivationName): LinearPart {
  let part = parts.get(name);
  if (!part) {
    part = linearPart(activation(name));
    parts.set(name, part);
  }
  return part;
}

function spectrumOf({ spectrum, dimension, decay }: RandomFeaturesParameters): SpectrumSpec {
  if (Array.isArray(spectrum)) return { type: 'list', values: spectrum };
  return spectrum === 'isotropic' ? { type: 'isotropic', dimension } : { type: 'power-law', dimension, decay };
}

function targetOf({ target, source, spectrum }: RandomFeaturesParameters, modes: number): TargetSpec {
  if (target === 'uniform') return { type: 'uniform' };
  if (target === 'source') {
    if (spectrum !== 'power-law')
      throw new BadInput(
        'target=source is defined for spectrum=power-law; choose that, or target=uniform, or give an array',
      );
    return { type: 'source', exponent: source };
  }
  if (target.length !== modes)
    throw new BadInput(`target has ${target.length} weights, but the spectrum has ${modes} modes; give one for each`);
  return { type: 'list', values: target };
}
