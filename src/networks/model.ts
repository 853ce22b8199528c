import type { Engine } from '../numeric/engine.ts';
import type { Operation } from './operation.ts';
import type { Rates } from './parameterisation.ts';
import type { Constant, Variable } from './variable.ts';

/** A weight matrix or a vector within the flat parameter vector. */
export interface Block {
  name: string;
  /** Where it begins in the flat vector, in numbers. */
  offset: number;
  rows: number;
  columns: number;
  /** `hidden` is what Muon orthogonalises: a matrix from width to width. */
  role: 'input' | 'hidden' | 'output' | 'vector';
  /** Initially N(mean, deviation²). */
  mean: number;
  deviation: number;
  /** What the operation multiplies it by. */
  multiplier: number;
  rates: Rates;
}

/**
 * A block of a network: its layout, and its values and derivatives as parts of the flat vectors.
 */
export type Parameter = Block & Variable;

/**
 * What a layer's weights make, biases added, before any activation; of embeddings their vectors, of
 * a residual network the stream.
 */
export interface PreActivation {
  /** That of the layer's weights, without the word. */
  layer: string;
  role: Exclude<Block['role'], 'vector'>;
  output: Variable;
}

/** A network's computation on a number of rows, bound to memory. */
export interface Computation {
  operations: Operation[];
  outputs: Variable;
  /** Of every layer, first to last; the last are the outputs. */
  preActivations: PreActivation[];
  /** The activations of the hidden layers, first to last. */
  features: Variable[];
  /**
   * Whether each row of the outputs comes from its own row of the inputs through every operation.
   */
  rowsAreSamples: boolean;
}

/**
 * What a network is before it has memory: how its parameters lie in the flat vector, and how it
 * computes.
 */
export interface Model {
  blocks: Block[];
  /** How many parameters. */
  size: number;
  inputs: number;
  outputs: number;
  /** Rows of outputs, and of targets, for each row of inputs: the tokens of a sequence, or 1. */
  rowsPerSample: number;
  build(engine: Engine, parameters: Parameter[], inputs: Constant): Computation;
}

/**
 * What a model gathers while it builds: `take` gives the next of its parameters, in the order of
 * its blocks, and `add` appends an operation and gives its output.
 */
export function assembly(parameters: Iterable<Parameter>) {
  const next = parameters[Symbol.iterator]();
  const operations: Operation[] = [];
  const features: Variable[] = [];
  const preActivations: PreActivation[] = [];
  const take = () => next.next().value as Parameter;
  const add = (operation: Operation) => {
    operations.push(operation);
    return operation.output;
  };
  return { take, add, operations, features, preActivations };
}

/** Lays blocks out one after the other. */
export function layOut(blocks: Omit<Block, 'offset'>[]): { blocks: Block[]; size: number } {
  let size = 0;
  const placed = blocks.map((block) => {
    const offset = size;
    size += block.rows * block.columns;
    return { ...block, offset };
  });
  return { blocks: placed, size };
}

/**
 * The model with rates of zero for these blocks: no optimiser moves them, and the tangent kernel
 * leaves them out.
 */
export function freeze(model: Model, frozen: (block: Block) => boolean): Model {
  const blocks = model.blocks.map((block) => (frozen(block) ? { ...block, rates: { sgd: 0, adam: 0 } } : block));
  return { ...model, blocks };
}
