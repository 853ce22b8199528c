// What is particular to files: what may be asked of how many rows, and that answers are of the very
// numbers given.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/dataset.ts';
import { openDataset } from '../../data/open.ts';
import { quantity } from '../../measure/theory.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { readingsOf } from '../../plan/readings.ts';
import { checkParameters } from '../../plan/settings.ts';
import { execute } from '../../run/execute.ts';
import { executeTheory } from '../../run/here.ts';
import { testOptions } from '../../run/options.testing.ts';
import type { RidgeParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { ridge } from './system.ts';

const OPTIONS = testOptions({ seed: 'files', shown: ['testError', 'trainError', 'gcv', 'renormalizedRidge'] });

/** Normal inputs with variances 1/k, a linear target and noise. */
function drawn(rows: number, features: number, name = 'drawn', scale = 1): Dataset {
  const random = createRandom(name);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const columns = features + 1;
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    let label = 0.7 * normal();
    for (let j = 0; j < features; j++) {
      const x = normal() / Math.sqrt(j + 1);
      values[i * columns + j] = scale * x;
      label += x * Math.sin(j);
    }
    values[i * columns + features] = label;
  }
  return { name, origin: name, sha256: '', rows, columns, values };
}

const predicted = async (settings: Record<string, unknown>) => {
  const plan = makePlan(ridge, settings);
  const { predictions } = await executeTheory(plan, ['testError'], { engine: 'wasm', lines: false });
  return predictions.flat().map((one) => ('reason' in one ? one.reason : quantity(one, 'testError')?.value));
};

describe('a file with few rows beside its columns', () => {
  it.each([
    ['fewer rows than columns', 60, 200],
    ['about as many', 80, 78],
    ['some more', 120, 60],
  ])(
    '%s',
    async (_, rows, features) => {
      const plan = makePlan(ridge, { data: drawn(rows, features), samples: [20, 40], ridge: [0.02, 0.5] });
      const { verdict } = await execute(plan, { ...OPTIONS, trials: 300, margin: 0.1 });
      for (const name of OPTIONS.shown)
        expect(verdict.observables[name].verdict, verdict.observables[name].sentence).toBe('holds');
    },
    30_000,
  );

  it('has no prediction where nothing is known, and says why', async () => {
    const data = drawn(40, 100);
    expect(await predicted({ data, samples: 40 })).toEqual([expect.stringMatching(/at most 39/)]);
    expect(await predicted({ data, samples: 20, ridge: -0.1 })).toEqual([expect.stringMatching(/ridges from 0 up/)]);
    expect(await predicted({ data, samples: 20, ridge: 'optimal' })).toEqual([expect.stringMatching(/give a number/)]);
    expect(await predicted({ data, samples: 39, ridge: 0 })).toEqual([expect.any(String)]);
  });
});

describe('samples', () => {
  it('go from a few to most of the rows unless the user says', () => {
    const { axis } = makePlan(ridge, { data: drawn(800, 3) });
    expect([axis?.values[0], axis?.values.at(-1)]).toEqual([20, 640]);
    expect(makePlan(ridge, { data: drawn(800, 3), rows: '1:100' }).axis?.values.at(-1)).toBe(80);
    expect(makePlan(ridge, { data: drawn(5, 1) }).axis?.values).toEqual([2, 3, 4]);
  });

  it('may go beyond the rows in theory, and are not measured there', async () => {
    const data = drawn(200, 5);
    const values = (await predicted({ data, samples: [50, 100, 400, 5000] })) as number[];
    expect(values.every((value, i) => i === 0 || value < values[i - 1])).toBe(true);
    const result = await execute(makePlan(ridge, { data, samples: [50, 400] }), { ...OPTIONS, trials: 8 });
    const [within, beyond] = result.points[0];
    expect([within.trials, beyond.trials]).toEqual([8, 0]);
    expect(beyond.observables.testError[0].predicted).toBeGreaterThan(0);
    expect(beyond.validity.map(({ message }) => message).join()).toMatch(/not measured: samples is 400.*200 rows/);
    await expect(execute(makePlan(ridge, { data, samples: 400 }), { ...OPTIONS, trials: 8 })).rejects.toThrow(
      /samples below 200/,
    );
  });
});

