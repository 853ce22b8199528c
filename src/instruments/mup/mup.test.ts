import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fullyConnected } from '../../networks/fully-connected.ts';
import { Network } from '../../networks/network.ts';
import { type Growth, transferFactors } from '../../networks/width-transfer.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { abcTable, type Family } from '../../systems/mup/theory/abc.ts';
import { report } from '../conduct.ts';
import { mup } from './instrument.ts';

const engine = createWasmEngine();

const fileOf = (content: unknown) => ({
  ...{ name: 'net.json', origin: 'net.json' },
  bytes: async () => new Uint8Array(new TextEncoder().encode(JSON.stringify(content))),
});
const made = (content: unknown, settings: Record<string, unknown> = {}) =>
  report(mup, [fileOf(content)], settings, { engine });

describe('the factors are the exponents of μP', () => {
  const m = 7;
  const kinds = ['input', 'hidden', 'output'] as const;
  const growing = (growth: Growth) => ({
    growth,
    fanIn: growth === 'input' ? 1 : m,
    fanOut: growth === 'output' ? 1 : m,
  });

  it.each(['sgd', 'adam'] as Family[])('of %s, in the weights', (family) => {
    const { a, b, c } = abcTable.mup[family];
    kinds.forEach((kind, i) => {
      const factors = transferFactors(growing(kind));
      expect(factors.multiplier).toBeCloseTo(m ** -a[i], 12);
      expect(factors.deviation).toBeCloseTo(m ** -b[i], 12);
      expect(factors[family]).toBeCloseTo(m ** -c[i], 12);
    });
  });

  it.each(['sgd', 'adam'] as Family[])(
    'of %s, with a multiplier: shifted by (θ, −θ, −2θ), or −θ for Adam',
    (family) => {
      const { a, b, c } = abcTable.mup[family];
      const factors = transferFactors(growing('output'), { readOut: 'multiplier' });
      const shift = family === 'sgd' ? 2 : 1;
      expect(factors.multiplier).toBeCloseTo(m ** -(a[2] + 1), 12);
      expect(factors.deviation).toBeCloseTo(m ** -(b[2] - 1), 12);
      expect(factors[family]).toBeCloseTo(m ** -(c[2] - shift), 12);
    },
  );
});

/** Root mean square of a block's gradient over that of the residuals, over some draws. */
function gradientsAt(width: number): Map<string, number> {
  const model = fullyConnected({
    ...{ sizes: [8, width, width, 8], activation: 'relu', parameterisation: 'mup', baseWidth: 64 },
  });
  const squares = new Map<string, number>();
  for (let draw = 0; draw < 6; draw++)
    engine.heap.scope(() => {
      const random = createRandom('gradients').stream(draw);
      const network = new Network(engine, model);
      network.initialise(random);
      const [inputs, targets] = [engine.heap.matrix(16, 8), engine.heap.matrix(16, 8)];
      random.stream('inputs').fillRademacher(inputs);
      random.stream('targets').fillRademacher(targets);
      const loss = network.objective('squared', inputs, targets).gradient();
      for (const { name, adjoint } of network.parameters) {
        const mean = [...adjoint.values].reduce((sum, one) => sum + one * one, 0) / adjoint.values.length;
        squares.set(name, (squares.get(name) ?? 0) + mean / loss);
      }
    });
  return new Map([...squares].map(([name, square]) => [name, Math.sqrt(square)]));
}

it('ε follows the gradient: as measured at widths 64 and 512', () => {
  const [narrow, wide] = [64, 512].map(gradientsAt);
  const growths = { 'weights 1': 'input', 'weights 2': 'hidden', 'weights 3': 'output', 'biases 2': 'vector' } as const;
  for (const [name, growth] of Object.entries(growths)) {
    const { epsilon } = transferFactors({ growth, fanIn: 8, fanOut: 8 });
    const exponent = Math.log(wide.get(name)! / narrow.get(name)! / epsilon) / Math.log(8);
    // One that is wrong is so by ½.
    expect(Math.abs(exponent)).toBeLessThan(0.25);
  }
});

