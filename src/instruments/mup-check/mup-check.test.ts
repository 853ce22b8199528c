import { describe, expect, it } from 'vitest';
import { chainExponents, mupChain } from '../../networks/width-exponents.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { abcTable, type Family, partsOf } from '../../systems/mup/theory/abc.ts';
import { report } from '../conduct.ts';
import { examples } from './examples.ts';
import { mupCheck } from './instrument.ts';
import { type Planted, type PlantedOptions, plantedLog } from './planted-logs.testing.ts';

const engine = createWasmEngine();

const checked = (text: string, settings: Record<string, unknown> = {}) => {
  const bytes = async () => new Uint8Array(new TextEncoder().encode(text));
  return report(mupCheck, [{ name: 'log.csv', origin: 'log.csv', bytes }], settings, { engine });
};

const LOGGED: PlantedOptions = { seeds: 5, steps: 1, widths: [64, 128, 256, 512] };
const ofPlanted = (planted: Planted, options: PlantedOptions = {}) =>
  checked(plantedLog(engine, planted, { ...LOGGED, ...options }), { optimiser: options.optimiser ?? 'adam' });

// 0 + x: no −0.
const sorted = (parts: readonly number[]) => parts.map((one) => 0 + one).sort((a, b) => a - b);

describe('exponents of a chain are those of the abc table', () => {
  const names = ['standard', 'ntk', 'mean-field', 'mup'] as const;
  it.each(names.flatMap((name) => (['sgd', 'adam'] as Family[]).map((family) => [name, family] as const)))(
    '%s, %s',
    (name, family) => {
      const abc = abcTable[name][family];
      // Shifted until nothing stands before the weights.
      const step = family === 'sgd' ? 2 : 1;
      const layers = [0, 1, 2].map((i) => ({ b: abc.a[i] + abc.b[i], c: abc.c[i] + step * abc.a[i] }));
      const { change } = chainExponents(layers, family);
      const seen = (['input', 'hidden', 'output'] as const).map((one) => sorted(partsOf(abc, family, one)));
      expect(change.map(sorted)).toEqual(seen);
    },
  );

  it('all flat in μP, at any depth and however layers pass on', () => {
    for (const family of ['sgd', 'adam'] as const)
      for (const resets of [false, true]) {
        const { size, change } = chainExponents(mupChain(4, family), family, { resets });
        expect(change.flat().every((one) => one === 0)).toBe(true);
        expect(size.at(-1)).toBe(-0.5);
      }
  });
});

describe('logs of networks that were trained here', () => {
  it('in μP hold', async () => {
    const { backTest } = await ofPlanted({});
    expect(backTest.verdict).toBe('holds');
  });

  const all = (rates: number[]) => Object.fromEntries(rates.map((one, i) => [`weights ${i + 1}`, one]));

  it.each<[string, Planted, RegExp, ('sgd' | 'adam')?]>([
    ['input weights that shrink', { deviation: { 'weights 1': -0.5 } }, /initial weights of '1' shrink/],
    ['hidden weights without fan-in', { deviation: { 'weights 2': 0.5 } }, /initial weights of '2' are not scaled/],
    ['a standard read-out', { deviation: { 'weights 4': 0.5 } }, /initial weights of '4' are those of the standard/],
    ['a read-out without scale', { deviation: { 'weights 4': 1 } }, /initial weights of '4' are not scaled/],
    ['an input rate that falls', { rate: { 'weights 1': -1 } }, /learning rate of '1' falls/],
    ['the first hidden rate', { rate: { 'weights 2': 1 } }, /learning rate of '2' is not divided/],
    ['one rate for all', { rate: all([0, 1, 1, 1]) }, /all layers/],
    ['the standard parameterisation', { parameterisation: 'standard' }, /standard parameterisation/],
    ['one rate for all', { rate: all([-1, 0, 0, 1]) }, /one learning rate for all/, 'sgd'],
    ['the NTK parameterisation', { parameterisation: 'ntk' }, /NTK parameterisation/, 'sgd'],
  ])('with %s are broken, and it is named', async (_, planted, said, optimiser = 'adam') => {
    const { backTest, answers } = await ofPlanted(planted, { optimiser });
    expect(backTest.verdict).toBe('broken');
    expect(answers[0]).toMatch(said);
  });
});

it('reads a column for each layer, and says that changes are not in it', async () => {
  const rows = [64, 128, 256].flatMap((width) =>
    [0, 1, 2].flatMap((seed) =>
      [0, 1].map((step) => [width, step, 1 + 0.01 * seed, 1 - 0.01 * seed, (8 + seed / 50) / width ** 0.5].join(',')),
    ),
  );
  const made = await checked(['width,step,fc1,fc2,head', ...rows].join('\n'));
  // Sizes do not tell how far a layer moved.
  expect(made.backTest.verdict).toBe('unresolved');
  expect(made.backTest.sentence).toContain('sizes alone');
  expect(made.values.exponents).toContainEqual(
    expect.objectContaining({ layer: 'head', step: 1, verdict: 'unresolved' }),
  );
  expect(made.notes.find(({ id }) => id === 'no-changes')?.level).toBe('strained');
});