describe('two data sets', () => {
  it('have their own answers, whatever their checksums say', async () => {
    const one = drawn(200, 5, 'one');
    const other = { ...drawn(200, 5, 'two'), name: 'one', origin: 'one' };
    const [first, second] = [
      await predicted({ data: one, samples: 50 }),
      await predicted({ data: other, samples: 50 }),
    ];
    expect(first).not.toEqual(second);
    const points = [one, other].map((data) => makePlan(ridge, { data, samples: 50 }).curves[0].points[0].key);
    expect(points[0]).not.toBe(points[1]);
    // Changed where it is, after it was read once.
    one.values[3] += 1;
    expect(await predicted({ data: one, samples: 50 })).not.toEqual(first);
  });

  it('that differ by the unit of the inputs have the same answer', async () => {
    const at = (scale: number) => predicted({ data: drawn(200, 5, 'scaled', scale), samples: 50 });
    expect(await at(2 ** -660)).toEqual(await at(1));
  });

  it('are refused where their parts do not fit', () => {
    const data = drawn(20, 2);
    expect(() => makePlan(ridge, { data: { ...data, rows: 21 } })).toThrow(/rows 21, columns 3 and 60 values/);
    expect(() => makePlan(ridge, { data: { ...data, header: ['a'] } })).toThrow(/1 names in its header/);
  });
});

describe('how a file is read', () => {
  it('is taken as it is written, and is part of what a point is', () => {
    const data = { ...drawn(60, 3), header: ['a,b', '3', 'true', 'y'] };
    const plan = (settings: Record<string, unknown>) => makePlan(ridge, { data, samples: 20, ...settings });
    const named = plan({ label: 'true', without: 'a,b', rows: '1:50' });
    expect(readingsOf(named)).toMatchObject([{ label: 'true', features: ['3', 'y'], rows: 50, leftOut: ['a,b'] }]);
    expect(plan({ label: 3 }).curves[0].points[0].key).toBe(plan({ label: '3' }).curves[0].points[0].key);
    expect(plan({ label: '3' }).curves[0].points[0].key).not.toBe(plan({}).curves[0].points[0].key);
  });

  it('has no effect without a file', () => {
    for (const settings of [
      { label: 'y' },
      { without: '1' },
      { rows: '1:5' },
      { missing: 'drop' },
      { labels: 'classes' },
    ])
      expect(() => makePlan(ridge, settings)).toThrow(/acts only with data/);
  });
});

describe('a note on inputs that are not Gaussian', () => {
  const notesOf = (data: Dataset, samples: number) => {
    const engine = createWasmEngine();
    const parameters = checkParameters(ridge, { data, samples, ridge: 1e-3 }) as RidgeParameters;
    return ridge.validity(prepare(parameters, { engine })).map(({ id }) => id);
  };

  it('is not there where they are', () => {
    expect(notesOf(drawn(600, 40), 80)).not.toContain('real-inputs');
  });

  it('is there where some rows are far longer than others, while they count', () => {
    const long = { ...drawn(600, 40), sha256: 'long' };
    for (let i = 0; i < 600; i += 20) for (let j = 0; j <= 40; j++) long.values[i * 41 + j] *= 6;
    expect(notesOf(long, 80)).toContain('real-inputs');
    // The digits, which were simulated: 8 % off at 100 samples, 1.6 % at 300.
    return openDataset('digits').then((digits) => {
      expect(notesOf(digits, 100)).toContain('real-inputs');
      expect(notesOf(digits, 300)).not.toContain('real-inputs');
    });
  });
});

it('a ridge beyond all measure learns nothing, which is no strain', () => {
  const parameters = checkParameters(ridge, { ridge: 1e300 }) as RidgeParameters;
  const notes = ridge.validity(prepare(parameters, { engine: createWasmEngine() }));
  expect(notes.map(({ id, level }) => `${id} ${level}`)).toEqual(['nothing-learned note']);
});