describe('shapes', () => {
  const tensors = async (content: unknown, settings: Record<string, unknown> = {}) =>
    JSON.parse((await made(content, { trials: 2, ...settings })).attachments!['mup.json']) as {
      tensors: Record<string, { kind: Growth; deviation: number; adam: number; sgd: number }>;
      output: number;
      branch: number;
      attention: number | null;
    };

  it('of convolutions: kernels stay, channels grow', async () => {
    const { tensors: all } = await tensors({
      base: {
        'conv1.weight': [16, 3, 3, 3],
        'conv2.weight': [32, 16, 3, 3],
        'bn.weight': [32],
        'fc.weight': [10, 32],
        'fc.bias': [10],
      },
      target: {
        'conv1.weight': [32, 3, 3, 3],
        'conv2.weight': [128, 32, 3, 3],
        'bn.weight': [128],
        'fc.weight': [10, 128],
        'fc.bias': [10],
      },
    });
    expect(all['conv1.weight']).toMatchObject({ kind: 'input', deviation: 1, sgd: 2, adam: 1 });
    expect(all['conv2.weight']).toMatchObject({ kind: 'hidden', sgd: 2, adam: 0.5 });
    expect(all['bn.weight']).toMatchObject({ kind: 'vector', sgd: 4, adam: 1 });
    // A bias beside it: no embedding.
    expect(all['fc.weight']).toMatchObject({ kind: 'output', deviation: 0.25, adam: 0.25 });
    expect(all['fc.bias'].kind).toBe('fixed');
  });

  it('of a transformer with more blocks, whose embedding reads out', async () => {
    const shapes = (d: number, blocks: number) => ({
      'wte.weight': [100, d],
      'wpe.weight': [32, d],
      ...Object.fromEntries(
        Array.from({ length: blocks }, (_, i) => [
          [`h.${i}.attn.in_proj_weight`, [3 * d, d]],
          [`h.${i}.mlp.0.weight`, [4 * d, d]],
          [`h.${i}.mlp.2.weight`, [d, 4 * d]],
        ]).flat(),
      ),
    });
    const content = { base: shapes(64, 2), target: shapes(256, 8), headSize: { base: 16, target: 64 } };
    const found = await tensors(content, { tied: 'yes', branchPower: 0.5, optimiser: 'adam' });
    expect(found).toMatchObject({ output: 0.25, branch: 0.5, attention: 0.5 });
    expect(found.tensors['wte.weight']).toMatchObject({ kind: 'input', deviation: 1, adam: 1 });
    expect(found.tensors['h.7.mlp.2.weight']).toMatchObject({ kind: 'hidden', deviation: 0.5, adam: 0.125 });
    expect(found.tensors['h.7.attn.in_proj_weight']).toMatchObject({ kind: 'hidden', adam: 0.125 });
  });

  it('of weights in × out', async () => {
    const content = {
      base: { w1: [8, 64], w2: [64, 64], w3: [64, 5] },
      target: { w1: [8, 256], w2: [256, 256], w3: [256, 5] },
    };
    const { tensors: all } = await tensors(content, { layout: 'in-out' });
    expect(Object.values(all).map(({ kind }) => kind)).toEqual(['input', 'hidden', 'output']);
  });
});

describe('what the back-test cannot build', () => {
  const lstm = (d: number) => ({
    ...{ 'emb.weight': [100, d], 'lstm.weight_ih_l0': [4 * d, d], 'lstm.weight_hh_l0': [4 * d, d] },
    'out.weight': [100, d],
  });
  // A mixture whose two branches read the same.
  const branches = (d: number) => ({
    'a.weight': [d, 8],
    'b.weight': [d, 8],
    'c.weight': [d, d],
    'head.weight': [4, d],
  });
  const gated = (d: number) => ({ 'in.weight': [d, 8], 'g.weight': [2 * d, d], 'head.weight': [4, d] });

  it.each([lstm, branches, gated])('is not back-tested: %o', async (shapes) => {
    const { backTest } = await made({ base: shapes(32), target: shapes(128) });
    expect(backTest).toMatchObject({ verdict: 'unresolved', sentence: expect.stringContaining('Not back-tested') });
  });
});