it('knows logits of attention by their name, and that by the root of the head size they grow', async () => {
  const rows = [64, 128, 256, 512].flatMap((width) =>
    [0, 1, 2].flatMap((seed) => {
      const noisy = (value: number) => value * (1 + 0.01 * ((seed + width / 64) % 3));
      const row = (step: number, layer: string, value: number, change: number) =>
        [width, seed, step, layer, noisy(value), noisy(change)].join(',');
      const logits = 'blocks.0.attention.logits';
      return [
        ...[row(0, 'embedding', 1, 0), row(0, logits, 1, 0), row(0, 'head', width ** -0.5, 0)],
        ...[row(1, 'embedding', 1, 0.1), row(1, logits, 1, 0.01 * width ** 0.5), row(1, 'head', 1, 0.2)],
      ];
    }),
  );
  const { backTest, answers } = await checked(['width,seed,step,layer,value,change', ...rows].join('\n'));
  expect(backTest.verdict).toBe('broken');
  expect(answers[0]).toContain('1/√(head size)');
});

it('leaves a read-out that begins at zero out of the sizes', async () => {
  const { tables, backTest } = await ofPlanted({}, { zeroOutput: true, steps: 3, seeds: 6 });
  const zero = tables[0].rows.filter((row) => row.includes('zero, not judged'));
  expect(zero.some((row) => row[0] === '4' && row[2] === 0)).toBe(true);
  expect(backTest.verdict).not.toBe('broken');
});

it('does not know one seed from another: unresolved, with what to log', async () => {
  const { backTest } = await ofPlanted({}, { seeds: 1 });
  expect(backTest.verdict).toBe('unresolved');
  expect(backTest.sentence).toContain('log at least 3 seeds');
});

describe('the order of a log', () => {
  const good = examples[0].files[0].text;
  const [head, ...rows] = good.split('\n');
  const of = (some: string[]) => [head, ...some].join('\n');
  const named = (text: string) => text.replaceAll('fc1', 'embed').replaceAll('fc3', 'head');

  it('is that of numbers, whatever the order of rows', async () => {
    const { values } = await checked(good);
    const backwards = await checked(of([...rows].reverse()));
    expect(backwards.values).toEqual(values);
    expect(backwards.readings.join()).toContain("in the order of their numbers: 'fc1', 'fc2', 'fc3'");
  });

  it('of names without numbers is asked for where rows have none', async () => {
    const odd = of([...rows.slice(1), rows[0]].sort((a, b) => (a.slice(-2) < b.slice(-2) ? -1 : 1)));
    await expect(checked(named(odd))).rejects.toThrow(/same order.*input=… and output=…/);
    await expect(checked(named(of([...rows].reverse())))).rejects.toThrow("layer 'head' comes first");
    const { values } = await checked(named(odd), { input: 'embed', output: 'head' });
    expect(values).toEqual((await checked(named(good))).values);
  });
});

it('a layer that is exactly zero leaves it open, and is named', async () => {
  const { backTest } = await checked(examples[0].files[0].text.replace(/(fc2),.*$/gm, '$1,0,0'));
  expect(backTest.verdict).toBe('unresolved');
  expect(backTest.sentence).toContain("the change of 'fc2' is exactly zero at every width");
});

it('tells norms from root mean squares', async () => {
  const norms = examples[0].files[0].text.replace(
    /^(\d+),(\d+),(\d+),(fc[12]),(.*),(.*)$/gm,
    (_, width, seed, step, layer, value, change) =>
      [width, seed, step, layer, value * width ** 0.5, change * width ** 0.5].join(),
  );
  const { backTest, answers } = await checked(norms);
  expect(backTest.verdict).toBe('broken');
  expect(answers[0]).toContain('norms, not root mean squares');
});

it('reads exports: JSON lines, and what Weights & Biases puts before names', async () => {
  const [head, ...rows] = examples[0].files[0].text.split('\n');
  const keys = head.split(',');
  const records = rows.map((row) =>
    Object.fromEntries(row.split(',').map((cell, i) => [keys[i], Number.isNaN(+cell) ? cell : +cell])),
  );
  const { values } = await checked([head, ...rows].join('\n'));
  const lines = records.map(({ width, seed, step, ...rest }) =>
    JSON.stringify({ config: { width, seed }, _step: step, _runtime: 3, ...rest }),
  );
  expect((await checked(lines.join('\n'))).values).toEqual(values);
  const wide = [64, 128, 256].flatMap((width) =>
    [0, 1].map((step) => `run-${width},${step},12.5,${width},1,1,${width ** -0.5}`),
  );
  const { readings } = await checked(['Name,_step,_runtime,config/width,act/1,act/2,act/3', ...wide].join('\n'));
  expect(readings[0]).toMatch(/width from config\/width.*layers from act\/1.*not used: Name, _runtime/);
});
