// What code may give wrong, and the sentences that it gets: those of the command line.
import { describe, expect, it } from 'vitest';
import type { Dataset } from './data/dataset.ts';
import { parseDataset } from './data/parse.ts';
import { measure, predict } from './library.ts';
import { fullyConnected } from './networks/fully-connected.ts';
import { accuracy, type LossName } from './networks/losses.ts';
import { Network } from './networks/network.ts';
import type { Activation } from './networks/operations/activation.ts';
import type { Parameterisation } from './networks/parameterisation.ts';
import { classificationSamples } from './networks/samples.ts';
import { twoLayerTeacher } from './networks/teachers.ts';
import { transformer } from './networks/transformer.ts';
import { createWasmEngine } from './numeric/engines/wasm.ts';
import { BadInput, BadShape, NotFinite, OutOfRange } from './numeric/errors.ts';

const engine = createWasmEngine();
const { heap } = engine;
const small = { samples: 20, dimension: 10 } as const;
const table = (values: number[], columns: number, sha256 = ''): Dataset => ({
  name: 'made.csv',
  origin: 'made.csv',
  sha256,
  rows: values.length / columns,
  columns,
  values: Float64Array.from(values),
});

/** An array that holds itself. */
function endless(): unknown[] {
  const array: unknown[] = [1];
  array.push(array);
  return array;
}

describe('predict and measure refuse', () => {
  it.each([
    ['trials', () => measure('ridge', small, { trials: -1 }), "trials is -1, but must be 'auto' or a whole number"],
    ['shown', () => measure('ridge', small, { shown: ['nope' as 'kappa'] as never }), "has no observable 'nope'"],
    ['a value', () => predict('ridge', { samples: -5 }), 'samples is -5, but must be a whole number from 1'],
    ['data', () => predict('ridge', { data: table([1, 2, 3, 4], 2, '').values as never }), 'data is'],
    ['one column', () => predict('ridge', { data: table([1, 2], 1) }), 'made.csv has 1 column'],
    [
      'a shape',
      () => predict('ridge', { data: { ...table([1, 2], 1), rows: 3 } }),
      'made.csv has rows 3, columns 1 and 2 values',
    ],
    [
      'progress',
      () => measure('ridge', small, { trials: 2, progress: 3 as never }),
      'progress is 3, but must be a func',
    ],
    ['watch', () => measure('ridge', small, { trials: 2, watch: {} as never }), 'watch is {}, but must be a function'],
    [
      'a signal',
      () => measure('ridge', small, { signal: true as never }),
      'signal is true, but must be an AbortSignal',
    ],
    [
      'theory',
      () => measure('ridge', small, { theory: null as never }),
      'theory is null, but must be what executeTheory',
    ],
    ['a budget', () => measure('ridge', small, { trials: 8, budget: 3 }), 'budget acts only with trials'],
    ['endless arrays', () => predict('ridge', { target: endless() as never }), 'target is an array that JSON cannot'],
    ['no bytes', () => (parseDataset as () => Promise<unknown>)(), 'the bytes are undefined, but must be a Uint8Array'],
    ['text as bytes', () => parseDataset('1,2' as never, 'a.csv'), 'the bytes are of type string'],
    ['no name', () => parseDataset(new Uint8Array(3), 3 as never), 'name is of type number, but must be a text'],
    ['NaN', () => predict('ridge', { data: table([1, 2, Number.NaN, 4], 2) }), 'row 2, column 1: found no value (NaN)'],
  ])('%s', async (_, call, sentence) => {
    await expect(call()).rejects.toThrow(BadInput);
    await expect(call()).rejects.toThrow(sentence);
  });
});

it('two data sets without a checksum are two', async () => {
  const made = (seed: number) =>
    table(
      Array.from({ length: 120 }, (_, i) => Math.sin(seed * (i + 1) ** 2)),
      4,
    );
  const [one, other] = await Promise.all([1, 2].map((seed) => predict('ridge', { data: made(seed), samples: 10 })));
  expect(one.observables.testError.predicted).not.toEqual(other.observables.testError.predicted);
  const again = await predict('ridge', { data: made(1), samples: 10 });
  expect(again.observables).toEqual(one.observables);
});

it('two files whose checksum was taken away are two', async () => {
  const read = async (seed: number) => {
    const rows = Array.from({ length: 40 }, (_, i) => [Math.sin(seed * i), Math.cos(i), i % 7].join(','));
    return { ...(await parseDataset(new TextEncoder().encode(rows.join('\n')), 'a.csv')), sha256: '' };
  };
  const settings = async (seed: number) => ({ data: await read(seed), samples: 20, labels: 'number' as const });
  const [one, other] = [await predict('ridge', await settings(1)), await predict('ridge', await settings(2))];
  expect(one.observables.testError.predicted).not.toEqual(other.observables.testError.predicted);
});

describe('networks refuse', () => {
  const swish = 'swish' as Activation;
  const sizes = [2, 3, 2];
  const allowed = "activation is 'swish', but must be 'linear' or 'relu' or 'tanh' or 'erf' or 'gelu' or 'square'";

  it('an activation that there is not', () => {
    expect(() => fullyConnected({ sizes, activation: swish })).toThrow(allowed);
    expect(() =>
      transformer({ vocabulary: 3, length: 2, width: 2, heads: 1, depth: 1, activation: swish as 'relu' }),
    ).toThrow(allowed);
    heap.scope(() => expect(() => twoLayerTeacher(engine, heap.matrix(1, 2), swish)).toThrow(allowed));
  });

  it('a parameterisation and a loss that there are not', () => {
    const parameterisation = 'kaiming' as Parameterisation;
    expect(() => fullyConnected({ sizes, activation: 'relu', parameterisation })).toThrow(
      "parameterisation is 'kaiming', but must be 'standard' or 'ntk' or 'mean-field' or 'mup'",
    );
    heap.scope(() => {
      const network = new Network(engine, fullyConnected({ sizes, activation: 'relu' }));
      expect(() => network.objective('hinge' as LossName, heap.matrix(4, 2), heap.matrix(4, 2))).toThrow(
        "the loss is 'hinge', but must be 'squared' or 'cross-entropy'",
      );
    });
  });

  it('rows and classes out of range, and the accuracy of what is no number', () => {
    heap.scope(() => {
      const data = table([0.5, 0, 0.25, 1], 2);
      expect(() => classificationSamples(heap, data, [0, 2])).toThrow(OutOfRange);
      expect(() => classificationSamples(heap, table([0.5, -1], 2), [0])).toThrow('a class from 0 to 9999');
      expect(() => classificationSamples(heap, data, [0], { divisor: 0 })).toThrow('divisor is 0');
      const targets = heap.matrixFrom(2, 2, [1, 0, 0, 1]);
      const outputs = heap.matrixFrom(2, 2, [1, 0, Number.NaN, 1]);
      expect(() => accuracy(outputs, targets)).toThrow(NotFinite);
      expect(() => accuracy(heap.matrix(1, 2), targets)).toThrow(BadShape);
      expect(accuracy(targets, targets)).toBe(1);
    });
  });
});
