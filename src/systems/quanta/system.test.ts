// What is particular to quanta; the conformance suite holds them to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { chiSquareTail } from '../../statistics/distributions.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { drawRanks } from './experiment/zipf.ts';
import type { QuantaObservable } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { quanta } from './system.ts';

await describeConformance(quanta);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

describe('ranks', () => {
  it.each([
    [0.1, Number.POSITIVE_INFINITY],
    [0.5, Number.POSITIVE_INFINITY],
    [3, Number.POSITIVE_INFINITY],
    [0.5, 12],
  ])('are drawn as k^(−1−%d), up to %d', (alpha, most) => {
    const draws = 20000;
    const drawn = drawRanks(draws, { alpha, most }, createRandom(`ranks ${alpha}`), engine, () => {});
    const { total } = problemOf({ exponent: alpha, quanta: most === 12 ? 12 : 'infinite' });
    // The first eight, and the rest together.
    const expected = Array.from({ length: 8 }, (_, i) => (draws * (i + 1) ** (-1 - alpha)) / total);
    const counts = expected.map((_, i) => drawn.filter((rank) => rank === i + 1).length);
    const rest = (values: number[]) => draws - values.reduce((sum, one) => sum + one, 0);
    const chi2 = [...expected, rest(expected)].reduce(
      (sum, mean, i) => sum + ([...counts, rest(counts)][i] - mean) ** 2 / mean,
      0,
    );
    expect(chiSquareTail(chi2, 8)).toBeGreaterThan(1e-3);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(most);
  });
});

describe('a trial', () => {
  const run = (settings: Record<string, unknown>, reporter = stoppingReporter<QuantaObservable>(1e9)) =>
    runTrial(problemOf(settings), trialContext(quanta, createRandom('trial'), engine, reporter));

  it('learns all of a short list, and forgets nothing on the way', () => {
    const { learned, loss } = run({ quanta: 5, examples: 5000, threshold: 1 }).observables as Record<
      string,
      Float64Array
    >;
    expect(learned.at(-1)).toBe(5);
    expect(loss.at(-1)).toBe(0);
  });

  it('loses nothing to slots when there is one for every quantum that it has met', () => {
    const { loss, capacityLoss } = run({ examples: 500, exponent: 1.5 }).observables as Record<string, Float64Array>;
    expect(capacityLoss[0]).toBeGreaterThan(capacityLoss.at(-1)!);
    expect(capacityLoss.at(-1)).toBeCloseTo(loss.at(-1)!, 2);
  });

  it('shows what it has, and stops when asked', () => {
    const lengths: number[] = [];
    const seen = ({ observables }: { observables: Partial<Record<QuantaObservable, unknown>> }) =>
      void lengths.push((observables.loss as Float64Array).length);
    expect(() => run({}, stoppingReporter(3, seen))).toThrow(Stopped);
    expect(lengths).toEqual([1, 2, 3]);
  });
});

it('refuses steps that overshoot', () => {
  expect(() => problemOf({ learner: 'gradient', rate: 0.4, depth: 3 })).toThrow(
    'rate is 0.4, but must be at most 1/depth = 0.333',
  );
});

it('says of the powers how far they are off, and nothing of the sums', () => {
  expect(quanta.validity(problemOf({}))).toEqual([]);
  const [note] = quanta.validity(problemOf({ theory: 'power-law' }));
  expect(note.level).toBe('strained');
  expect(note.message).toMatch(/2\.7 % off in the loss/);
});
