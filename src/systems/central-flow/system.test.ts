// What is particular to the central flow; the conformance suite holds it to what every system must
// do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput, Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import type { CentralFlowObservable } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { centralFlow } from './system.ts';
import { CentralFlow } from './theory/central-flow.ts';
import { flowed, gradientVelocity } from './theory/gradient-flow.ts';
import { Landscape } from './theory/landscape.ts';
import { predict } from './theory/prediction.ts';
import { add, squaredDistance } from './theory/vectors.ts';

await describeConformance(centralFlow);

describeReferenceCases(evaluators, 'dynamics.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) => prepare(parameters.parse(settings), { engine });

describe('the course', () => {
  it('is several times closer to gradient descent than gradient flow is', () => {
    const { task, start, steps, parameters } = problem({});
    const { step: eta } = parameters;
    engine.heap.scope(() => {
      const landscape = new Landscape(engine, task);
      const flow = new CentralFlow(landscape, start, eta);
      const [w, gradient] = [start.slice(), new Float64Array(start.length)];
      for (let k = 0; k < steps; k++) {
        flow.advance();
        landscape.gradient(w, gradient);
        add(-eta, gradient, w);
      }
      const [plain] = flowed(gradientVelocity(landscape), start, [eta * steps]);
      const [near, far] = [flow.w, plain].map((end) => Math.sqrt(squaredDistance(end, w)));
      expect(far / near).toBeGreaterThan(3);
    });
  });

  it('with no step beyond the edge is gradient flow', () => {
    const settings = { step: 0.05, time: 5, window: 20, hidden: [4] };
    const [central, gradient] = ['central', 'gradient'].map(
      (theory) => predict(problem({ ...settings, theory }), theoryContext(centralFlow, engine)).observables,
    );
    const [one, other] = [central, gradient].map(({ loss }) => loss!.value as Float64Array);
    for (const [i, value] of one.entries()) expect(value / other[i]).toBeCloseTo(1, 5);
    expect(Array.from(central.variance!.value as Float64Array)).toEqual(Array.from(one, () => 0));
  });
});

it('has the distance of its flows as it promises, however close they are', () => {
  const settings = { theory: 'modified', hidden: [], degree: 1, time: 3, window: 20, jitter: 0 };
  for (const step of [0.1, 0.01, 0.001]) {
    const given = problem({ ...settings, step });
    const { value, error } = predict(given, theoryContext(centralFlow, engine)).observables.departure!;
    // A line through 0 learns its slope w with one λ: w − 1 falls as e^(−λt), and as
    // e^(−(λ + ηλ²/2)t).
    const lambda = given.task.inputs.reduce((sum, x) => sum + x * x, 0) / given.task.inputs.length;
    const exact = Math.abs((given.start[0] - 1) * Math.exp(-3 * lambda) * Math.expm1(-1.5 * step * lambda ** 2));
    expect(Math.abs((value as number) / exact - 1)).toBeLessThan(error as number);
  }
});

it('gives the modified flow up at twice the edge, where it would grow stiff without end', () => {
  const given = problem({ theory: 'modified', hidden: [20, 8, 3, 43], step: 0.2499 });
  let velocities = 0;
  const context = { ...theoryContext(centralFlow, engine), check: () => void velocities++ };
  expect(() => predict(given, context)).toThrow(/sharpened to 1\d(\.\d)?, and the edge is at 8/);
  expect(velocities).toBeLessThan(5000);
});

it('stops within a flow of which only the end is wanted, and says how far it is', () => {
  const given = problem({ theory: 'modified', step: 0.05, time: 4, window: 20, hidden: [4] });
  const told: number[] = [];
  const context = { ...theoryContext(centralFlow, engine), progress: (fraction: number) => void told.push(fraction) };
  predict(given, context);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  for (const third of [0, 1, 2]) expect(told.some((one) => one > third / 3 && one < (third + 1) / 3)).toBe(true);
  const check = () => {
    if (told.at(-1)! > 0.5) throw new Stopped();
  };
  told.length = 0;
  expect(() => predict(given, { ...context, check })).toThrow(Stopped);
});

describe('a trial', () => {
  const run = (settings: Record<string, unknown>, seed: number) =>
    centralFlow.trial(problem(settings), trialContext(centralFlow, createRandom(seed), engine));
  const SHORT = { hidden: [4], time: 10, window: 20 };

  it('differs from another by its jitter, without it in the eighth digit of the weights', async () => {
    const apart = async (jitter: number) => {
      const [one, other] = await Promise.all(
        [1, 2].map(async (seed) => (await run({ ...SHORT, jitter }, seed)).observables.loss as Float64Array),
      );
      return Math.max(...one.map((loss, i) => Math.abs(loss / other[i] - 1)));
    };
    const [plain, jittered] = [await apart(0), await apart(1e-5)];
    expect(plain).toBeGreaterThan(0);
    expect(plain).toBeLessThan(1e-6);
    expect(jittered).toBeGreaterThan(10 * plain);
  });

  it('measures the sharpness in every window, however short', async () => {
    for (const window of [2, 3, 20]) {
      const { sharpness } = (await run({ ...SHORT, window }, 1)).observables;
      expect((sharpness as Float64Array).every(Number.isFinite)).toBe(true);
    }
  });

  it('reports what it has, and stops when asked', () => {
    const reporter = stoppingReporter<CentralFlowObservable>(2, () => {});
    const { used } = engine.heap;
    expect(() =>
      centralFlow.trial(problem({ ...SHORT, time: 50 }), trialContext(centralFlow, createRandom(1), engine, reporter)),
    ).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });
});

it('refuses a start beyond the edge and a window that does not fit, and says what to choose', () => {
  expect(() => problem({ step: 5, time: 5000 })).toThrow(BadInput);
  expect(() => problem({ step: 5, time: 5000 })).toThrow(/choose a step below/);
  expect(() => problem({ time: 10 })).toThrow(/window is 1000, but training has 40 steps/);
});
