import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { createRandom } from '../../../numeric/random.ts';
import { trialContext } from '../../shared/contexts.testing.ts';
import { runTrial } from '../experiment/trial.ts';
import { observables } from '../observables.ts';
import { parameters } from '../parameters.ts';
import { prepare } from '../problem.ts';
import { twoLayerCourse } from './descent.ts';
import { chiSquareNodes, chiSquareWeights, randomStartCourse, randomStartLoss } from './random-start.ts';

describe('the law of χ² on nodes', () => {
  it.each([1, 2, 7.5, 64, 900])('has the moments of %f degrees of freedom', (degrees) => {
    const nodes = chiSquareNodes(Math.max(1, degrees - 3), degrees);
    const weights = chiSquareWeights(nodes, degrees);
    const mean = (f: (chi2: number) => number) => nodes.reduce((sum, chi2, i) => sum + weights[i] * f(chi2), 0);
    expect(mean((x) => x) / degrees).toBeCloseTo(1, 8);
    expect(mean((x) => (x - degrees) ** 2) / (2 * degrees)).toBeCloseTo(1, 7);
    if (degrees === 2) expect(mean(Math.log)).toBeCloseTo(Math.log(2) - 0.5772156649015329, 7);
  });
});

describe('vectors under gradient descent', () => {
  it('are one map for the growing and one for the decaying part', () => {
    const [s, eta] = [1.3, 0.1];
    let [u, v] = [
      [0.3, -0.2, 0.1],
      [0.1, 0.2, 0.25],
    ];
    const part = (sign: number) => u.reduce((sum, x, i) => sum + (x + sign * v[i]) ** 2 / 4, 0);
    const { strengths } = twoLayerCourse({ growing: part(1), decaying: part(-1) }, { s, lambda: 1 }, { eta, at: [40] });
    for (let k = 0; k < 40; k++) {
      const e = s - u.reduce((sum, x, i) => sum + x * v[i], 0);
      [u, v] = [u.map((x, i) => x + eta * e * v[i]), v.map((x, i) => x + eta * e * u[i])];
    }
    expect(strengths[0]).toBeCloseTo(
      u.reduce((sum, x, i) => sum + x * v[i], 0),
      12,
    );
  });
});

describe('small random starts', () => {
  const p = parameters.parse({ hidden: 16, modes: 3, inputs: 4, outputs: 4, initial: 1e-4, step: 0.05, mode: 3 });
  const problem = prepare(p);
  const engine = createWasmEngine();
  const trials = Array.from({ length: 300 }, (_, i) =>
    runTrial(problem, trialContext({ observables }, createRandom(7).stream('trial', i), engine)),
  );
  const s = Float64Array.from(problem.modes, (mode) => mode.s);
  const start = { hidden: 16, a0: 1e-4, s, eta: 0.05, at: problem.measuredAt, dynamics: 'descent' as const };
  const course = randomStartCourse(start);

  /** Mean of measured over predicted, and its standard error. */
  const ratio = (values: number[], predicted: number) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return { value: mean / predicted, error: Math.sqrt(variance / values.length) / predicted };
  };

  it('leave a later mode fewer hidden directions: the third has h − 2 of them when it grows', () => {
    const rising = course.strengths[2].findIndex((a) => a > 0.1 * s[2]);
    expect(course.free[rising]).toBeLessThan(16 - 1.99);
    const measured = trials.map(({ observables }) => (observables.strength as Float64Array)[rising]);
    const counted = ratio(measured, course.strengths[2][rising]);
    expect(Math.abs(counted.value - 1)).toBeLessThan(3 * counted.error);
    // With h directions for every mode, the third alone would come out too high.
    const alone = randomStartCourse({ ...start, s: s.slice(2) }).strengths[0][rising];
    const uncounted = ratio(measured, alone);
    expect(1 - uncounted.value).toBeGreaterThan(3 * uncounted.error);
  });

  it('have the mean half times of the law, not those of the mean strength', () => {
    for (let k = 0; k < 3; k++) {
      const measured = trials.map(({ observables }) => (observables.halfTime as Float64Array)[k]);
      const { value, error } = ratio(measured, course.halfTimes[k]);
      expect(Math.abs(value - 1)).toBeLessThan(3.5 * error);
    }
    const atMean = twoLayerCourse(
      { growing: 1e-4, decaying: 0 },
      { s: s[2], lambda: 1 },
      { eta: 0.05, at: [0], longest: 1e6 },
    ).halfTime;
    const measured = trials.map(({ observables }) => (observables.halfTime as Float64Array)[2]);
    const { value, error } = ratio(measured, atMean);
    expect(value - 1).toBeGreaterThan(4 * error);
  });

  it('lose what lies off the diagonal as predicted', () => {
    const loss = randomStartLoss({ ...start, idleInputs: 1, idleOutputs: 1 }, course);
    for (const i of [8, 16, 24, 32]) {
      const measured = trials.map(({ observables }) => (observables.loss as Float64Array)[i]);
      const { value, error } = ratio(measured, loss[i]);
      expect(Math.abs(value - 1)).toBeLessThan(3.5 * error);
    }
  });
});