it('names a vocabulary that differs, whatever tied is', async () => {
  const shapes = (d: number, vocabulary: number) => ({
    'wte.weight': [vocabulary, d],
    'h.0.attn.qkv.weight': [3 * d, d],
    'h.0.attn.out.weight': [d, d],
    'lm_head.weight': [vocabulary, d],
  });
  for (const tied of ['auto', 'yes', 'no'])
    await expect(made({ base: shapes(64, 1000), target: shapes(256, 2000) }, { tied })).rejects.toThrow(
      /'wte.weight' has entries that differ, 1000 at base and 2000 at target.*same vocabulary/,
    );
  const heads = { base: { w: [64, 8], 'head.weight': [10, 64] }, target: { w: [256, 8], 'head.weight': [20, 256] } };
  await expect(made(heads)).rejects.toThrow('outputs that differ, 10 at base and 20 at target');
  // The first of two layers of a head is one from width to width.
  const deep = (d: number) => ({ w: [d, 8], 'head.0.weight': [2 * d, d], 'head.2.weight': [10, 2 * d] });
  const { tables } = await made({ base: deep(64), target: deep(256) }, { trials: 2 });
  expect(tables[0].rows.length).toBeGreaterThan(2);
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

it.runIf(hasPython)('the module for PyTorch does what the table says', async () => {
  const content = {
    base: {
      'fc1.weight': { shape: [64, 8], std: 0.35 },
      'fc2.weight': { shape: [64, 64], std: 0.125 },
      'head.weight': { shape: [4, 64], std: 0.125 },
    },
    target: { 'fc1.weight': [256, 8], 'fc2.weight': [256, 256], 'head.weight': [4, 256] },
  };
  const { attachments } = await made(content, { trials: 2, rate: 0.004, decay: 0.1 });
  const program = `
import contextlib, json, sys, types
exec(sys.stdin.read())
class Tensor:
    requires_grad = True
    def __init__(self, std): self.now = std
    def std(self): return self.now
    def numel(self): return 100
    def mul_(self, factor): self.now *= factor
class Model:
    def __init__(self, stds): self.parameters = {name: Tensor(std) for name, std in zip(TENSORS, stds)}
    def named_parameters(self): return self.parameters.items()
sys.modules["torch"] = types.SimpleNamespace(no_grad=contextlib.nullcontext)
model = Model([3.0, 5.0, 7.0])
initialise(model)
alone = [p.now for _, p in model.named_parameters()]
initialise(model, Model([0.35, 0.125, 0.125]))
with_base = [p.now for _, p in model.named_parameters()]
made = groups(model, lr=0.004, weight_decay=0.1)
print(json.dumps({"alone": alone, "with_base": with_base, "sizes": [len(g["params"]) for g in made],
    "lr": [g["lr"] for g in made], "decay": [g["weight_decay"] for g in made], "eps": [g["eps"] for g in made]}))`;
  const said = JSON.parse(
    execFileSync('python3', ['-c', program], { input: attachments!['mup_groups.py'] }).toString(),
  );
  const deviations = [0.35, 0.0625, 0.03125];
  deviations.forEach((one, i) => {
    expect(said.alone[i]).toBeCloseTo(one, 12);
    expect(said.with_base[i]).toBeCloseTo(one, 12);
  });
  expect(said.lr).toEqual([0.004, 0.001, 0.001]);
  expect(said.decay).toEqual([0.1, 0.4, 0.4]);
  expect(said.sizes).toEqual([1, 1, 1]);
  expect(said.eps.map((one: number) => one * 1e8)).toEqual([0.25, 0.25, 1].map((one) => expect.closeTo(one, 10)));
});

it.runIf(hasPython)('the snippets of the documents are Python', () => {
  const page = readFileSync(new URL('../../../docs/instruments.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map(([, code]) => code);
  expect(blocks.length).toBeGreaterThan(1);
  for (const input of blocks) expect(() => execFileSync('python3', ['-c', PARSE], { input })).not.toThrow();
});

const PARSE = 'import ast, sys; ast.parse(sys.stdin.read())';
