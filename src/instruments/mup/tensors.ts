import type { Branches, Growing, Growth } from '../../networks/width-transfer.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Architecture, Shapes } from './architecture.ts';
import { pairUp } from './pairs.ts';

/** A tensor of the target, with that of the base which it takes after. */
export interface Tensor extends Growing {
  name: string;
  baseName: string;
  shape: number[];
  baseShape: number[];
  /** Of the base's entries before training, where it is known. */
  deviation?: number;
  /** Where it is part of a residual block, and the target has more of them than the base. */
  branches?: Branches;
}

export interface TensorChoices {
  /** Names, with commas. */
  embeddings?: string;
  readOuts?: string;
  layout: 'out-in' | 'in-out';
  tied: 'auto' | 'yes' | 'no';
  residual: 'auto' | 'yes' | 'no';
  branchPower: number;
}

export interface Tensors {
  all: Tensor[];
  /** The embedding reads out too. */
  isTied: boolean;
  /** Blocks at target over blocks at base. */
  depth: number;
  hasBranches: boolean;
  readings: string[];
}

const EMBEDDING = /emb|(^|[._])(wte|wpe|cls|tokens?|positions?|pos)([._]|$)|cls_token|pos_|token|position/i;
const READ_OUT = /head|read[_-]?out|logits|classif|unemb|embed_out|(^|[._])(fc_out|output|out|decoder)([._]|$)/i;
/** Stricter: those that are so by name alone. */
const TABLE =
  /(^|[._])(w[tp]e|(tok(en)?s?|words?|pos(ition)?s?|position_embeddings)?_?emb(ed(ding)?s?)?|embed_(tokens|positions))([._]|$)/i;
const HEAD = /(^|[._])((lm|cls|mlm)?_?head|unembed\w*|embed_out|logits|classifier|read[_-]?out)([._]|$)/i;
const BOTH = /unemb|embed_out/i;
/** Names by which a stack is seen to be one of residual blocks. */
const BLOCKS = /att|norm|(^|[._])ln/i;

/**
 * What becomes of each tensor, from the dimensions that differ between base and target. Where
 * shapes leave it open, names decide and a reading says so; where these do not either, it is asked
 * for. Throws `BadInput`.
 */
export function readTensors(architecture: Architecture, choices: TensorChoices): Tensors {
  const { base, target, name } = architecture;
  refuseInert(architecture, choices);
  const readings: string[] = [];
  const { pairs, stacks } = pairUp(base, target, name);
  const asked = {
    embedding: namesAsked(choices.embeddings, 'embeddings', target, name),
    'read-out': namesAsked(choices.readOuts, 'readOuts', target, name),
  };
  refuseMoreEntries(base, target, pairs, asked, choices.layout, name);
  const byName: string[] = [];
  const all = pairs.map(({ name: tensor, baseName }): Tensor => {
    const [shape, baseShape] = [target.get(tensor)!.shape, base.get(baseName)!.shape];
    const growing = growingOf(tensor, shape, baseShape, {
      ...{ file: name, choices, byName },
      role: asked.embedding.has(tensor)
        ? 'embedding'
        : asked['read-out'].has(tensor)
          ? 'read-out'
          : target.get(tensor)!.role,
      hasBias: target.get(tensor.replace(/weight$/, 'bias'))?.shape[0] === shape[0] && /weight$/.test(tensor),
    });
    const { deviation } = base.get(baseName)!;
    return { ...growing, name: tensor, baseName, shape, baseShape, ...(deviation !== undefined && { deviation }) };
  });
  if (all.every(({ growth }) => growth === 'fixed') && stacks.every(({ depth }) => depth === 1))
    throw new BadInput(`${name}: base and target are the same: nothing is wider or deeper; make the target larger`);
  if (byName.length > 0)
    readings.push(`by their names ${byName.slice(0, 6).join(', ')}${byName.length > 6 ? ', …' : ''}`);
  if (!architecture.described && all.some(({ growth, fanIn, fanOut }) => growth === 'hidden' && fanIn !== fanOut))
    readings.push(
      `weights are read as ${choices.layout === 'out-in' ? 'out × in, as of torch.nn.Linear' : 'in × out'} (layout=${choices.layout})`,
    );
  const isTied = tiedOf(all, architecture, choices);
  if (isTied) readings.push('no read-out of its own: the embedding is taken to read out too');
  const deeper = stacks.filter(({ depth }) => depth !== 1);
  const hasBranches = deeper.length > 0 && residualOf(architecture, all, deeper[0].prefix, choices);
  for (const { prefix, few, many, depth } of deeper) {
    if (hasBranches)
      for (const tensor of all)
        if (tensor.name.startsWith(prefix)) tensor.branches = { depth, power: choices.branchPower };
    readings.push(`${prefix}…: ${many} where the base has ${few}, ${hasBranches ? 'residual blocks' : 'plain layers'}`);
  }
  return { all, isTied, depth: deeper[0]?.depth ?? 1, hasBranches, readings };
}

