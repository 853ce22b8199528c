import { OutOfRange } from '../numeric/errors.ts';
import { checkLayerOptions, type LayerOptions, layerBlocks, vectorBlock } from './layers.ts';
import { assembly, type Block, layOut, type Model } from './model.ts';
import type { Operation } from './operation.ts';
import { activation } from './operations/activation.ts';
import { bias } from './operations/bias.ts';
import { layerNorm } from './operations/layer-norm.ts';
import { linear } from './operations/linear.ts';
import { residual } from './operations/residual.ts';
import type { Constant, Variable } from './variable.ts';

export interface FullyConnectedOptions extends LayerOptions {
  /** Inputs, hidden widths, outputs: at least two numbers. */
  sizes: readonly number[];
  /** Normalise each hidden layer before its activation. */
  layerNorm?: boolean;
  /**
   * What the norm adds to the variance: 1e-5 unless given. With 0 the network does not know how
   * long the weights below a norm are.
   */
  normEpsilon?: number;
  /**
   * Hidden layers after the first, L of them and all of one width, add to what is there: x + L^(−½)
   * (W φ(x) + b), so that what they all do together stays alike at every depth (Yang et al. 2023,
   * arXiv 2310.02244; Bordelon et al. 2023, arXiv 2309.16620). In `mup` and `mean-field`, where
   * rates are to transfer, their rates for Adam have a factor L^(−½) too.
   */
  residual?: boolean;
}

/**
 * A fully connected network: x ↦ W_L φ(… φ(W_1 x + b_1) …) + b_L, or with residual branches. Throws
 * `OutOfRange` on names, sizes or scales that cannot be.
 */
export function fullyConnected(options: FullyConnectedOptions): Model {
  const { sizes, biases = true, layerNorm: normalised = false, normEpsilon = 1e-5 } = options;
  checkLayerOptions(options);
  if (!Array.isArray(sizes) || sizes.length < 2)
    throw new OutOfRange('sizes', `[${sizes}]`, 'a list of at least inputs and outputs');
  for (const size of sizes)
    if (!(Number.isInteger(size) && size >= 1)) throw new OutOfRange('a size', size, 'a whole number from 1');
  if (!(normEpsilon >= 0 && normEpsilon < Infinity))
    throw new OutOfRange('normEpsilon', normEpsilon, 'finite and not negative');

  const layers = sizes.length - 1;
  const multiplier = branchMultiplier(options);
  const { blocks, size } = layOut(Array.from({ length: layers }, (_, layer) => blocksOf(options, layer)).flat());

  return {
    blocks,
    size,
    inputs: sizes[0],
    outputs: sizes[layers],
    rowsPerSample: 1,
    build(engine, parameters, inputs) {
      const { take, operations, features, preActivations } = assembly(parameters);
      /** What comes between the sums of one layer and the product of the next. */
      const prepare = (z: Variable): Operation[] => {
        const normal = normalised ? [layerNorm(z, take(), take(), { epsilon: normEpsilon })] : [];
        const centred = normal[0]?.output ?? z;
        return options.activation === 'linear' ? normal : [...normal, activation(centred, options.activation)];
      };
      let z: Constant | Variable = inputs;
      let prepared: Operation[] = [];
      for (let layer = 1; layer <= layers; layer++) {
        const product = linear(engine, prepared.at(-1)?.output ?? z, take());
        const sums = [...prepared, product, ...(biases ? [bias(product.output, take())] : [])];
        const joins = multiplier !== undefined && layer > 1 && layer < layers;
        operations.push(...(joins ? [residual(z as Variable, sums, { multiplier })] : sums));
        const sum: Variable = operations[operations.length - 1].output;
        preActivations.push({ layer: `${layer}`, role: roleOf(layer - 1, layers), output: sum });
        prepared = layer < layers ? prepare(sum) : [];
        if (layer < layers) features.push(prepared.at(-1)?.output ?? sum);
        z = sum;
      }
      return { operations, outputs: z as Variable, preActivations, features, rowsAreSamples: true };
    },
  };
}

function roleOf(index: number, layers: number): 'input' | 'hidden' | 'output' {
  if (index === 0) return 'input';
  return index === layers - 1 ? 'output' : 'hidden';
}

/** L^(−½) for a residual network of L branches. */
function branchMultiplier({ sizes, residual }: FullyConnectedOptions): number | undefined {
  if (!residual) return undefined;
  const hidden = sizes.slice(1, -1);
  if (hidden.length < 2 || hidden.some((width) => width !== hidden[0]))
    throw new OutOfRange('sizes', `[${sizes}]`, 'at least two hidden layers of one width, for residual branches');
  return 1 / Math.sqrt(hidden.length - 1);
}

/** The blocks of a layer, in the order in which `build` takes them. */
function blocksOf(options: FullyConnectedOptions, index: number): Omit<Block, 'offset'>[] {
  const { sizes, parameterisation } = options;
  const layers = sizes.length - 1;
  const last = index === layers - 1;
  const layer = {
    number: index + 1,
    role: roleOf(index, layers),
    fanIn: sizes[index],
    fanOut: sizes[index + 1],
    last,
  } as const;
  const transfers = parameterisation === 'mup' || parameterisation === 'mean-field';
  const slower = transfers ? (branchMultiplier(options) ?? 1) : 1;
  const inBranch = ({ rates: { sgd, adam }, ...block }: Omit<Block, 'offset'>) => ({
    ...block,
    rates: { sgd, adam: adam * slower },
  });
  const own = layerBlocks(options, layer);
  const blocks = layer.role === 'hidden' ? own.map(inBranch) : own;
  if (!options.layerNorm || last) return blocks;
  // The next layer's branch begins with this norm.
  const norm = [
    { ...vectorBlock(options, `gains ${index + 1}`, layer), mean: 1 },
    vectorBlock(options, `shifts ${index + 1}`, layer),
  ];
  return [...blocks, ...(roleOf(index + 1, layers) === 'hidden' ? norm.map(inBranch) : norm)];
}
