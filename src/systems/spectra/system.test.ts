// What is particular to sample spectra; the conformance suite holds the system to what every system
// must do.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import type { Engine } from '../../numeric/engine.ts';
import { createOpenblasEngine } from '../../numeric/engines/openblas.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom, type Random } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { checkParameters } from '../../plan/settings.ts';
import { tracyWidomCdf, tracyWidomMoments } from '../../random-matrices/tracy-widom.ts';
import { execute, type RunOptions } from '../../run/execute.ts';
import { testOptions } from '../../run/options.testing.ts';
import type { Quantity } from '../contract.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { withoutEffect } from '../shared/populations.testing.ts';
import { centresOf, edgesOf } from './bins.ts';
import { runTrial } from './experiment/trial.ts';
import type { SpectraObservable } from './observables.ts';
import type { SpectraParameters } from './parameters.ts';
import { type Problem, prepare } from './problem.ts';
import { spectra } from './system.ts';
import { predict } from './theory/prediction.ts';
import { STEEPEST, tracyWidomHistogram } from './theory/tracy-widom-histogram.ts';

await describeConformance(spectra);

const OPTIONS = testOptions({ seed: 'spectra', budget: 3, shown: ['density'] });

const problemOf = (values: Record<string, unknown>) => prepare(checkParameters(spectra, values) as SpectraParameters);
const run = (settings: Record<string, unknown>, options: Partial<RunOptions> = {}) =>
  execute(makePlan(spectra, settings), { ...OPTIONS, ...options });

const wasm = createWasmEngine();
const openblas = await createOpenblasEngine();
const everything = theoryContext(spectra, wasm);
const engines = [wasm, openblas].filter((engine) => engine !== undefined);

describe('every observable agrees with its own prediction', () => {
  const all: SpectraObservable[] = [
    'density',
    'logDensity',
    'largest',
    'smallest',
    'atom',
    'stieltjes',
    'firstMoment',
    'secondMoment',
    'meanLog',
  ];
  it.each([
    ['more samples than dimensions', { samples: 400, dimension: 150 }],
    ['fewer samples than dimensions', { samples: 120, dimension: 300 }],
    ['two blocks with a gap', { spectrum: 'blocks', samples: 1500, dimension: 150, bins: 40 }],
    ['Rademacher entries', { samples: 400, dimension: 150, entries: 'rademacher' }],
    ['uniform entries on blocks', { samples: 400, dimension: 150, entries: 'uniform', spectrum: 'blocks' }],
    ['Student entries with a light tail', { samples: 400, dimension: 150, entries: 'student', degrees: 12 }],
    ['a product of three factors', { samples: 500, dimension: 150, factors: 3, width: 400, spectrum: 'blocks' }],
    // In finer bins the floor at the edges is more than a tenth of the law, and nothing is judged.
    ['a product through a narrow width', { samples: 250, dimension: 200, factors: 2, width: 90, bins: 20 }],
  ])('%s', async (_, settings) => {
    const { verdict } = await run(settings, { trials: 160 });
    for (const name of all) {
      // The determinant is zero with fewer samples, or through a narrower width, than dimensions.
      const { dimension, samples, width = samples } = settings as Record<string, number>;
      const expected = name === 'meanLog' && Math.min(samples, width) < dimension ? 'not judged' : 'holds';
      expect(verdict.observables[name].verdict, verdict.observables[name].sentence).toBe(expected);
    }
  });

  it('not where the floor at the edges is more than a tenth of the law, as in fine bins', async () => {
    const settings = { samples: 250, dimension: 200, factors: 2, width: 90 };
    const { verdict } = await run(settings, { trials: 16 });
    expect(verdict.observables.logDensity).toMatchObject({ verdict: 'not judged', judged: 0 });
    expect(verdict.observables.logDensity.sentence).toMatch(/cannot tell from zero is more than a tenth/);
  });

  it('a power law, whose largest eigenvalues stand alone and are not judged', async () => {
    const { verdict, points } = await run(
      { spectrum: 'power-law', decay: 1, samples: 300, dimension: 200 },
      { trials: 160 },
    );
    for (const name of ['density', 'logDensity', 'stieltjes', 'firstMoment', 'secondMoment', 'smallest'])
      expect(verdict.observables[name].verdict, verdict.observables[name].sentence).toBe('holds');
    expect(verdict.observables.largest.verdict).toBe('not judged');
    expect(points[0][0].validity.map(({ id }) => id)).toContain('isolated');
  });

  it('square products down to a hard edge', async () => {
    const settings = { samples: 150, dimension: 150, factors: 2, width: 150 };
    const { verdict } = await run(settings, { trials: 160, shown: ['logDensity'] });
    for (const name of ['density', 'logDensity', 'largest', 'stieltjes', 'firstMoment', 'secondMoment'])
      expect(verdict.observables[name].verdict, verdict.observables[name].sentence).toBe('holds');
    expect(verdict.observables.smallest.verdict).toBe('not judged');
  });
});

