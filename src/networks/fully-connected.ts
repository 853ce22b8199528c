import { OutOfRange } from '../numeric/errors.ts';
import { checkLayerOptions, type LayerOptions, layerBlocks, vectorBlock } from './layers.ts';
import { type Block, layOut, type Model, type Parameter } from './model.ts';
import { activation } from './operations/activation.ts';
import { bias } from './operations/bias.ts';
import { layerNorm } from './operations/layer-norm.ts';
import { linear } from './operations/linear.ts';
import type { Constant, Variable } from './variable.ts';

export interface FullyConnectedOptions extends LayerOptions {
  /** Inputs, hidden widths, outputs: at least two numbers. */
  sizes: readonly number[];
  /** Normalise each hidden layer before its activation. */
  layerNorm?: boolean;
}

/**
 * A fully connected network: x ↦ W_L φ(… φ(W_1 x + b_1) …) + b_L. Throws `OutOfRange` on names,
 * sizes or scales that cannot be.
 */
export function fullyConnected(options: FullyConnectedOptions): Model {
  const { sizes, biases = true, layerNorm: normalised = false } = options;
  checkLayerOptions(options);
  if (!Array.isArray(sizes) || sizes.length < 2)
    throw new OutOfRange('sizes', `[${sizes}]`, 'a list of at least inputs and outputs');
  for (const size of sizes)
    if (!(Number.isInteger(size) && size >= 1)) throw new OutOfRange('a size', size, 'a whole number from 1');

  const layers = sizes.length - 1;
  const { blocks, size } = layOut(Array.from({ length: layers }, (_, layer) => blocksOf(options, layer)).flat());

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
function blocksOf(options: FullyConnectedOptions, index: number): Omit<Block, 'offset'>[] {
  const { sizes } = options;
  const last = index === sizes.length - 2;
  const layer = {
    number: index + 1,
    role: index === 0 ? 'input' : last ? 'output' : 'hidden',
    fanIn: sizes[index],
    fanOut: sizes[index + 1],
    last,
  } as const;
  const norm = () => [
    { ...vectorBlock(options, `gains ${index + 1}`, layer), mean: 1 },
    vectorBlock(options, `shifts ${index + 1}`, layer),
  ];
  return [...layerBlocks(options, layer), ...(options.layerNorm && !last ? norm() : [])];
}
