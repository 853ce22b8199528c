// What is particular to the catapult; the conformance suite holds it to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { dense, hessian } from '../../networks/curvature.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { eigenvaluesAndVectors } from '../../numeric/symmetric.ts';
import { checkParameters } from '../../plan/settings.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { mapSharpness, mapStep } from '../shared/two-layer-map.ts';
import { drawTwoLayer } from '../shared/two-layer-start.ts';
import { runTrial } from './experiment/trial.ts';
import type { CatapultParameters } from './parameters.ts';
import { type CatapultProblem, prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { catapult } from './system.ts';
import { course, DIVERGENT_EDGE, divergentEdge, lazyEdge, phaseOf, sharpnessEdge } from './theory/phases.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(catapult);
describeReferenceCases(evaluators, 'dynamics.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(catapult, settings) as CatapultParameters);
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(catapult, createRandom(seed), engine)).observables as Record<string, number>;
const predicted = (of: CatapultProblem) => predict(of, theoryContext(catapult, engine)).observables;
const setting = (n: number, f = 1) => ({ start: { f, lambda: 2 }, n, steps: 500 });

describe('the map', () => {
  it('is gradient descent on u and v', () => {
    const [n, eta] = [3, 0.9];
    const [u, v] = [Float64Array.of(1.1, -0.4, 0.3), Float64Array.of(0.2, 0.9, -1.3)];
    const stateOf = () => ({
      f: u.reduce((sum, x, i) => sum + x * v[i], 0) / Math.sqrt(n),
      lambda: u.reduce((sum, x, i) => sum + x * x + v[i] * v[i], 0) / n,
    });
    let state = stateOf();
    for (let step = 0; step < 6; step++) {
      const part = (eta * stateOf().f) / Math.sqrt(n);
      for (let i = 0; i < n; i++) [u[i], v[i]] = [u[i] - part * v[i], v[i] - part * u[i]];
      state = mapStep(state, eta, n);
      expect(state.f).toBeCloseTo(stateOf().f, 12);
      expect(state.lambda).toBeCloseTo(stateOf().lambda, 12);
    }
  });

  it('has the Hessian of the network that it stands for', () => {
    engine.heap.scope(() => {
      const width = 4;
      const { objective, network } = drawTwoLayer(engine, { width, output: 1.3, kernel: 2 }, createRandom(3));
      const { values } = eigenvaluesAndVectors(dense(hessian(objective)), network.model.size, engine);
      expect(Math.max(...values)).toBeCloseTo(mapSharpness({ f: 1.3, lambda: 2 }, width), 10);
    });
  });
});

describe('the edges', () => {
  it('of the loss are at the root of c − c²q² = 2', () => {
    for (const [n, f] of [
      [16, 1],
      [100, 3],
      [1e4, 2],
    ]) {
      const square = f ** 2 / (4 * n);
      expect(lazyEdge(setting(n, f))).toBeCloseTo((1 - Math.sqrt(1 - 8 * square)) / (2 * square), 6);
    }
  });

  it('of the sharpness approach 5/2 from above', () => {
    const edges = [10, 100, 1000].map((n) => sharpnessEdge(setting(n))!);
    expect(edges[0]).toBeGreaterThan(edges[1]);
    expect(edges[2]).toBeGreaterThan(2.5);
    expect(edges[2]).toBeLessThan(2.503);
  });

  it('of divergence are at 4 however narrow the network', () => {
    for (const n of [2, 5, 50, 1e5])
      for (const f of [0.1, 1]) {
        expect(phaseOf(course(setting(n, f), DIVERGENT_EDGE - 0.01))).toBeLessThan(4);
        expect(phaseOf(course(setting(n, f), DIVERGENT_EDGE + 0.01))).toBe(4);
      }
  });

  it('of divergence takes steps to be told from growth', () => {
    // In 8 steps the loss of a wide network has no time to come back: what is measured is 2.
    const few = { width: 10_000, steps: 8, rate: 2.2 };
    expect(measure(few).divergentEdge).toBeLessThan(2.1);
    expect(predicted(problem(few)).divergentEdge).toBeUndefined();
    expect(divergentEdge(setting(10_000))).toBe(4);
  });

  it('are not predicted where rounding decides', () => {
    expect(predicted(problem({ rate: 4 })).phase).toBeUndefined();
    expect(predicted(problem({ rate: 4.1 })).phase?.value).toBe(4);
  });
});

describe('a wide network', () => {
  it('of one datum and two linear layers is the solvable one', () => {
    const { lazyEdge, divergentEdge } = measure({ model: 'network', samples: 1, width: 512, steps: 200 });
    expect(Math.abs(lazyEdge / 2 - 1)).toBeLessThan(0.02);
    expect(Math.abs(divergentEdge / 4 - 1)).toBeLessThan(0.02);
  });

  it('of relu units diverges near 4 with one hidden layer, and far beyond with two', () => {
    const edge = (depth: number) =>
      measure({ model: 'network', activation: 'relu', depth, width: 96, samples: 4, steps: 50 }).divergentEdge;
    const [shallow, deep] = [edge(1), edge(2)];
    expect(shallow).toBeGreaterThan(3);
    expect(deep).toBeGreaterThan(1.4 * shallow);
  });

  it('of relu units on one datum fails without diverging: its units die', () => {
    const settings = { model: 'network', activation: 'relu', samples: 1, width: 64, steps: 60 };
    expect(measure({ ...settings, rate: 20, edges: 'no' }).phase).toBeLessThan(4);
    expect(measure(settings).divergentEdge).toBeLessThan(6);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    expect(measure({ width: 32 })).toEqual(measure({ width: 32 }));
    const context = trialContext(catapult, createRandom(1), engine, stoppingReporter(0));
    for (const model of ['solvable', 'network']) expect(() => runTrial(problem({ model }), context)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('is refused an output that no weights have', () => {
    expect(() => problem({ width: 4, output: 2 })).toThrow(/output is 2, but must be below 2/);
    expect(() => problem({ width: 4, output: 2, model: 'network' })).not.toThrow();
  });
});
