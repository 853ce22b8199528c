// What is particular to early stopping; the conformance suite holds it to what every system must
// do.
import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare, timesOf } from './problem.ts';
import { earlyStopping } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(earlyStopping);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings), { engine });

it('is exact without noise, for descent, its average and a heavy ball, below and above the number of samples', () => {
  for (const settings of [
    {},
    { dimension: 60, samples: 20 },
    { momentum: 0.9, step: 2.5, duration: 80 },
    { step: 1.8 },
  ]) {
    const problem = problemOf({ noise: 0, duration: 20, ...settings });
    const { observables } = runTrial(problem, trialContext(earlyStopping, createRandom(1), engine));
    const predicted = predict(problem, { engine }).observables;
    for (const [name, measured] of Object.entries(observables) as ['risk' | 'ridgeRisk', Float64Array][]) {
      const value = predicted[name]!.value as Float64Array;
      // Averages stop where e^(−12) of their weight is left.
      const digits = name === 'risk' ? 1e-9 : 1e-4;
      measured.forEach((one, i) => {
        expect(Math.abs(one - value[i]), name).toBeLessThan(digits * value[0]);
      });
    }
  }
});

it('draws a truth whose power is the one that the description of the noise gives', () => {
  const { X, truth } = problemOf({});
  const outputs = Array.from({ length: 40 }, (_, i) => truth.reduce((sum, one, j) => sum + one * X[i * 30 + j], 0));
  expect(outputs.reduce((sum, one) => sum + one * one, 0) / 40).toBeCloseTo(0.76, 2);
});

it('never trains for longer than it is told to', () => {
  for (const settings of [{}, { duration: 3 }, { momentum: 0.9 }, { momentum: 0.95, step: 1 }]) {
    const problem = problemOf(settings);
    const last = timesOf(problem).at(-1)!;
    expect(last).toBeLessThanOrEqual(problem.parameters.duration * (1 + 1e-12));
    expect(last + timesOf(problem)[0]).toBeGreaterThan(problem.parameters.duration);
  }
});

it('refuses a step that diverges, or is longer than the duration', () => {
  expect(() => problemOf({ step: 2 })).toThrow('step is 2, but must be below 2(1 + momentum) = 2');
  expect(() => problemOf({ step: 2, momentum: 0.5 })).not.toThrow();
  expect(() => problemOf({ momentum: 0.999 })).toThrow(
    'duration is 50, but one step takes the time η/(1 − momentum) =',
  );
  expect(() => problemOf({ step: 0.01, duration: 1e-4 })).toThrow('choose a longer duration or a smaller step');
  expect(() => problemOf({ duration: 1e6, step: 0.01 })).toThrow('a larger step or a shorter duration');
});
