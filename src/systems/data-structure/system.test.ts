import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import type { Dataset } from '../../data/dataset.ts';
import { bundledDigits } from '../../data/digits.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { execute } from '../../run/execute.ts';
import { testOptions } from '../../run/options.testing.ts';
import type { AnySystem } from '../contract.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { prepare } from './problem.ts';
import { dataStructure } from './system.ts';

await describeConformance(dataStructure);

const engine = createWasmEngine();
const system = dataStructure as unknown as AnySystem;
const problem = (settings: Record<string, unknown>) => prepare(dataStructure.parameters.parse(settings), { engine });

describe('each defect', () => {
  it('is swept along its own axis', () => {
    const axes = ['none', 'duplicates', 'uneven-noise', 'autocorrelation', 'masked-inputs', 'flipped-labels'].map(
      (defect) => makePlan(system, { defect }).axis!.name,
    );
    expect(axes).toEqual(['samples', 'copies', 'noisier', 'correlation', 'kept', 'flips']);
    expect(makePlan(system, { defect: 'none', data: bundledDigits() }).axis!.values.at(-1)).toBe(1437);
  });
});

describe('the digits', () => {
  const data = bundledDigits();

  it.each([
    { defect: 'duplicates', copies: 4 },
    { defect: 'resampling', draws: 2 },
    { defect: 'uneven-noise', noisier: 10 },
    { defect: 'masked-inputs', kept: 0.6 },
    { defect: 'flipped-labels', flips: 0.3 },
  ])('agree with theory: $defect', async (settings) => {
    const plan = makePlan(system, { data, samples: 300, ...settings });
    const shown = ['testError', 'rowsError', ...('kept' in settings ? ['maskedError'] : ['mendedTestError'])];
    const { verdict } = await execute(plan, testOptions({ seed: 'digits', shown, trials: 40 }));
    for (const name of shown) expect(verdict.observables[name]).toMatchObject({ verdict: 'holds' });
  });

  it('with wrong labels lose accuracy, and are all known without', () => {
    const accuracy = (flips: number) => {
      const wrong = problem({ data, samples: 1200, defect: 'flipped-labels', flips });
      return runTrial(wrong, trialContext(dataStructure, createRandom(1), engine)).observables.accuracy as number;
    };
    expect(accuracy(0)).toBeGreaterThan(0.9);
    expect(accuracy(0.45)).toBeLessThan(accuracy(0) - 0.03);
  });

  it('have no clean rows to compare with where copies are more than they are', () => {
    const many = problem({ data, samples: 400, copies: 10 });
    expect(many.compared).toBe(0);
    const { observables } = runTrial(many, trialContext(dataStructure, createRandom(1), engine));
    expect(observables.cleanTestError).toBeUndefined();
    expect(observables.testError).toBeGreaterThan(0);
    expect(dataStructure.validity!(many).map(({ id }) => id)).toContain('no-comparison');
  });
});

describe('a file', () => {
  const data = bundledDigits();
  // Labels that are no whole numbers.
  const numbers: Dataset = {
    ...data,
    values: data.values.map((value, i) => value + (i % 1000) / 7e3),
    sha256: 'numbers',
  };
  const few: Dataset = {
    ...data,
    rows: 200,
    values: data.values.slice(0, 200 * data.columns),
    sha256: 'digits, 200 rows',
  };

  it.each([
    [{ data, defect: 'autocorrelation' }, /defect is autocorrelation, which cannot be put into the rows of digits/],
    [{ data, defect: 'subspace' }, /defect is subspace/],
    [{ data, samples: 1700 }, /samples is 1700, but digits.csv.gz has 1797 rows.*at most 1617/],
    [{ data, labels: 'fresh' }, /labels is fresh, but a row of digits.csv.gz has one label/],
    [{ data, defect: 'uneven-noise', noisier: 0.5 }, /noisier is 0.5.*from 1/],
    [{ data: numbers, defect: 'flipped-labels' }, /labels of digits.csv.gz are numbers/],
    [{ data: few, samples: 50 }, /has 200 rows for \d+ input directions, too few/],
  ])('is refused what cannot be done with its rows: %#', (settings, reason) => {
    expect(() => problem(settings)).toThrow(reason);
  });
});