/**
 * A table or a read-out that grows both ways, along a dimension that no other tensor takes in: it
 * has more entries or outputs, for which nothing is tuned.
 */
function refuseMoreEntries(
  base: Shapes,
  target: Shapes,
  pairs: { name: string; baseName: string }[],
  asked: Record<'embedding' | 'read-out', Set<string>>,
  layout: TensorChoices['layout'],
  file: string,
): void {
  const isTable = (name: string) => asked.embedding.has(name) || TABLE.test(name);
  const isReadOut = (name: string) => asked['read-out'].has(name) || HEAD.test(name);
  const takenIn = new Set(
    pairs.flatMap(({ name }) => {
      const { shape } = target.get(name)!;
      if (shape.length < 2 || isTable(name)) return [];
      return layout === 'out-in' ? shape.slice(1) : shape.slice(0, -1);
    }),
  );
  for (const { name, baseName } of pairs) {
    const [shape, before] = [target.get(name)!.shape, base.get(baseName)!.shape];
    if (shape.length !== 2 || !(isTable(name) || isReadOut(name)) || shape.some((size, i) => size === before[i]))
      continue;
    const i = isTable(name) || layout === 'out-in' ? 0 : 1;
    if (takenIn.has(shape[i])) continue;
    throw new BadInput(
      `${file}: ${isTable(name) ? `the embedding '${name}' has entries` : `the read-out '${name}' has outputs`} that differ, ${before[i]} at base and ${shape[i]} at target, beside their width; base and target must have the same vocabulary (or classes): write the base with the target's, ${shape[i]}`,
    );
  }
}

/** What a description says itself is not for settings to say otherwise. */
function refuseInert({ described, name }: Architecture, choices: TensorChoices): void {
  if (!described) return;
  const { kind } = described;
  const isResidual = kind === 'transformer' || described.residual;
  const isTied = kind === 'transformer' && described.tied;
  const inert = (key: keyof TensorChoices, remedy: string) => {
    throw new BadInput(`${key}=${choices[key]} has no effect on a description; ${remedy}`);
  };
  if (choices.tied !== 'auto' && (choices.tied === 'yes') !== isTied)
    inert(
      'tied',
      kind === 'mlp'
        ? 'an MLP has no embedding that could read out: leave it out'
        : `write "tied": ${!isTied} in ${name}`,
    );
  if (choices.residual !== 'auto' && (choices.residual === 'yes') !== isResidual)
    inert(
      'residual',
      kind === 'mlp'
        ? `write "residual": ${!isResidual} in ${name}`
        : 'blocks of a transformer are residual: leave it out',
    );
  for (const key of ['embeddings', 'readOuts'] as const)
    if (choices[key] !== undefined) inert(key, 'it has its own: leave it out');
  if (choices.layout !== 'out-in') inert('layout', 'it has no shapes to be read: leave it out');
}

interface Context {
  file: string;
  choices: TensorChoices;
  role: 'embedding' | 'read-out' | undefined;
  /** Whether a bias of its first dimension stands beside it, as no embedding has. */
  hasBias: boolean;
  byName: string[];
}

