import { BadInput } from '../../numeric/errors.ts';
import { didYouMean } from '../../systems/suggest.ts';
import { isCount, type Shapes, type Target, type TensorShape } from './architecture.ts';
import { MOST_DEPTH } from './parameters.ts';

/** A network in a few numbers, which are those of the base. */
export type Described = Mlp | Transformer;

export interface Mlp {
  kind: 'mlp';
  inputs: number;
  width: number;
  /** Hidden layers. */
  depth: number;
  outputs: number;
  biases: boolean;
  /** Whether hidden layers after the first are residual branches. */
  residual: boolean;
}

/** Decoder-only, with norms in front of the branches and after the last. */
export interface Transformer {
  kind: 'transformer';
  width: number;
  depth: number;
  heads: number;
  expanded: number;
  vocabulary: number;
  /** Learned positions; 0 for none. */
  length: number;
  tied: boolean;
}

/** Each field with the keys under which files have it, and what it is if it is left out. */
const FIELDS = {
  mlp: {
    inputs: [['inputs']],
    width: [['width']],
    depth: [['depth', 'layers']],
    outputs: [['outputs', 'classes']],
    biases: [['biases', 'bias'], true],
    residual: [['residual'], false],
  },
  transformer: {
    width: [['d_model', 'width', 'n_embd']],
    depth: [['layers', 'depth', 'n_layer']],
    heads: [['heads', 'n_head']],
    expanded: [['d_ff'], 0],
    vocabulary: [['vocabulary', 'vocab_size']],
    length: [['length', 'block_size'], 0],
    tied: [['tied'], false],
  },
} as const;

/** The tensors of a description at base and at target. Throws `BadInput`. */
export function describedArchitecture(content: Record<string, unknown>, name: string, target: Target) {
  const { kind } = content;
  if (kind !== 'mlp' && kind !== 'transformer')
    throw new BadInput(
      `${name}: its kind is ${JSON.stringify(kind)}, but must be "mlp" or "transformer"; of another network give the shapes at base and target`,
    );
  const { network, readings } = fieldsOf(content, kind, name);
  const wider = enlarged(network, name, target);
  return {
    base: shapesOf(network),
    target: shapesOf(wider),
    described: network,
    ...(network.kind === 'transformer' && {
      headSize: {
        base: network.width / network.heads,
        target: wider.width / (wider as Transformer).heads,
      },
    }),
    readings,
  };
}

function fieldsOf(content: Record<string, unknown>, kind: 'mlp' | 'transformer', name: string) {
  const used = new Set(['kind']);
  const taken: string[] = [];
  const network: Record<string, unknown> = { kind };
  for (const [field, [keys, usual]] of Object.entries(FIELDS[kind]) as [string, [string[], unknown?]][]) {
    const found = keys.filter((key) => key in content);
    if (found.length > 1) throw new BadInput(`${name}: ${found.join(' and ')} are the same; leave one of them out`);
    const key = found[0] ?? keys[0];
    const value = content[key] ?? usual;
    used.add(key);
    const allowed = typeof usual === 'boolean' ? 'true or false' : 'a whole number from 1';
    if (value === undefined)
      throw new BadInput(
        `${name}: ${key} is missing${didYouMean(key, Object.keys(content))}; a description of the kind "${kind}" has it, ${allowed}`,
      );
    if (typeof usual === 'boolean' ? typeof value !== 'boolean' : !(isCount(value) || value === usual))
      throw new BadInput(`${name}: ${key} is ${JSON.stringify(value)}, but must be ${allowed}`);
    if (field === 'depth' && (value as number) > MOST_DEPTH)
      throw new BadInput(
        `${name}: ${key} is ${JSON.stringify(value)}, but must be a whole number from 1 to ${MOST_DEPTH}; give the depth of a network that is trained`,
      );
    network[field] = value;
    if (found[0] === undefined && usual !== 0) taken.push(`${key} taken as ${value}`);
  }
  if (kind === 'transformer' && network.expanded === 0) {
    network.expanded = 4 * (network.width as number);
    taken.push(`d_ff taken as ${network.expanded}`);
  }
  if (kind === 'transformer' && network.length === 0) taken.push('no table of positions');
  const unused = Object.keys(content).filter((key) => !used.has(key));
  if (unused.length > 0) taken.push(`not used: ${unused.join(', ')}`);
  const readings = [
    `${name}: the base is ${kind === 'mlp' ? 'an MLP' : 'a transformer'}${taken.map((one) => `; ${one}`).join('')}`,
    `${name}: initial deviations of the base are taken as 1/√fan-in${kind === 'transformer' ? ', of embeddings 1' : ''}; where they are others, give the base itself to the module, initialise(model, base)`,
  ];
  return { network: network as unknown as Described, readings };
}

function enlarged(network: Described, name: string, target: Target): Described {
  if (target.width === undefined && target.depth === undefined)
    throw new BadInput(
      `${name} describes the base alone: say how wide or deep the target is, as in width=${4 * network.width}`,
    );
  const width = target.width ?? network.width;
  const depth = target.depth ?? network.depth;
  if (network.kind === 'mlp') {
    if (target.heads !== undefined) throw new BadInput('heads has no effect: an MLP has none; leave it out');
    return { ...network, width, depth };
  }
  const heads = target.heads ?? network.heads;
  for (const [what, size, parts] of [
    ['the base', network.width, network.heads],
    ['the target', width, heads],
  ] as const)
    if (size % parts !== 0)
      throw new BadInput(
        `${name}: the width ${size} of ${what} is no multiple of its ${parts} heads; change ${what === 'the base' ? 'heads in the file' : 'width or heads'}`,
      );
  return { ...network, width, depth, heads, expanded: Math.round((network.expanded * width) / network.width) };
}

/** The tensors as PyTorch lays them out: weights out × in, tables entries × width. */
function shapesOf(network: Described): Shapes {
  const shapes: Shapes = new Map();
  const add = (name: string, shape: number[], more: Partial<TensorShape> = {}) =>
    void shapes.set(name, { shape, ...more });
  const linear = (name: string, out: number, fanIn: number, biases: boolean, role?: 'read-out') => {
    add(`${name}.weight`, [out, fanIn], { deviation: 1 / Math.sqrt(fanIn), ...(role && { role }) });
    if (biases) add(`${name}.bias`, [out]);
  };
  const { width, depth } = network;
  if (network.kind === 'mlp') {
    const { inputs, outputs, biases } = network;
    linear('input', width, inputs, biases);
    for (let i = 0; i < depth - 1; i++) linear(`hidden.${i}`, width, width, biases);
    linear('read-out', outputs, width, biases, 'read-out');
    return shapes;
  }
  const { vocabulary, length, expanded, tied } = network;
  const table = (name: string, rows: number) => add(name, [rows, width], { deviation: 1, role: 'embedding' });
  const norm = (name: string) => {
    add(`${name}.weight`, [width]);
    add(`${name}.bias`, [width]);
  };
  table('embedding.tokens', vocabulary);
  if (length > 0) table('embedding.positions', length);
  for (let i = 0; i < depth; i++) {
    norm(`blocks.${i}.attention.norm`);
    linear(`blocks.${i}.attention.in`, 3 * width, width, true);
    linear(`blocks.${i}.attention.out`, width, width, true);
    norm(`blocks.${i}.mlp.norm`);
    linear(`blocks.${i}.mlp.in`, expanded, width, true);
    linear(`blocks.${i}.mlp.out`, width, expanded, true);
  }
  norm('norm');
  if (!tied) linear('read-out', vocabulary, width, false, 'read-out');
  return shapes;
}
