import { OutOfRange } from '../numeric/errors.ts';
import type { Block } from './model.ts';
import { type Activation, checkActivation } from './operations/activation.ts';
import {
  type LayerRole,
  type Parameterisation,
  type Rates,
  type ScalingOptions,
  vectorRates,
  weightScaling,
} from './parameterisation.ts';

/** What fully connected and convolutional networks have in common. */
export interface LayerOptions extends ScalingOptions {
  activation: Activation;
  parameterisation?: Parameterisation;
  /**
   * Whether layers have biases (they do unless told not to), their initial deviation, and a factor
   * on them.
   */
  biases?: boolean;
  biasDeviation?: number;
  biasMultiplier?: number;
  /** Output weights and bias begin at zero. */
  zeroOutput?: boolean;
  /** α: multiplies the output, and with it its gradients. */
  outputMultiplier?: number;
  /**
   * γ₀: divides the output and multiplies the rates of gradient descent by γ₀² (of Adam by γ₀), so
   * that the output moves as fast as before while the hidden layers move γ₀ times as far: small is
   * lazy, large is rich. The α of lazy training (f = αh, loss divided by α²) is 1/γ₀.
   */
  richness?: number;
}

/** Throws `OutOfRange`. */
export function checkLayerOptions(options: LayerOptions): void {
  const { outputMultiplier = 1, richness = 1, biasMultiplier = 1 } = options;
  checkActivation(options.activation);
  if (!Number.isFinite(outputMultiplier)) throw new OutOfRange('outputMultiplier', outputMultiplier, 'finite');
  if (!Number.isFinite(biasMultiplier)) throw new OutOfRange('biasMultiplier', biasMultiplier, 'finite');
  if (!(richness > 0 && richness < Infinity)) throw new OutOfRange('richness', richness, 'positive and finite');
}

/** A layer's place in its network. */
export interface Layer {
  /** 1 for the first. */
  number: number;
  role: LayerRole;
  fanIn: number;
  fanOut: number;
  /** Whether what comes out are the network's outputs, which are not a width. */
  last: boolean;
  /** What n₀ is for the fan-in and for the fan-out, where it is not `baseWidth` for both. */
  bases?: { fanIn: number; fanOut: number };
}

/** The weights of a layer, then its biases if it has any. */
export function layerBlocks(options: LayerOptions, layer: Layer): Omit<Block, 'offset'>[] {
  const { parameterisation = 'standard', biases = true, biasDeviation = 0, biasMultiplier = 1 } = options;
  const { outputMultiplier = 1, richness = 1, zeroOutput = false, weightScale } = options;
  const { number, role, fanIn, fanOut, last } = layer;
  const { bases = { fanIn: options.baseWidth, fanOut: options.baseWidth } } = layer;
  const scaling = weightScaling(parameterisation, role, fanIn, last ? (bases.fanOut ?? 1) : fanOut, {
    baseWidth: role === 'input' ? bases.fanOut : bases.fanIn,
    weightScale,
  });
  const factor = last ? outputMultiplier / richness : 1;
  const zero = last && zeroOutput;
  const weights = {
    name: `weights ${number}`,
    rows: fanOut,
    columns: fanIn,
    role,
    mean: 0,
    deviation: zero ? 0 : scaling.deviation,
    multiplier: scaling.multiplier * factor,
    rates: enriched(scaling.rates, options),
  };
  const shift = vectorBlock(options, `biases ${number}`, layer);
  return biases
    ? [weights, { ...shift, deviation: zero ? 0 : biasDeviation, multiplier: biasMultiplier * factor }]
    : [weights];
}

/** A vector of a layer's fan-out that begins at zero. */
export function vectorBlock(options: LayerOptions, name: string, layer: Layer): Omit<Block, 'offset'> {
  const { parameterisation = 'standard', baseWidth: given } = options;
  const baseWidth = layer.bases?.fanOut ?? given;
  // The output's bias has the rate of width n₀.
  const width = layer.last ? (baseWidth ?? 1) : layer.fanOut;
  const rates = enriched(vectorRates(parameterisation, width, { baseWidth }), options);
  return { name, rows: 1, columns: layer.fanOut, role: 'vector', mean: 0, deviation: 0, multiplier: 1, rates };
}

function enriched({ sgd, adam }: Rates, { richness = 1 }: LayerOptions): Rates {
  return { sgd: sgd * richness * richness, adam: adam * richness };
}
