import { OutOfRange } from '../numeric/errors.ts';
import { assembly, type Block, layOut, type Model } from './model.ts';
import type { Operation } from './operation.ts';
import { type Activation, activation, checkActivation } from './operations/activation.ts';
import { attention } from './operations/attention.ts';
import { bias } from './operations/bias.ts';
import { embedding } from './operations/embedding.ts';
import { layerNorm } from './operations/layer-norm.ts';
import { linear } from './operations/linear.ts';
import { residual } from './operations/residual.ts';
import { type Parameterisation, type ScalingOptions, vectorRates, weightScaling } from './parameterisation.ts';
import type { Constant, Variable } from './variable.ts';

export interface TransformerOptions extends ScalingOptions {
  vocabulary: number;
  /** Tokens in a sequence. */
  length: number;
  width: number;
  heads: number;
  /** How many blocks of attention and MLP. */
  depth: number;
  /** Hidden units of the MLP over the width: 4 unless given. */
  expansion?: number;
  activation?: Exclude<Activation, 'linear'>;
  parameterisation?: Parameterisation;
  /**
   * Read out with the token vectors, scaled so that the logits begin as large as with weights of
   * their own.
   */
  tied?: boolean;
  /** What the token vectors are multiplied by where they read out, in the place of that scale. */
  tiedMultiplier?: number;
  /** Initial deviation of token and position vectors' entries: 1 unless given. */
  embeddingDeviation?: number;
  /**
   * What each branch is multiplied by before it joins the stream: depth^(−½) keeps the stream's
   * changes alike at every depth.
   */
  branchMultiplier?: number;
  /**
   * What q·k is multiplied by: (head size)^(−½), or where widths are to transfer (`mup`,
   * `mean-field`) in proportion to 1/(head size).
   */
  attentionScale?: number;
}

/**
 * A decoder-only transformer with layer norms in front of the branches and after the last: rows of
 * token ids in, for every token the logits of the next out (rows · length × vocabulary). Throws
 * `OutOfRange`.
 */
export function transformer(options: TransformerOptions): Model {
  const { vocabulary, length, width, heads, depth, expansion = 4, tied = false } = options;
  for (const [name, value] of Object.entries({
    vocabulary,
    length,
    width,
    heads,
    depth,
    'expansion · width': expansion * width,
  }))
    if (!(Number.isInteger(value) && value >= 1)) throw new OutOfRange(name, value, 'a whole number from 1');
  if (width % heads !== 0) throw new OutOfRange('width', width, `a multiple of the ${heads} heads`);
  const { activation: name = 'gelu', branchMultiplier = 1 } = options;
  checkActivation(name);
  const scale = options.attentionScale ?? defaultAttentionScale(options);
  const { blocks, size } = layOut(listBlocks(options));
  const readOut = weightScaling(options.parameterisation ?? 'standard', 'output', width, vocabulary, options);

  return {
    blocks,
    size,
    inputs: length,
    outputs: vocabulary,
    rowsPerSample: length,
    build(engine, parameters, inputs: Constant) {
      const { take, add, operations, features, preActivations } = assembly(parameters);
      const affine = (layer: string, x: Variable): Operation[] => {
        const product = linear(engine, x, take());
        const sum = bias(product.output, take());
        preActivations.push({ layer, role: 'hidden', output: sum.output });
        return [product, sum];
      };
      const tokens = take();
      const start = embedding(inputs, tokens, take());
      preActivations.push({ layer: 'embeddings', role: 'input', output: start.output });
      let x = add(start);
      const join = (branch: Operation[]) => {
        x = add(residual(x, branch, { multiplier: branchMultiplier }));
      };
      for (let block = 1; block <= depth; block++) {
        const normal = layerNorm(x, take(), take());
        const mixed = affine(`attention ${block} in`, normal.output);
        const attended = attention(mixed[1].output, { length, heads, scale });
        join([normal, ...mixed, attended, ...affine(`attention ${block} out`, attended.output)]);
        const second = layerNorm(x, take(), take());
        const wide = affine(`mlp ${block} in`, second.output);
        const active = activation(wide[1].output, name);
        join([second, ...wide, active, ...affine(`mlp ${block} out`, active.output)]);
        features.push(x);
      }
      const last = layerNorm(x, take(), take());
      const multiplier =
        options.tiedMultiplier ??
        (readOut.multiplier * readOut.deviation) / (tokens.multiplier * tokens.deviation || 1);
      const logits = linear(engine, last.output, tied ? { ...tokens, multiplier } : take());
      operations.push(last, logits);
      preActivations.push({ layer: 'read-out', role: 'output', output: logits.output });
      return { operations, outputs: logits.output, preActivations, features, rowsAreSamples: false };
    },
  };
}

/** The blocks, in the order in which `build` takes them. */
function listBlocks(options: TransformerOptions): Omit<Block, 'offset'>[] {
  const { vocabulary, length, width, depth, expansion = 4, tied = false, embeddingDeviation = 1 } = options;
  const { parameterisation = 'standard', baseWidth = 1 } = options;
  const rates = vectorRates(parameterisation, width, options);
  const vector = (name: string, columns: number, mean = 0) =>
    ({ name, rows: 1, columns, role: 'vector', mean, deviation: 0, multiplier: 1, rates }) as const;
  const norm = (name: string) => [vector(`${name} gains`, width, 1), vector(`${name} shifts`, width)];
  const table = (name: string, rows: number) => {
    const { multiplier, deviation, rates } = weightScaling(parameterisation, 'input', 1, width, { baseWidth });
    return {
      name,
      rows,
      columns: width,
      role: 'input',
      mean: 0,
      deviation: deviation * embeddingDeviation,
      multiplier,
      rates,
    } as const;
  };
  const affine = (name: string, fanIn: number, fanOut: number) => [
    {
      ...{ name: `${name} weights`, rows: fanOut, columns: fanIn, role: 'hidden' as const, mean: 0 },
      // Widths are in proportion to the model's, and so are their bases.
      ...weightScaling(parameterisation, 'hidden', fanIn, fanOut, {
        ...options,
        baseWidth: (baseWidth * fanIn) / width,
      }),
    },
    vector(`${name} biases`, fanOut),
  ];
  return [
    table('tokens', vocabulary),
    table('positions', length),
    ...Array.from({ length: depth }, (_, i) => [
      ...norm(`attention ${i + 1}`),
      ...affine(`attention ${i + 1} in`, width, 3 * width),
      ...affine(`attention ${i + 1} out`, width, width),
      ...norm(`mlp ${i + 1}`),
      ...affine(`mlp ${i + 1} in`, width, expansion * width),
      ...affine(`mlp ${i + 1} out`, expansion * width, width),
    ]).flat(),
    ...norm('last'),
    ...(tied
      ? []
      : [
          {
            ...{ name: 'read-out', rows: vocabulary, columns: width, role: 'output' as const, mean: 0 },
            ...weightScaling(parameterisation, 'output', width, vocabulary, options),
          },
        ]),
  ];
}

function defaultAttentionScale({
  parameterisation = 'standard',
  width,
  heads,
  baseWidth = 1,
}: TransformerOptions): number {
  const size = width / heads;
  const transfers = parameterisation === 'mup' || parameterisation === 'mean-field';
  return transfers ? Math.sqrt(Math.max(1, baseWidth / heads)) / size : 1 / Math.sqrt(size);
}