describe('universality fails where it must', () => {
  it.each([
    [
      'Student entries without a fourth moment',
      { entries: 'student', degrees: 3, samples: 450, dimension: 150 },
      'heavy-tails',
    ],
    [
      'Student entries almost without a variance',
      { entries: 'student', degrees: 2.3, samples: 400, dimension: 200 },
      'heavy-tails',
    ],
    ['elliptical rows', { rows: 'elliptical', samples: 400, dimension: 200 }, 'elliptical'],
    ['elliptical rows of a product', { rows: 'elliptical', factors: 2, samples: 300, dimension: 200 }, 'elliptical'],
  ])('%s come out broken, and are said to strain the theory', async (_, settings, id) => {
    const { verdict, points } = await run(settings, { trials: 200 });
    expect(verdict.overall, verdict.observables.density.sentence).toBe('broken');
    expect(points[0][0].validity).toContainEqual(expect.objectContaining({ id, level: 'strained' }));
  });

  it('also at the largest eigenvalue of elliptical rows, which leave the mean alone', async () => {
    const { verdict } = await run({ rows: 'elliptical', samples: 400, dimension: 200 }, { trials: 100 });
    expect(verdict.observables.largest.verdict).toBe('broken');
    expect(verdict.observables.stieltjes.verdict).toBe('broken');
    expect(verdict.observables.firstMoment.verdict).toBe('holds');
  });

  it('shows medians of moments that have no variance', async () => {
    const { points } = await run({ entries: 'student', degrees: 3, samples: 100, dimension: 60 }, { trials: 16 });
    const { largest, secondMoment } = points[0][0].observables;
    for (const [cell] of [largest, secondMoment]) {
      expect(cell.measured).toHaveProperty('median');
      expect(cell.judgement).toBeUndefined();
    }
  });
});

