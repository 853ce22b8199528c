import type { Example } from '../contract.ts';

const mlp = { kind: 'mlp', inputs: 64, width: 128, depth: 2, outputs: 10 };
const shapes = {
  base: { 'fc1.weight': [128, 64], 'fc1.bias': [128], 'fc2.weight': [128, 128], 'head.weight': [10, 128] },
  target: { 'fc1.weight': [1024, 64], 'fc1.bias': [1024], 'fc2.weight': [1024, 1024], 'head.weight': [10, 1024] },
};

const file = (content: unknown) => [
  { name: 'net.json', text: typeof content === 'string' ? content : JSON.stringify(content) },
];
const bad = (title: string, content: unknown, error: string, settings: Record<string, string> = {}): Example => ({
  ...{ title, settings },
  files: file(content),
  expected: { error },
});
const edited = (base: Record<string, unknown>, target: Record<string, unknown>) => ({
  base: { ...shapes.base, ...base },
  target: { ...shapes.target, ...target },
});

export const examples: Example[] = [
  { title: 'an MLP eight times as wide, by its shapes', files: file(shapes), settings: {}, expected: 'holds' },
  {
    title: 'plain layers, for which no rule is known, at another depth',
    files: file(mlp),
    settings: { depth: '16' },
    expected: 'broken',
  },
  {
    title: 'a convolutional network, of which none is built',
    files: file({
      base: { 'conv1.weight': [16, 3, 3, 3], 'conv2.weight': [16, 16, 3, 3], 'head.weight': [10, 16] },
      target: { 'conv1.weight': [64, 3, 3, 3], 'conv2.weight': [64, 64, 3, 3], 'head.weight': [10, 64] },
    }),
    settings: { optimiser: 'sgd' },
    expected: 'unresolved',
  },
  bad('no file of JSON', 'width,depth\n64,2', 'is no JSON'),
  bad('an empty file', '', 'empty file'),
  bad('neither shapes nor a description', { layers: 3 }, 'neither base and target nor a kind'),
  bad('a description without a target', mlp, 'width=512'),
  bad('a width for shapes', shapes, 'width has no effect', { width: '512' }),
  bad('a shape of words', edited({}, { 'fc1.weight': ['wide', 64] }), "tensor 'fc1.weight'"),
  bad('a tensor that the base has not', edited({}, { extra: [4] }), "tensor 'extra' of the target"),
  bad('nothing larger', { base: shapes.base, target: shapes.base }, 'nothing is wider'),
  bad(
    'an embedding or a read-out',
    { base: { x: [100, 64], y: [64, 64] }, target: { x: [100, 256], y: [256, 256] } },
    'embeddings=x or readOuts=x',
  ),
  bad('another vocabulary', edited({ 'emb.weight': [100, 128] }, { 'emb.weight': [200, 1024] }), 'same vocabulary', {
    embeddings: 'emb.weight',
  }),
  bad(
    'no read-out',
    { base: { 'wte.weight': [100, 64], y: [64, 64] }, target: { 'wte.weight': [100, 256], y: [256, 256] } },
    'tied=yes',
  ),
  bad(
    'heads that do not divide',
    { kind: 'transformer', layers: 2, heads: 4, d_model: 64, vocabulary: 100 },
    'no multiple of its 4 heads',
    {
      width: '90',
    },
  ),
  bad('a setting that its description has', mlp, 'no effect on a description', {
    width: '512',
    tied: 'yes',
  }),
  bad('a misspelt key', { kind: 'mlp', inputs: 64, widht: 128, depth: 2, outputs: 10 }, "did you mean 'widht'"),
];
