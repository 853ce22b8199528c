import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../data/dataset.ts';
import { bundledDigits } from '../../data/digits.ts';
import { openDataset } from '../../data/open.ts';
import { parseDataset } from '../../data/parse.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { estimateFromFile } from './experiment/files.ts';
import { estimators } from './system.ts';
import { momentsOf } from './theory/prediction.ts';
import { pairsOf, rankWeights, subsetMean, sumCovariance, sumMean } from './theory/subsets.ts';

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) =>
  estimators.prepare(estimators.parameters.parse(settings), { engine });

/** All subsets of n of the numbers 0 … M − 1. */
function subsets(M: number, n: number): number[][] {
  if (n === 0) return [[]];
  return Array.from({ length: M }, (_, last) => last).flatMap((last) =>
    last < n - 1 ? [] : subsets(last, n - 1).map((rest) => [...rest, last]),
  );
}
const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
const moment = (all: number[], power: number) => mean(all.map((one) => (one - mean(all)) ** power));

/** A file of these rows. */
const saved = async (rows: number[][], name = 'saved.csv') =>
  parseDataset(new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n')), name);

describe('moments over all subsets', () => {
  const M = 8;
  const normal = createRandom(7);
  const x = Float64Array.from({ length: M }, () => normal.uniform() ** 3);
  const table = Array.from({ length: M }, () => Array.from({ length: M }, () => normal.uniform()));
  const kernel = (i: number, j: number) => table[Math.max(i, j)][Math.min(i, j)];

  it.each([2, 3, 5, 7])('of sums over pairs and rows, at n = %d', (n) => {
    const pairs = pairsOf(M, 2, (i, j, into) => {
      into[0] = kernel(i, j);
      into[1] = x[i] * x[j];
    });
    const sums = [
      { of: 0, factor: -2, own: x },
      { of: 1, factor: 1 },
    ];
    const [one, other] = sums.map(({ of, factor, own }) =>
      subsets(M, n).map((chosen) =>
        chosen.reduce(
          (sum, i) =>
            chosen.reduce((s, j) => (i === j ? s : s + factor * (of ? x[i] * x[j] : kernel(i, j))), sum) +
            (own ? own[i] : 0),
          0,
        ),
      ),
    );
    expect(sumMean(pairs, sums[0], n)).toBeCloseTo(mean(one), 11);
    expect(sumCovariance(pairs, sums[0], sums[0], n)).toBeCloseTo(moment(one, 2), 11);
    const both = mean(one.map((value, at) => value * other[at])) - mean(one) * mean(other);
    expect(sumCovariance(pairs, sums[0], sums[1], n)).toBeCloseTo(both, 11);
  });

  it.each([1, 3, 4, 7])('of means, at n = %d', (n) => {
    const means = subsets(M, n).map((chosen) => mean(chosen.map((i) => x[i])));
    const predicted = subsetMean(x, n);
    expect(predicted.mean).toBeCloseTo(mean(means), 12);
    expect(predicted.variance).toBeCloseTo(moment(means, 2), 12);
    expect(predicted.third).toBeCloseTo(moment(means, 3), 12);
  });

  it.each([
    [5, 1],
    [5, 3],
    [7, 7],
    [1, 1],
  ])('of ranks: of %d the one of order %d', (n, order) => {
    const found = subsets(M, n).map((chosen) => chosen[order - 1]);
    const weights = rankWeights(M, n, order);
    for (let a = 0; a < M; a++)
      expect(weights[a - order + 1] ?? 0).toBeCloseTo(found.filter((one) => one === a).length / found.length, 12);
  });

  it.each(['hill', 'power-law'])('of the exponent %s, in a file of ten numbers', async (estimator) => {
    const values = [1, 1.3, 1.7, 2.5, 2.6, 4, 7, 9, 20, 31];
    const data = await saved(values.map((one) => [one]));
    const problem = problemOf({ data, estimator, samples: 9, ...(estimator === 'hill' && { tail: 4 }) });
    const estimates = subsets(10, 9).map((chosen) => {
      const logs = chosen.map((i) => Math.log(values[i])).reverse();
      return estimator === 'hill' ? mean(logs.slice(0, 4)) - logs[4] : 1 + 1 / mean(logs);
    });
    const { mean: predicted, spread } = momentsOf(problem);
    // Hill's moments are exact, the others of second order.
    const digits = estimator === 'hill' ? 10 : 3;
    expect(predicted).toBeCloseTo(mean(estimates), digits);
    expect(spread).toBeCloseTo(Math.sqrt(moment(estimates, 2)), digits);
  });
});

describe('what this system draws, saved as a file', () => {
  const rows = 4000;
  const normal = (count: number, name: string) => {
    const drawn = engine.heap.matrix(count, 1);
    createRandom(11).stream(name).fillNormal(drawn);
    return Float64Array.from(drawn.values);
  };
  const uniform = createRandom(12);
  const uniforms = Array.from({ length: 3 * rows }, () => uniform.uniform());
  const inputs = normal(rows * 12, 'inputs');
  const noise = normal(rows, 'noise');
  const spectrum = Array.from({ length: rows }, (_, i) =>
    Array.from({ length: 12 }, (_, k) => inputs[12 * i + k] * Math.sqrt((k + 1) ** -0.5)),
  );
  const regression = Array.from({ length: rows }, (_, i) => {
    const x = [...inputs.subarray(12 * i, 12 * i + 12)];
    return [...x, x.reduce((sum, one) => sum + one, 0) / Math.sqrt(12) + Math.sqrt(0.4) * noise[i]];
  });
  const tails = uniforms.slice(0, rows).map((u) => [u ** (-1 / 1.5)]);
  const shared = { samples: 100, dimension: 12, decay: 0.5 };

  // Of what 4000 rows tell: 1 to 3 % of each.
  it.each([
    ['participation-ratio', spectrum, { ...shared, label: 'none' }, 0.02],
    ['sample-participation-ratio', spectrum, { ...shared, label: 'none' }, 0.02],
    ['noise-level', regression, shared, 0.06],
    ['signal-level', regression, shared, 0.06],
    ['power-law', tails, { samples: 100, exponent: 2.5, from: 1 }, 0.05],
    ['hill', tails, { samples: 1000, exponent: 2.5, tail: 50 }, 0.12],
  ])('%s is off as it was said to be', async (estimator, table, settings, within) => {
    const data = await saved(table);
    const own = estimators.parameters.keyof().options.filter((key) => key in settings && key !== 'label');
    const drawn = problemOf({
      estimator,
      ...Object.fromEntries(own.filter((key) => key !== 'from').map((key) => [key, (settings as never)[key]])),
    });
    const file = problemOf({ estimator, ...settings, data });
    const [expected, found] = [momentsOf(drawn), momentsOf(file)];
    expect(Math.abs(found.mean / expected.mean - 1)).toBeLessThan(within);
    expect(Math.abs(found.spread! / expected.spread! - 1)).toBeLessThan(2 * within + (100 / rows) * 0.5);
  });

  it('has the dimension of a square, whose edges are few', async () => {
    const data = await saved(Array.from({ length: 2000 }, (_, i) => [uniforms[2 * i], uniforms[2 * i + 1]]));
    const { mean: predicted } = momentsOf(problemOf({ data, estimator: 'two-nn', samples: 500, label: 'none' }));
    expect(Math.abs(predicted / 2 - 1)).toBeLessThan(0.06);
  });
});

describe('published exponents', () => {
  // Values of the `powerlaw` package's own tests, which allow 10 %; to their last digit.
  it('of how often words occur in Moby-Dick: 1.95 from 7 on', async () => {
    const data = await openDataset('examples/power-laws/words.csv.gz');
    expect(problemOf({ data, estimator: 'zeta', from: 7 }).truth).toBeCloseTo(1.95, 2);
  });

  it('of customers without power: 2.3 from 230 000 on', async () => {
    const data = await openDataset('examples/power-laws/blackouts.txt');
    expect(problemOf({ data, estimator: 'power-law', samples: 30, from: 230_000 }).truth).toBeCloseTo(2.27, 2);
  });
});

it.each([
  { estimator: 'participation-ratio' },
  { estimator: 'sample-participation-ratio' },
  { estimator: 'noise-level' },
  { estimator: 'two-nn' },
  { estimator: 'levina-bickel', neighbours: 5 },
])('draws from the digits what it predicts: %o', (settings) => {
  const problem = problemOf({ data: bundledDigits(), samples: 120, ...settings });
  const random = createRandom(3);
  const estimates = Array.from({ length: 100 }, (_, i) =>
    engine.heap.scope(() => estimateFromFile(problem.file!, problem.parameters, random.stream('set', i), engine)),
  );
  const { mean: predicted, spread = 0 } = momentsOf(problem);
  const deviation = Math.sqrt(moment(estimates, 2));
  // Four standard errors, and of inverses of means, 1.6/n.
  expect(Math.abs(mean(estimates) - predicted)).toBeLessThan(0.4 * deviation + (spread ? 0 : (1.6 / 120) * predicted));
  if (spread) expect(Math.abs(deviation / spread - 1)).toBeLessThan(4 / Math.sqrt(200));
});

it('leaves out rows that are the same as others, which have no ratio of distances', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i + 1), Math.cos(3 * i)]);
  const problem = problemOf({
    data: await saved([...rows, rows[4], rows[9]]),
    estimator: 'two-nn',
    samples: 20,
    label: 'none',
  });
  expect(problem.file!.rows).toBe(30);
  expect(estimators.validity(problem).map(({ id }) => id)).toContain('copies');
  const estimate = engine.heap.scope(() =>
    estimateFromFile(problem.file!, problem.parameters, createRandom(1), engine),
  );
  expect(estimate).toBeGreaterThan(0);
});

