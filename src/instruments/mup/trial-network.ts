import { fullyConnected } from '../../networks/fully-connected.ts';
import type { Block, Model } from '../../networks/model.ts';
import { transformer } from '../../networks/transformer.ts';
import { attentionFactor, type ReadOut, transferFactors } from '../../networks/width-transfer.ts';
import { power } from '../../numeric/special.ts';
import type { Shapes } from './architecture.ts';
import { readTensors, type TensorChoices } from './tensors.ts';

/** A small network of the user's kind, with which the multipliers are tried. */
export interface TrialNetwork {
  kind: 'mlp' | 'transformer';
  /** Hidden layers, or blocks, at base. */
  depth: number;
  biases: boolean;
  /** Layers (blocks) after the first add to a stream; of a transformer they always do. */
  isResidual: boolean;
  isTied: boolean;
  /** Heads grow in number, with a size that stays, instead of in size. */
  hasMoreHeads: boolean;
  readOut: ReadOut;
  branchPower: number;
}

export const INPUTS = 8;
export const OUTPUTS = 8;
const HEADS = 4;

/** What a network is compared with its base in. */
export interface Size {
  width: number;
  depth: number;
}

/**
 * The network at this size: in the standard parameterisation, or with what the instrument makes of
 * its shapes and those of the base.
 */
export function trialModel(network: TrialNetwork, base: Size, size: Size, isTransferred: boolean): Model {
  const isBase = size.width === base.width && size.depth === base.depth;
  if (!isTransferred || isBase) return standard(network, base, size);
  const tuned = standard(network, base, base);
  const { all, isTied } = readTensors(
    {
      name: 'trial',
      origin: 'trial',
      sha256: '',
      base: shapesOf(tuned, base.depth),
      target: shapesOf(standard(network, base, size), size.depth),
      readings: [],
    },
    choicesOf(network),
  );
  const { readOut } = network;
  const width = size.width / base.width;
  const model = standard(network, base, size, {
    attention: network.hasMoreHeads ? 1 : attentionFactor(width),
    branch: power(branchesOf(network, size) / branchesOf(network, base), -network.branchPower),
    tied: isTied ? 1 / width : 1,
  });
  const before = new Map(tuned.blocks.map((block) => [tensorName(block, base.depth), block]));
  const tensors = new Map(all.map((tensor) => [tensor.name, tensor]));
  const blocks = model.blocks.map((block) => {
    const tensor = tensors.get(tensorName(block, size.depth))!;
    const { deviation, multiplier, sgd, adam } = transferFactors(tensor, { readOut, branches: tensor.branches });
    const old = before.get(tensor.baseName)!;
    return {
      ...block,
      deviation: old.deviation * deviation,
      multiplier: block.multiplier * multiplier,
      rates: { sgd: old.rates.sgd * sgd, adam: old.rates.adam * adam },
    };
  });
  return { ...model, blocks };
}

function choicesOf({ isTied, isResidual, branchPower }: TrialNetwork): TensorChoices {
  return { layout: 'out-in', branchPower, residual: isResidual ? 'yes' : 'no', tied: isTied ? 'yes' : 'auto' };
}

function branchesOf({ kind }: TrialNetwork, { depth }: Size): number {
  return kind === 'mlp' ? depth - 1 : depth;
}

/**
 * In the standard parameterisation, branches times a factor that does not depend on the depth, but
 * for these further factors.
 */
function standard(
  network: TrialNetwork,
  base: Size,
  { width, depth }: Size,
  factors = { attention: 1, branch: 1, tied: 1 },
): Model {
  const { kind, biases, isTied, isResidual, hasMoreHeads } = network;
  if (kind === 'mlp') {
    const sizes = [INPUTS, ...new Array<number>(depth).fill(width), OUTPUTS];
    const residual = isResidual && depth > 1;
    const model = fullyConnected({ sizes, activation: 'relu', biases, residual });
    if (!residual) return model;
    // The network's own factor is one over the root of the branches.
    const ratio = factors.branch * Math.sqrt(branchesOf(network, { width, depth }) / branchesOf(network, base));
    const scaled = ({ multiplier, ...block }: Block) => ({ ...block, multiplier: ratio * multiplier });
    return { ...model, blocks: model.blocks.map((block) => (isHidden(block, depth) ? scaled(block) : block)) };
  }
  const heads = hasMoreHeads ? (HEADS * width) / base.width : HEADS;
  return transformer({
    ...{ vocabulary: OUTPUTS, length: INPUTS, width, depth, heads, tied: isTied },
    attentionScale: factors.attention / Math.sqrt(width / heads),
    branchMultiplier: factors.branch / Math.sqrt(base.depth),
    // As large before as a read-out of its own.
    tiedMultiplier: factors.tied / Math.sqrt(factors.tied === 1 ? width : base.width),
  });
}

/** As a framework would list the tensors: weights out × in, blocks by number. */
function shapesOf(model: Model, depth: number): Shapes {
  return new Map(
    model.blocks.map((block) => [
      tensorName(block, depth),
      { shape: block.role === 'vector' ? [block.columns] : [block.rows, block.columns] },
    ]),
  );
}

/** Whether an MLP's weights or biases belong to a layer from width to width. */
function isHidden({ name }: Block, depth: number): boolean {
  const layer = Number(/\d+$/.exec(name)?.[0]);
  return layer > 1 && layer <= depth;
}

/**
 * `attention 2 in weights` is `blocks.2.attention norm in weights`, `weights 2` `hidden.2.weights`.
 */
function tensorName(block: Block, depth: number): string {
  const { name, role } = block;
  if (role === 'output') return 'read-out';
  if (name === 'tokens' || name === 'positions') return `embedding.${name}`;
  const within = /^(attention|mlp) (\d+) (.*)$/.exec(name);
  if (within) return `blocks.${within[2]}.${within[1]} ${within[3]}`;
  const layer = /^(weights|biases) (\d+)$/.exec(name);
  if (!layer || layer[2] === '1') return name;
  return isHidden(block, depth) ? `hidden.${layer[2]}.${layer[1]}` : 'read-out biases';
}
