import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import type { Dataset } from '../../data/dataset.ts';
import { bundledDigits } from '../../data/digits.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { networkDenoiser } from './experiment/network.ts';
import { wasserstein } from './experiment/quality.ts';
import { drawRows } from './experiment/rows.ts';
import { runTrial } from './experiment/trial.ts';
import { prepare } from './problem.ts';
import { learnedDiffusion } from './system.ts';
import { sharesOfMixtures, sharesOfModes } from './theory/emergence.ts';
import { predict } from './theory/prediction.ts';
import { samplingMap, similarityOfHalves } from './theory/similarity.ts';

await describeConformance(learnedDiffusion);

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) => prepare(learnedDiffusion.parameters.parse(settings), { engine });
const context = theoryContext(learnedDiffusion, engine);

describe('the theory', () => {
  it('emerges where ln S + ln(1 − Σ S_j/(S_j + S)/n) says, in standard diffusion', () => {
    const [images, leastNoise, mostNoise] = [40, -5, 3];
    const few = problem({ images, leastNoise, mostNoise });
    const times = predict(few, context).observables.emergence!.value as Float64Array;
    times.forEach((time, k) => {
      const S = few.variances[k];
      const learned = few.variances.reduce((sum, other) => sum + other / (other + S), 0);
      const gamma = Math.log(S) + Math.log1p(-learned / images);
      expect(time).toBeCloseTo((gamma - leastNoise) / (mostNoise - leastNoise), 4);
    });
  });

  it('makes the same of modes one by one and as mixtures of components', () => {
    const variances = Float64Array.of(3, 1, 0.2);
    const gammas = Float64Array.of(1, -0.5, 0.3);
    const covariance = Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? variances[at / 4] : 0));
    const modes = Float64Array.from({ length: 9 }, (_, at) => (at % 4 === 0 ? 1 : 0));
    const mixed = sharesOfMixtures({ covariance, modes, count: 3 }, gammas, 5, engine);
    sharesOfModes(variances, gammas, 5).shares.forEach((share, k) => {
      expect(mixed[k]).toBeCloseTo(share, 12);
    });
  });

  it('adds the steps of a sampler up to their product, for few steps and many', () => {
    for (const steps of [1, 5, 300]) {
      const gammas = Array.from({ length: steps + 1 }, (_, j) => 4 - (9 * j) / steps);
      const { atZero, weights, poles } = samplingMap(gammas);
      expect(Math.min(...weights)).toBeGreaterThan(0);
      for (const value of [0, 0.01, 1, 20]) {
        let product = 1;
        for (let j = 0; j < steps; j++) {
          const [a, b] = [gammas[j], gammas[j + 1]].map((gamma) => 1 / (1 + Math.exp(gamma)));
          const [left, right] = [Math.sqrt(a * b) * value + Math.sqrt((1 - a) * (1 - b)), a * value + 1 - a];
          product *= left / right;
        }
        const sum = weights.reduce((total, weight, j) => total + (weight * value) / (value + poles[j]), atZero);
        expect(sum / product).toBeCloseTo(1, 9);
      }
    }
  });

  it('of one image each, in many dimensions alike, has halves that agree in nothing but the noise left', () => {
    const gammas = Array.from({ length: 41 }, (_, j) => 8 - (16 * j) / 40);
    expect(similarityOfHalves(samplingMap(gammas), new Float64Array(2000).fill(1), 1)).toBeLessThan(0.01);
    expect(similarityOfHalves(samplingMap(gammas), new Float64Array(2000).fill(1), 1e7)).toBeGreaterThan(0.999);
  });

  it('says how far it is, and stops when told to', () => {
    const fractions: number[] = [];
    const misaligned = problem({ basis: 'haar', strength: 0.5 });
    predict(misaligned, { ...context, progress: (fraction) => void fractions.push(fraction) });
    expect(fractions.length).toBeGreaterThan(10);
    const check = () => {
      throw new Stopped();
    };
    expect(() => predict(misaligned, { ...context, check })).toThrow(Stopped);
  });
});

