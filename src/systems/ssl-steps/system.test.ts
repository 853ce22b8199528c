// What is particular to these steps; the conformance suite holds them to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { barlowTwins } from './experiment/barlow.ts';
import { drawMoment } from './experiment/pairs.ts';
import { runTrial } from './experiment/trial.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { sslSteps } from './system.ts';
import { predict } from './theory/prediction.ts';
import { elementVariance, misalignment, sampledEigenvalue } from './theory/samples.ts';
import { halfTimeAfter, meanHalfTime, outputsInTurn, restAfter } from './theory/steps.ts';

await describeConformance(sslSteps);
describeReferenceCases(evaluators, 'ssl-steps.json');

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(sslSteps.parameters.parse(settings), { engine });

describe('gradient descent', () => {
  it('goes along the gradient of the loss of the embeddings of all pairs', () => {
    engine.heap.scope(() => {
      const [P, D, d] = [7, 3, 2];
      const [x, y, W] = [engine.heap.matrix(P, D), engine.heap.matrix(P, D), engine.heap.matrix(d, D)];
      const random = createRandom(5);
      for (const matrix of [x, y, W]) random.fillNormal(matrix);
      /** From the embeddings, pair by pair. */
      const lossOf = (weights: ArrayLike<number>) => {
        const embed = (from: ArrayLike<number>, p: number, i: number) =>
          [0, 1, 2].reduce((sum, k) => sum + weights[i * D + k] * from[p * D + k], 0);
        let loss = 0;
        for (let i = 0; i < d; i++)
          for (let j = 0; j < d; j++) {
            let c = 0;
            for (let p = 0; p < P; p++)
              c += (embed(x.values, p, i) * embed(y.values, p, j) + embed(y.values, p, i) * embed(x.values, p, j)) / 2;
            loss += (c / P - (i === j ? 1 : 0)) ** 2;
          }
        return loss;
      };
      const moment = engine.heap.matrix(D, D);
      engine.gemm({ a: x, transposeA: true, b: y, c: moment, alpha: 0.5 / P });
      engine.gemm({ a: y, transposeA: true, b: x, c: moment, alpha: 0.5 / P, beta: 1 });
      const start = Float64Array.from(W.values);
      const network = barlowTwins(moment, W, engine);
      expect(network.look()).toBeCloseTo(lossOf(start), 10);
      network.step(1);
      for (let at = 0; at < start.length; at++) {
        const moved = (h: number) => lossOf(start.map((one, k) => one + (k === at ? h : 0)));
        expect(start[at] - W.values[at]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
      }
    });
  });

  it.each([0.005, 0.02, 0.05])('on one mode is followed to second order in its step of %d', (rate) => {
    const [gamma, c0] = [1, 1e-6];
    const mode = { gamma, rate, logit: Math.log(c0 / (1 - c0)) };
    let c = c0;
    for (let step = 0; ; step++) {
      const next = c * (1 + 4 * rate * gamma * (1 - c)) ** 2;
      if (Math.abs(restAfter(mode, rate * step) - (1 - c)) > rate ** 2 * 10)
        expect.fail(`1 − c is ${1 - c} at step ${step}, and ${restAfter(mode, rate * step)} in theory`);
      if (c < 0.5 && next >= 0.5)
        expect(halfTimeAfter(mode) / (rate * (step + (0.5 - c) / (next - c))) - 1).toBeCloseTo(0, rate > 0.02 ? 2 : 3);
      c = next;
      if (1 - c < 1e-6) break;
    }
  });
});

describe('samples of pairs', () => {
  const [pairs, varying] = [4000, 0.2];
  const problem = problemOf({ spectrum: [1, 0.5, 0.3], embedding: 3, pairs, varying });
  const population = { gamma: problem.gamma, fourth: problem.fourth, varying };

  // Of much noise the smallest mode's scatter is nearly all noise.
  it.each([varying, 1])('have elements of Γ with the variances of theory, at ν = %d', (nu) => {
    const drawn = problemOf({ spectrum: [1, 0.5, 0.3], embedding: 3, pairs, varying: nu });
    const trials = 400;
    const squares = new Float64Array(9);
    for (let trial = 0; trial < trials; trial++)
      engine.heap.scope(() => {
        const moment = drawMoment(drawn, createRandom(trial), engine, () => {});
        for (let at = 0; at < 9; at++)
          squares[at] += (moment.values[at] - (at % 4 === 0 ? drawn.gamma[at / 4] : 0)) ** 2 / trials;
      });
    // Variances of 400 samples are right to 7 %.
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) {
        const ratio = (squares[3 * j + k] * pairs) / elementVariance({ ...population, varying: nu }, j, k);
        expect(ratio).toBeGreaterThan(0.75);
        expect(ratio).toBeLessThan(1.25);
      }
  });

  it('push eigenvalues apart and leave their sum', () => {
    const means = [0, 1, 2].map((j) => sampledEigenvalue(population, pairs, j).mean - problem.gamma[j]);
    expect(means[0]).toBeGreaterThan(0);
    expect(means[2]).toBeLessThan(0);
    expect(means[0] + means[1] + means[2]).toBeCloseTo(0, 12);
  });

  it('turn two equal directions by half of one on average', () => {
    const equal = { gamma: Float64Array.of(1, 1), fourth: Float64Array.of(3, 1, 1, 3), varying };
    expect(misalignment(equal, pairs, 1)).toBeCloseTo(0.5, 12);
  });
});

