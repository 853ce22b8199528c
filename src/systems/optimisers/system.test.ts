// What is particular to optimisers; the conformance suite holds them to what every system must do.
import { expect, it } from 'vitest';
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
