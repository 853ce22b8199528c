// What is particular to early stopping; the conformance suite holds it to what every system must
// do.
import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { earlyStopping } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(earlyStopping);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings), { engine });

it('is exact without noise, for descent, its average and a heavy ball, below and above the number of samples', () => {
  for (const settings of [{}, { dimension: 60, samples: 20 }, { momentum: 0.9, step: 2.5 }, { step: 1.8 }]) {
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

it('refuses a step that diverges', () => {
  expect(() => problemOf({ step: 2 })).toThrow('step is 2, but must be below 2(1 + momentum) = 2');
  expect(() => problemOf({ step: 2, momentum: 0.5 })).not.toThrow();
  expect(() => problemOf({ duration: 1e6, step: 0.01 })).toThrow('a larger step or a shorter duration');
});