function growingOf(tensor: string, shape: number[], base: number[], context: Context): Growing {
  const { file, choices, byName } = context;
  if (shape.length !== base.length)
    throw new BadInput(
      `${file}: tensor '${tensor}' has the shape [${base}] at base and [${shape}] at target; base and target must be of one architecture`,
    );
  const ratio = shape.map((size, i) => size / base[i]);
  const growing = ratio.flatMap((one, i) => (one === 1 ? [] : [i]));
  const last = shape.length - 1;
  if (growing.length === 0) return { growth: 'fixed', fanIn: 1, fanOut: 1 };
  if (shape.length === 1) return { growth: 'vector', fanIn: 1, fanOut: ratio[0] };
  const isTable = context.role === 'embedding';
  if (growing.length === 1 && growing[0] >= 2 && growing[0] === last) return input(ratio[last]);
  const [first, second] = growing.length === 2 && growing[0] >= 1 ? growing : [0, 1];
  const [out, fan] = choices.layout === 'out-in' ? [first, second] : [second, first];
  if (growing.length > 2 || growing.some((i) => i !== out && i !== fan))
    throw new BadInput(
      `${file}: tensor '${tensor}' grows from [${base}] to [${shape}]: which of these dimensions are fan-in and fan-out cannot be told; leave it out of both lists and set it by hand`,
    );
  if (growing.length === 2) {
    if (isTable)
      throw new BadInput(
        `${file}: the embedding '${tensor}' grows from [${base}] to [${shape}], entries and all; base and target must have the same vocabulary`,
      );
    return { growth: 'hidden', fanIn: ratio[fan], fanOut: ratio[out] };
  }
  const grown = ratio[growing[0]];
  if (isTable) return input(grown);
  if (context.role === 'read-out') return output(grown);
  const isNamed = { table: EMBEDDING.test(tensor) && !BOTH.test(tensor), readOut: READ_OUT.test(tensor) };
  // Entries × width, an embedding has its fan-out last, where weights out × in have their fan-in.
  const isOpen = shape.length === 2 && growing[0] === 1 && !context.hasBias;
  if (!isOpen) return growing[0] === out ? input(grown) : output(grown);
  if (isNamed.table !== isNamed.readOut) {
    byName.push(`'${tensor}' is ${isNamed.table ? 'an embedding' : 'a read-out'}`);
    return isNamed.table ? input(grown) : output(grown);
  }
  if (choices.layout === 'in-out' && !isNamed.readOut) return input(grown);
  throw new BadInput(
    `${file}: tensor '${tensor}', [${base}] at base and [${shape}] at target, may be an embedding (entries × width) or a read-out (outputs × width); say which, as in embeddings=${tensor} or readOuts=${tensor}`,
  );
}

const input = (fanOut: number): Growing => ({ growth: 'input', fanIn: 1, fanOut });
const output = (fanIn: number): Growing => ({ growth: 'output', fanIn, fanOut: 1 });

function namesAsked(given: string | undefined, key: string, target: Shapes, file: string): Set<string> {
  const names = new Set(
    (given ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  );
  for (const name of names)
    if (!target.has(name))
      throw new BadInput(
        `${key} names '${name}', but ${file} has no such tensor; there are ${[...target.keys()].slice(0, 6).join(', ')}${target.size > 6 ? ', …' : ''}`,
      );
  return names;
}

function tiedOf(all: Tensor[], { name, described }: Architecture, { tied }: TensorChoices): boolean {
  const has = (growth: Growth) => all.some((one) => one.growth === growth);
  if (described || all.every(({ growth }) => growth === 'fixed'))
    return described?.kind === 'transformer' && described.tied;
  if (has('output')) {
    if (tied === 'yes') throw new BadInput(`${name} has a read-out of its own, so tied=yes cannot be; leave it out`);
    return false;
  }
  if (tied === 'auto')
    throw new BadInput(
      `${name}: no tensor leads from a width to outputs that stay; say tied=yes if an embedding reads out too (named_parameters() lists it once), or tied=no if the network ends in features`,
    );
  return tied === 'yes';
}

function residualOf({ name, described }: Architecture, all: Tensor[], prefix: string, { residual }: TensorChoices) {
  if (described) return described.kind === 'transformer' || described.residual;
  if (residual !== 'auto') return residual === 'yes';
  if (all.some((one) => one.name.startsWith(prefix) && BLOCKS.test(one.name))) return true;
  throw new BadInput(
    `${name}: the target has more of ${prefix}… than the base; say residual=yes if these are blocks that add to a stream, or residual=no if each takes the last one's output`,
  );
}