describe('what is learned', () => {
  const misaligned = (settings: Record<string, unknown>) =>
    predict(problemOf({ start: 'aligned', ...settings })).observables.misalignment?.value as number;

  // By simulation in NumPy: 200 trainings and, of the second, 100.
  it.each([
    [{ decay: 0.7, varying: 1, embedding: 4, rate: 0.05 }, 0.005374, 0.00025],
    [{}, 0.0003553, 0.000022],
    [{ pairs: 1000 }, 0.006914, 0.00026],
  ])('of %j is turned by the sample as far as training comes', (settings, measured, error) => {
    expect(Math.abs(misaligned({ duration: 1.6, ...settings }) - measured)).toBeLessThan(3 * error + 0.02 * measured);
  });

  it('has turned little where weights have grown little, and wholly of ever smaller starts', () => {
    const settings = { spectrum: [1, 0.4], embedding: 1, rate: 0.002 };
    expect(misaligned({ ...settings, duration: 0.1 })).toBeLessThan(0.2 * misaligned(settings));
    const whole = misalignment({ ...problemOf(settings), varying: 0.1 }, 20000, 1);
    expect(misaligned({ ...settings, initial: 1e-20 }) / whole).toBeCloseTo(1, 8);
  });
});

describe('random starts', () => {
  it('leave each mode the part of its column that is orthogonal to those before', () => {
    // Columns (3, 4), (1, 0) and one that is not learned.
    const [first, second] = outputsInTurn(Float64Array.of(3, 1, 7, 4, 0, 7), 2);
    for (const [k, expected] of [5, 0.6, 9.8].entries()) expect(first[k]).toBeCloseTo(expected, 12);
    for (const [k, expected] of [0, 0.8, 1.4].entries()) expect(second[k]).toBeCloseTo(expected, 12);
  });

  it('have the mean times of normal weights', () => {
    const draws = 4000;
    const mean = [0, 0, 0];
    engine.heap.scope(() => {
      const weights = engine.heap.matrix(3, 3);
      const random = createRandom(1);
      for (let draw = 0; draw < draws; draw++) {
        random.fillNormal(weights);
        outputsInTurn(Float64Array.from(weights.values), 3).forEach((row, j) => {
          mean[j] -= Math.log(0.5 * (1e-3 * row[j]) ** 2) / (8 * 0.5) / draws;
        });
      }
    });
    // Of ln χ² with one degree of freedom the deviation is 2.2, which is 0.009 in the mean time.
    mean.forEach((time, j) => {
      expect(Math.abs(time - meanHalfTime(0.5, 1e-3, j + 1, 3))).toBeLessThan(0.03);
    });
  });
});

it('leaves the heap as it found it, and repeats itself', () => {
  const { used } = engine.heap;
  const measure = () => runTrial(problemOf({ pairs: 500 }), trialContext(sslSteps, createRandom(1), engine));
  expect(measure()).toEqual(measure());
  expect(engine.heap.used).toBe(used);
});

describe('validity', () => {
  const notes = (settings: Record<string, unknown>) => sslSteps.validity(problemOf(settings)).map(({ id }) => id);

  it.each([
    [{}, []],
    [{ rate: 0.1 }, ['large-step']],
    [{ spectrum: [1, 0.5, 0.45], embedding: 2, start: 'redrawn' }, ['close-modes']],
    [{ spectrum: [1, 0.5, 0.45], embedding: 2, start: 'aligned' }, []],
    // Weights that leave the last mode little: measured times are 7.5 % early.
    [{ task: 4 }, ['close-modes']],
    [{ pairs: 100, start: 'aligned' }, ['few-pairs', 'mixed-modes']],
    [{ initial: 0.03, start: 'aligned' }, ['large-start']],
  ])('of %j names %j', (settings, expected) => {
    expect(notes(settings)).toEqual(expected);
  });
});

it('predicts nothing of eigenvalues that scatter by more than half', () => {
  const of = (pairs: number) => predict(problemOf({ pairs, varying: 1 })).observables.halfTime;
  expect(of(1000)).toBeDefined();
  expect(of(4)).toBeUndefined();
});

describe('bad input', () => {
  it.each([
    [{ rate: 0.5 }, /rate is 0.5, .* take less than 1\/4γ, 0.25/],
    [{ embedding: 4, dimension: 3 }, /embedding is 4, but inputs vary in 3 directions/],
    [{ spectrum: [10, 5], embedding: 1, initial: 0.1, rate: 0.001 }, /initial is 0.1, .* take at most 0.031/],
    [{ rate: 1e-6 }, /duration is 1.1, which is .* steps of rate=0.000001/],
    [{ embedding: 2, dimension: 1 }, /inputs vary in 1 direction, .* take at most 1$/],
  ])('%j is refused with a way out', (settings, message) => {
    expect(() => problemOf(settings)).toThrow(message);
  });

  it.each([
    [[1], 0.1],
    [[10], 0.031],
    [[60, 3], 0.012],
  ])('of the spectrum %j the longest start that is named is taken', (spectrum, longest) => {
    const start = (initial: number) => () =>
      problemOf({ spectrum, embedding: 1, initial, start: 'aligned', rate: 1e-4 });
    expect(start(longest)).not.toThrow();
    if (longest < 0.1) expect(start(0.1)).toThrow(`take at most ${longest}`);
  });
});