describe('the kurtosis of the entries moves the largest eigenvalue', () => {
  it('by what the theory says, which a margin of half a per cent sees', async () => {
    const settings = { samples: 200, dimension: 100, entries: 'rademacher' };
    const options = { trials: 1200, shown: ['largest' as const], margin: 0.005 };
    const { verdict } = await run(settings, options);
    expect(verdict.overall, verdict.observables.largest.sentence).toBe('holds');
    const shifted = predict(problemOf(settings), everything).observables.largest!.value as number;
    const plain = predict(problemOf({ ...settings, entries: 'gaussian' }), everything).observables.largest!
      .value as number;
    expect(plain / shifted - 1).toBeGreaterThan(0.01);
  });

  // Means of 300 matrices and their errors, drawn with numpy.
  it.each([
    ['a smooth spectrum', { decay: 0.1, samples: 100, dimension: 300, entries: 'rademacher' }, 4.5411, 0.0066],
    ['a share of 0.13', { decay: 0.1, samples: 300, dimension: 100, entries: 'rademacher' }, 1.706, 0.0024],
    ['two blocks', { samples: 300, dimension: 300, entries: 'rademacher', spectrum: 'blocks' }, 21.26, 0.028],
    ['light tails', { samples: 100, dimension: 300, entries: 'student', degrees: 7 }, 7.3546, 0.0144],
  ])('is given where it is believed, and right: %s', (_, settings, mean, error) => {
    const spectrum = 'decay' in settings ? 'power-law' : 'isotropic';
    const blocks = [
      [8, 0.4],
      [1, 0.6],
    ];
    const given = { spectrum, ...settings, ...('spectrum' in settings && { blocks }) };
    const { value } = predict(problemOf(given), everything).observables.largest!;
    expect(Math.abs((value as number) / mean - 1)).toBeLessThan(0.008 + (3 * error) / mean);
  });

  it.each([
    [{ decay: 0.4, entries: 'rademacher' }, 'single-mode'],
    [{ decay: 0.4 }, 'single-mode'],
    [{ decay: 0.2, dimension: 100, entries: 'rademacher' }, 'kurtosis-at-the-edge'],
    [{ spectrum: 'isotropic', entries: 'student', degrees: 5 }, 'large-kurtosis'],
  ])('is not given where it is not believed, and says why: %j', (settings, id) => {
    const problem = problemOf({ spectrum: 'power-law', samples: 100, dimension: 300, ...settings });
    expect(predict(problem, everything).observables.largest).toBeUndefined();
    expect(spectra.validity(problem).map((note) => note.id)).toContain(id);
  });

  it('and so is that of the determinant', () => {
    const of = (degrees: number) =>
      predict(problemOf({ samples: 200, dimension: 100, entries: 'student', degrees }), everything).observables.meanLog;
    expect(of(6)).toBeUndefined();
    // 300 matrices drawn with numpy: −0.31371 ± 0.00088.
    expect(of(7)!.value).toBeCloseTo(-0.3137, 2);
  });
});

describe('the mean logarithm of the eigenvalues', () => {
  it.each(['gaussian', 'rademacher', 'uniform', 'student'])('remembers the kurtosis of %s entries', async (entries) => {
    const settings = { samples: 100, dimension: 60, entries, ...(entries === 'student' && { degrees: 10 }) };
    const { verdict } = await run(settings, { trials: 1600, shown: ['meanLog'], margin: 0.005 });
    expect(verdict.overall, verdict.observables.meanLog.sentence).toBe('holds');
  });
});

