// What is particular to optimisers; the conformance suite holds them to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { optimisers } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(optimisers);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

it.each([
  { optimiser: 'gradient-descent', rate: 1.7 },
  { optimiser: 'heavy-ball', rate: 2.5 },
  { optimiser: 'nesterov' },
  { optimiser: 'conjugate-gradients' },
  { optimiser: 'preconditioned', power: 0.7 },
  { optimiser: 'preconditioned', power: 1, rate: 0.3 },
  { optimiser: 'sign' },
  { optimiser: 'sign', capacity: 3, source: 1.5, rate: 0.05 },
  { optimiser: 'adam' },
  { optimiser: 'adam', momentum: 0, memory: 0.9 },
  { optimiser: 'adagrad' },
  { optimiser: 'sign', rate: 0.25 },
  { optimiser: 'sign', rate: 0.25, dimension: 1 },
  { optimiser: 'muon', dimension: 12 },
  { optimiser: 'muon', dimension: 12, orthogonalisation: 'newton-schulz' },
  { optimiser: 'shampoo', dimension: 12 },
  // A step that leaves nothing but rounding of the loss.
  { optimiser: 'gradient-descent', dimension: 1 },
  { optimiser: 'muon', dimension: 1 },
  { optimiser: 'preconditioned', power: 1 },
  { optimiser: 'conjugate-gradients', capacity: 5e-7 },
])('is exact for %o', (settings) => {
  const problem = problemOf({ dimension: 40, steps: 30, targetLoss: 0.1, ...settings });
  const measured = runTrial(problem, trialContext(optimisers, createRandom(1), engine)).observables;
  const predicted = predict(problem, theoryContext(optimisers, engine)).observables;
  const [loss, expected] = [measured.loss as Float64Array, predicted.loss!.value as Float64Array];
  expect(loss.length).toBe(expected.length);
  loss.forEach((one, k) => {
    expect(Math.abs(one - expected[k])).toBeLessThan(1e-6 * expected[k] + 1e-24);
  });
  if (predicted.speedup) expect(measured.speedup as number).toBeCloseTo(predicted.speedup.value as number, 5);
  else expect(measured.speedup).toBeUndefined();
});

it('takes what a preconditioner of any condition number rounds for nothing', () => {
  const problem = problemOf({ optimiser: 'preconditioned', power: 1, steps: 2 });
  const { loss } = runTrial(problem, trialContext(optimisers, createRandom(1), engine)).observables;
  expect((loss as Float64Array)[0]).toBeLessThan(optimisers.observables.loss.floor!(problem));
});

it.each([
  { optimiser: 'gradient-descent', dimension: 1 },
  { optimiser: 'conjugate-gradients', capacity: 0 },
  { optimiser: 'preconditioned', power: 1, rate: 1 },
])('arrives within a step where nothing is left, for %o', (settings) => {
  const problem = problemOf({ dimension: 20, steps: 40, targetLoss: 1e-4, ...settings });
  const { stepsToTarget } = runTrial(problem, trialContext(optimisers, createRandom(1), engine)).observables;
  // By logarithms down to 1e-20, whether 0 or 1e-32 is left.
  expect(stepsToTarget).toBeCloseTo(0.2, 12);
  expect(predict(problem, theoryContext(optimisers, engine)).observables.stepsToTarget!.value).toBeCloseTo(0.2, 12);
});

it('reads no exponent from rounding errors', () => {
  const steps = Float64Array.from([1, 10, 20, 40]);
  const exponent = optimisers.derived!.exponent.fit;
  expect(
    exponent(
      steps,
      steps.map((k) => 1 / k),
    ),
  ).toBeCloseTo(1, 12);
  expect(exponent(steps, Float64Array.from([1, 1e-3, 1e-21, 1e-30]))).toBeUndefined();
});

it('predicts conjugate gradients as far as their rounding lets it', () => {
  const losses = (capacity: number) => {
    const problem = problemOf({ optimiser: 'conjugate-gradients', dimension: 50, steps: 49, capacity });
    return predict(problem, theoryContext(optimisers, engine)).observables.loss?.value as Float64Array | undefined;
  };
  // In 700 digits.
  expect(losses(8.8)!.at(-1)! / 2.3024299e-13).toBeCloseTo(1, 2);
  expect(losses(10)).toBeUndefined();
});

it('predicts nothing of Muon where a whole number of steps leads to 0', () => {
  const losses = (rate: number) =>
    predict(problemOf({ optimiser: 'muon', dimension: 4, rate }), theoryContext(optimisers, engine)).observables.loss;
  expect(losses(0.25)).toBeUndefined();
  expect(losses(0.24925)).toBeDefined();
});

it('has numbers of Adam whose first step leads to 0, and refuses one without memory', () => {
  for (const momentum of [0, 0.9]) {
    const problem = problemOf({ optimiser: 'adam', momentum, memory: 1e-6, rate: 1, steps: 40 });
    const { loss } = predict(problem, theoryContext(optimisers, engine)).observables;
    expect((loss!.value as Float64Array).every(Number.isFinite)).toBe(true);
  }
  expect(() => problemOf({ optimiser: 'adam', memory: 0 })).toThrow(/memory/);
});

describe('the note on nothing learned', () => {
  const ids = (settings: Record<string, unknown>) => optimisers.validity(problemOf(settings)).map(({ id }) => id);
  const fall = (settings: Record<string, unknown>) => {
    const { loss } = predict(problemOf(settings), theoryContext(optimisers, engine)).observables;
    return 1 - (loss!.value as Float64Array).at(-1)!;
  };

  it.each([
    'gradient-descent',
    'heavy-ball',
    'nesterov',
    'preconditioned',
    'sign',
    'adam',
    'adagrad',
    'muon',
    'shampoo',
  ])('is there for small steps of %s, under which the loss falls by no more than it says', (optimiser) => {
    const small = { optimiser, dimension: 10, steps: 20, rate: 1e-7 };
    expect(ids(small)).toContain('nothing-learned');
    expect(fall(small)).toBeLessThan(0.01);
    // Steps 1e5 times as large have their note, or make the loss fall.
    const large = { ...small, rate: 1e-2 };
    expect(ids(large)).not.toContain('nothing-learned');
    expect(fall(large)).toBeGreaterThan(0.005);
  });

  it('is not there by default', () => {
    expect(ids({})).toEqual([]);
    expect(ids({ optimiser: 'conjugate-gradients' })).toEqual([]);
  });
});
