import { OutOfRange } from '../numeric/errors.ts';
import { type Block, layOut, type Model, type Parameter } from './model.ts';
import { type Activation, activation, checkActivation } from './operations/activation.ts';
import { bias } from './operations/bias.ts';
import { layerNorm } from './operations/layer-norm.ts';
import { linear } from './operations/linear.ts';
import {
  type LayerRole,
  type Parameterisation,
  type Rates,
  type ScalingOptions,
  vectorRates,
  weightScaling,
} from './parameterisation.ts';
import type { Constant, Variable } from './variable.ts';

export interface FullyConnectedOptions extends ScalingOptions {
  /** Inputs, hidden widths, outputs: at least two numbers. */
  sizes: readonly number[];
  activation: Activation;
  parameterisation?: Parameterisation;
  /**
   * Whether layers have biases (they do unless told not to), their initial deviation, and a factor
   * on them.
   */
  biases?: boolean;
  biasDeviation?: number;
  biasMultiplier?: number;
  /** Normalise each hidden layer before its activation. */
  layerNorm?: boolean;
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

/**
 * A fully connected network: x ↦ W_L φ(… φ(W_1 x + b_1) …) + b_L. Throws `OutOfRange` on names,
 * sizes or scales that cannot be.
 */
export function fullyConnected(options: FullyConnectedOptions): Model {
  const { sizes, biases = true, layerNorm: normalised = false } = options;
  const { outputMultiplier = 1, richness = 1, biasMultiplier = 1 } = options;
  checkActivation(options.activation);
  if (!Array.isArray(sizes) || sizes.length < 2)
    throw new OutOfRange('sizes', `[${sizes}]`, 'a list of at least inputs and outputs');
  for (const size of sizes)
    if (!(Number.isInteger(size) && size >= 1)) throw new OutOfRange('a size', size, 'a whole number from 1');
  if (!Number.isFinite(outputMultiplier)) throw new OutOfRange('outputMultiplier', outputMultiplier, 'finite');
  if (!Number.isFinite(biasMultiplier)) throw new OutOfRange('biasMultiplier', biasMultiplier, 'finite');
  if (!(richness > 0 && richness < Infinity)) throw new OutOfRange('richness', richness, 'positive and finite');

  const layers = sizes.length - 1;
  const { blocks, size } = layOut(
    Array.from({ length: layers }, (_, layer) => layerBlocks(options, layer, outputMultiplier / richness)).flat(),
  );

  return {
    blocks,
    size,
    inputs: sizes[0],
    outputs: sizes[layers],
    rowsPerSample: 1,
    build(engine, parameters, inputs) {
      const next = parameters[Symbol.iterator]();
      const take = () => next.next().value as Parameter;
      const operations = [];
      const features: Variable[] = [];
      let x: Constant | Variable = inputs;
      for (let layer = 1; layer <= layers; layer++) {
        const product = linear(engine, x, take());
        operations.push(product);
        let z = product.output;
        if (biases) operations.push(bias(z, take()));
        if (layer < layers) {
          if (normalised) {
            const normal = layerNorm(z, take(), take());
            operations.push(normal);
            z = normal.output;
          }
          if (options.activation !== 'linear') {
            const active = activation(z, options.activation);
            operations.push(active);
            z = active.output;
          }
          features.push(z);
        }
        x = z;
      }
      return { operations, outputs: x as Variable, features, rowsAreSamples: true };
    },
  };
}

/** The blocks of a layer, in the order in which `build` takes them. */
function layerBlocks(options: FullyConnectedOptions, layer: number, outputScale: number): Omit<Block, 'offset'>[] {
  const { sizes, parameterisation = 'standard', biases = true, biasDeviation = 0, biasMultiplier = 1 } = options;
  const { richness = 1, zeroOutput = false, layerNorm: normalised = false } = options;
  const [fanIn, fanOut] = [sizes[layer], sizes[layer + 1]];
  const last = layer === sizes.length - 2;
  const role: LayerRole = layer === 0 ? 'input' : last ? 'output' : 'hidden';
  // Outputs are not a width: a network without hidden layers has none, and the output's bias has
  // the rate of width n₀.
  const width = last ? (options.baseWidth ?? 1) : fanOut;
  const scaling = weightScaling(parameterisation, role, fanIn, layer === 0 ? width : fanOut, options);
  const rich = ({ sgd, adam }: Rates) => ({ sgd: sgd * richness * richness, adam: adam * richness });
  const rates = rich(vectorRates(parameterisation, width, options));
  const factor = last ? outputScale : 1;
  const zero = last && zeroOutput;
  const vector = { rows: 1, columns: fanOut, role: 'vector', mean: 0, deviation: 0, multiplier: 1, rates } as const;
  return [
    {
      name: `weights ${layer + 1}`,
      rows: fanOut,
      columns: fanIn,
      role,
      mean: 0,
      deviation: zero ? 0 : scaling.deviation,
      multiplier: scaling.multiplier * factor,
      rates: rich(scaling.rates),
    },
    ...(biases
      ? [
          {
            ...vector,
            name: `biases ${layer + 1}`,
            deviation: zero ? 0 : biasDeviation,
            multiplier: biasMultiplier * factor,
          },
        ]
      : []),
    ...(normalised && !last
      ? [
          { ...vector, name: `gains ${layer + 1}`, mean: 1 },
          { ...vector, name: `shifts ${layer + 1}` },
        ]
      : []),
  ];
}