describe('at any parameters', () => {
  it('predictions are finite and hold all the weight, and fine curves run from left to right', () => {
    const length = fc.integer({ min: 1, max: 300 });
    const array = fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 1, maxLength: 12 });
    const settings = fc.record({
      samples: length,
      dimension: length,
      width: length,
      factors: fc.integer({ min: 1, max: 5 }),
      bins: fc.integer({ min: 1, max: 60 }),
      decay: fc.double({ min: 0, max: 3, noNaN: true }),
      spectrum: fc.oneof(
        fc.constantFrom('isotropic', 'power-law', 'blocks'),
        array.map((decades) => [0, ...decades.map((decade) => 10 ** decade)]),
      ),
    });
    fc.assert(
      fc.property(settings, (values) => {
        const problem = problemOf(values);
        const { observables } = predict(problem, everything);
        for (const [name, quantity] of Object.entries(observables)) {
          const { value, fine } = quantity as Quantity;
          for (const one of typeof value === 'number' ? [value] : value) expect(Number.isFinite(one), name).toBe(true);
          for (const one of fine?.value ?? []) expect(one).toBeGreaterThanOrEqual(0);
          for (const one of fine?.value ?? []) expect(one).toBeLessThan(Number.POSITIVE_INFINITY);
          expect(Array.from(fine?.at ?? [])).toEqual(Array.from(fine?.at ?? []).sort((a, b) => a - b));
        }
        const bars = observables.density!.value as Float64Array;
        const { bins, law } = problem;
        expect(bars).toHaveLength(centresOf(bins).length);
        expect(bars.reduce((sum, bar) => sum + bar * bins.width, law.atom)).toBeCloseTo(1, 7);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the largest eigenvalue', () => {
  it('fluctuates by the Tracy–Widom law', async () => {
    const settings = { samples: 120, dimension: 60, draws: 200 };
    const { verdict } = await run(settings, { trials: 40, shown: ['largestDensity'], margin: 0.25 });
    expect(verdict.overall, verdict.observables.largestDensity.sentence).toBe('holds');
  });

  it.each([
    ['white, fewer samples than dimensions', { samples: 60, dimension: 120 }],
    ['structured, with a gap', { samples: 600, dimension: 80, spectrum: 'blocks' }],
    ['structured, without', { samples: 100, dimension: 80, spectrum: 'blocks' }],
    ['of a product', { samples: 120, dimension: 80, factors: 2, width: 100 }],
  ])('has the mean and the variance of that law: %s', (_, settings) => {
    const trials = 1500;
    const problem = problemOf(settings);
    const { centre, width, doubt } = problem.largest!;
    const random = createRandom('largest');
    const xi = Array.from({ length: trials }, (_, i) => {
      const { observables } = trial(problem, random.stream(i), wasm);
      return ((observables.largest as number) - centre) / width;
    });
    const mean = xi.reduce((sum, one) => sum + one, 0) / trials;
    const deviation = Math.sqrt(xi.reduce((sum, one) => sum + (one - mean) ** 2, 0) / trials);
    const law = tracyWidomMoments[1];
    const error = Math.sqrt(law.variance / trials);
    expect(Math.abs(mean - law.mean)).toBeLessThan(1.5 * doubt + 4 * error);
    expect(Math.abs(deviation - Math.sqrt(law.variance))).toBeLessThan(doubt + 4 * error);
  });

  it('has no law where a single entry makes it', () => {
    const settings = { samples: 80, dimension: 40, entries: 'student', degrees: 4.5, draws: 100 };
    expect(predict(problemOf(settings), everything).observables.largestDensity).toBeUndefined();
  });

  it('has no histogram where trials could agree on an empty bin by chance', () => {
    expect(predict(problemOf({ draws: 99 }), everything).observables.largestDensity).toBeUndefined();
    expect(runOnce({ draws: 2, dimension: 20 }, wasm).observables.largestDensity).toBeUndefined();
  });

  it('and all else are averaged over the matrices of a trial, the first of which is the same', () => {
    const [one, two] = [1, 2].map((draws) => runOnce({ samples: 30, dimension: 20, draws }, wasm).observables);
    const second = trial(problemOf({ samples: 30, dimension: 20 }), createRandom('one').stream('draw', 1), wasm);
    for (const name of ['largest', 'stieltjes', 'meanLog'] as const)
      expect(two[name]).toBeCloseTo(((one[name] as number) + (second.observables[name] as number)) / 2, 12);
    const [density] = (two.density as Float64Array).slice(3);
    expect(density).toBeCloseTo(
      ((one.density as Float64Array)[3] + (second.observables.density as Float64Array)[3]) / 2,
    );
  });

  it('has a density that integrates to the share of the law in its bins, also in its fine curve', () => {
    const { value, fine } = tracyWidomHistogram();
    const weight = (value as Float64Array).reduce((sum, one) => sum + one / 2, 0);
    expect(weight).toBeCloseTo(tracyWidomCdf(2) - tracyWidomCdf(-4), 14);
    const step = fine!.at[1] - fine!.at[0];
    const trapezoids = fine!.value.reduce((sum, one) => sum + one * step, 0);
    expect(trapezoids - ((fine!.value[0] + fine!.value.at(-1)!) * step) / 2).toBeCloseTo(weight, 4);
    const slopes = Array.from(fine!.value, (one, i) => Math.abs(one - (fine!.value[i - 1] ?? one)) / step);
    expect(Math.max(...slopes)).toBeLessThan(STEEPEST);
    expect(Math.max(...slopes)).toBeGreaterThan(STEEPEST / 2);
  });
});

describe('the histogram', () => {
  it('has bins that begin and end at the outer edges, and holds all the weight', () => {
    for (const settings of [{}, { spectrum: 'blocks' }, { samples: 200 }, { factors: 2 }]) {
      const problem = problemOf(settings);
      const { law, bins } = problem;
      const ends = edgesOf(bins);
      for (const edge of [law.edges[0], law.edges[law.edges.length - 1]])
        expect(Math.min(...ends.map((end) => Math.abs(end - edge)))).toBeLessThan(1e-12);
      expect(ends[0]).toBeGreaterThanOrEqual(0);
      const values = predict(problem, everything).observables.density!.value as Float64Array;
      expect(values).toHaveLength(spectra.coordinates!.eigenvalue.at(problem).length);
      expect(values.reduce((sum, value) => sum + value * bins.width, law.atom)).toBeCloseTo(1, 10);
    }
  });

  it('reaches down to where one eigenvalue is expected when the edge is at zero', () => {
    const { law, logBins } = problemOf({ samples: 400 });
    expect(law.edges[0]).toBe(0);
    const [share] = law.cumulative([10 ** (logBins.from + 2 * logBins.width)]);
    expect(400 * share).toBeGreaterThan(0.4);
    expect(400 * share).toBeLessThan(1);
  });
});

describe.each(engines.map((engine) => [engine.name, engine] as const))('a trial on %s', (_, engine) => {
  it.each([
    { samples: 40, dimension: 90 },
    { samples: 90, dimension: 40, factors: 3, width: 30 },
    { samples: 1, dimension: 1 },
    { samples: 2, dimension: 5, factors: 2, width: 1 },
  ])('leaves the heap as it was, at $samples × $dimension', (settings) => {
    const used = engine.heap.used;
    const { observables } = runOnce(settings, engine);
    expect(engine.heap.used).toBe(used);
    for (const value of Object.values(observables))
      for (const one of typeof value === 'number' ? [value] : value) expect(Number.isFinite(one)).toBe(true);
  });

  it('finds the zeros that a product through a narrow width has', () => {
    const { observables } = runOnce({ samples: 90, dimension: 60, factors: 2, width: 45 }, engine);
    expect(observables.atom).toBe(0.25);
    expect(runOnce({ samples: 45, dimension: 60 }, engine).observables.atom).toBe(0.25);
  });

  it('agrees with the other engine to round-off', () => {
    const settings = { samples: 120, dimension: 100, factors: 2, width: 150, spectrum: 'blocks', rows: 'elliptical' };
    const here = runOnce(settings, engine).observables;
    const there = runOnce(settings, wasm).observables;
    for (const name of ['largest', 'smallest', 'stieltjes', 'firstMoment', 'secondMoment'] as const)
      expect((here[name] as number) / (there[name] as number), name).toBeCloseTo(1, 9);
  });
});

describe('settings without effect', () => {
  it.each([...withoutEffect, [{ width: 100 }, /more than one factor/], [{ spread: 0.5 }, /rows=elliptical/]])(
    '%j are refused',
    (settings, reason) => {
      expect(() => makePlan(spectra, settings)).toThrow(reason);
    },
  );

  it('a population without variance is refused in words', () => {
    expect(() => problemOf({ spectrum: [0, 0] })).toThrow(/no eigenvalue above 0/);
  });
});

const trial = (problem: Problem, random: Random, engine: Engine) =>
  runTrial(problem, trialContext(spectra, random, engine));

function runOnce(settings: Record<string, unknown>, engine: Engine) {
  return trial(problemOf(settings), createRandom('one'), engine);
}