it('says that a deviation of leading order is too large where the denominator scatters', async () => {
  // By simulation: 17, 12 and 7 % too large with 10, 15 and 20 of 30 rows in a plane, and 0
  // with 25.
  const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(7 * i + 1), Math.cos(5 * i)]);
  const data = await saved(rows);
  const strains = (samples: number) =>
    estimators
      .validity(problemOf({ data, label: 'none', estimator: 'participation-ratio', samples }))
      .filter(({ level }) => level === 'strained')
      .map(({ id }) => id);
  expect(strains(10)).toContain('scattering-denominator');
  expect(strains(25)).toEqual([]);
  const plane = problemOf({ dimension: 2, decay: 0, estimator: 'participation-ratio', samples: 100 });
  expect(estimators.validity(plane).map(({ message }) => message)).toEqual([
    expect.stringContaining('may be up to 8 % too large'),
  ]);
});

describe('what a file cannot be', () => {
  const digits = bundledDigits();
  const few: Dataset = {
    ...digits,
    rows: 70,
    values: digits.values.slice(0, 70 * digits.columns),
    sha256: 'digits, 70 rows',
  };
  it.each([
    [{ data: digits, estimator: 'residual-noise' }, /estimator is residual-noise.*noise-level/],
    [{ data: digits, estimator: 'two-nn', samples: 1797 }, /samples is 1797, but must be fewer than the 1797 rows/],
    [{ data: few, estimator: 'noise-level', samples: 20 }, /has 70 rows for \d+ input directions, too few/],
    [{ data: digits, estimator: 'power-law' }, /smallest number of digits.csv.gz is 0.*from=/],
    [{ data: digits, estimator: 'hill' }, /smallest number of digits.csv.gz is 0/],
    [{ data: digits, estimator: 'power-law', from: 10 }, /from is 10, and 0 numbers.*at most 9/],
    [{ data: digits, estimator: 'zeta', from: 1.5 }, /of whole numbers, but 1.5/],
  ])('%#', (settings, reason) => {
    expect(() => problemOf(settings)).toThrow(reason);
  });
});