describe('a network', () => {
  const tiny = { denoiser: 'network', images: 8, width: 64, depth: 2, updates: 250, batch: 64, samples: 40, steps: 8 };

  it('copies a few images, and its halves are then unlike; it repeats itself and leaves the heap as it was', () => {
    const copying = problem(tiny);
    const { used } = engine.heap;
    const measure = () => runTrial(copying, trialContext(learnedDiffusion, createRandom(1), engine));
    const { observables, exhibits } = measure();
    expect(observables.nearest).toBeLessThan(0.6);
    expect(observables.similarity).toBeLessThan(0.5);
    expect(exhibits).toMatchObject([
      { rows: 35, columns: 89 },
      { rows: 53, columns: 89 },
    ]);
    expect(measure().observables).toEqual(observables);
    expect(engine.heap.used).toBe(used);
  });

  it('is stopped while it learns', () => {
    const fractions: number[] = [];
    const reporter = {
      progress: (fraction: number) => void fractions.push(fraction),
      partial() {},
      check() {
        if (fractions.length > 2) throw new Stopped();
      },
    };
    const context = trialContext(learnedDiffusion, createRandom(1), engine, reporter);
    expect(() => runTrial(problem(tiny), context)).toThrow(Stopped);
    expect(fractions[2]).toBeCloseTo((0.95 * 30) / 250 / 2, 12);
  });

  it('that diverges is a failed trial', () => {
    const wild = problem({ ...tiny, rate: 1 });
    engine.heap.scope(() => {
      const rows = drawRows(wild, createRandom(1), engine).training[0];
      rows.values.fill(1e39);
      const learning = { random: createRandom(1), engine, check() {}, progress() {} };
      expect(() => networkDenoiser(wild, rows, learning)).toThrow(/diverged at update/);
    });
  });
});

describe('a trial', () => {
  it('has nothing to say of a second half, or of classes, that are not there', () => {
    const { labels, ...rest } = { labels: 'number' as const, data: bundledDigits(), images: 1000, rows: '1:1500' };
    const { observables, without } = runTrial(
      problem({ ...rest, labels }),
      trialContext(learnedDiffusion, createRandom(1), engine),
    );
    expect(observables.similarity).toBeUndefined();
    expect(without).toMatchObject({ similarity: /second half/, recognised: /classes/ });
    expect(observables.distance).toHaveLength(4);
  });

  it('finds no distance of rows from their own covariance, and that of a stretched mode', () => {
    engine.heap.scope(() => {
      const rows = engine.heap.matrixFrom(4, 2, [2, 1, -2, -1, 2, -1, -2, 1]);
      const modes = Float64Array.of(1, 0, 0, 1);
      expect(wasserstein(rows, { modes, variances: Float64Array.of(4, 1) }, engine)).toBeCloseTo(0, 12);
      expect(wasserstein(rows, { modes, variances: Float64Array.of(1, 1) }, engine)).toBeCloseTo(0.5, 12);
    });
  });
});

describe('parameters', () => {
  it('are refused where images do not suffice or do not fit', () => {
    expect(() => problem({ images: 1700 })).toThrow(/images is 1700, but digits.csv.gz has 1797.*at most 1597/);
    expect(() => problem({ images: 1700, distribution: 'gaussian' })).not.toThrow();
    expect(() => problem({ data: bundledDigits(), across: 7 })).toThrow(/across is 7.*64 pixels/);
    expect(() => problem({ data: arrays(4, 4, 3) })).toThrow(/arrays of 4 × 4 × 3.*one channel.*numpy\.save/);
    expect(() => problem({ data: arrays(4, 8), images: 20, labels: 'classes' })).toThrow(
      /labels is classes, but no column.*label=…/,
    );
  });
});

/** 100 arrays of that shape, as an .npy file without labels holds them. */
function arrays(...shape: number[]): Dataset {
  const columns = shape.reduce((product, one) => product * one);
  const values = Float64Array.from({ length: 100 * columns }, (_, k) => Math.sin(k * k));
  const table = { rows: 100, columns, values, shape, unlabelled: `arrays of ${shape.join(' × ')}` };
  return { ...table, name: 'x.npy', origin: 'x.npy', sha256: `${shape}`.padEnd(64, '0') };
}

describe('images without labels', () => {
  it('are learned whole, in the shape of their arrays', () => {
    const { images } = problem({ data: arrays(4, 8), images: 20 });
    expect(images).toMatchObject({ features: 32, outputs: 0, height: 4, across: 8, isClassified: false });
    expect(learnedDiffusion.reading!(learnedDiffusion.parameters.parse({ data: arrays(4, 8) }))!.sentence).toMatch(
      /no label; 32 features/,
    );
  });

  it('are made again by a trial that has no classes to name', () => {
    const { observables } = runTrial(
      problem({ data: arrays(4, 4), images: 20, samples: 20 }),
      trialContext(learnedDiffusion, createRandom(1), engine),
    );
    expect(observables.similarity).toBeGreaterThan(0);
  });
});
