// What is particular to networks of infinite width; the conformance suite holds the system to what
// every one must do.
import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { halvesOf, wideNetwork } from './experiment/networks.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { meanField } from './system.ts';

await describeConformance(meanField);
describeReferenceCases(evaluators, 'dynamics.json');

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

it('has halves that make up the whole of one hidden layer', () => {
  engine.heap.scope(() => {
    const problem = problemOf({ width: 10, samples: 3, richness: 0.5 });
    const whole = wideNetwork(problem, engine, 10);
    whole.initialise(createRandom(1));
    const inputs = engine.heap.matrix(4, 3);
    createRandom(2).fillNormal(inputs);
    const [one, two] = halvesOf(problem, whole).map((half) => half.predict(inputs).values);
    whole.predict(inputs).values.forEach((f, i) => {
      expect((one[i] + two[i]) / 2).toBeCloseTo(f, 12);
    });
  });
});

it('measures outputs from where they begin, leaves the heap as it found it, and stops when told to', () => {
  const { used } = engine.heap;
  const problem = problemOf({ width: 16, depth: 2, activation: 'erf', targets: [2, 0, -1] });
  const { observables } = runTrial(problem, trialContext(meanField, createRandom(1), engine));
  expect((observables.learned as Float64Array)[0]).toBe(0);
  expect((observables.loss as Float64Array)[0]).toBeCloseTo(5 / 6, 12);
  const stopping = trialContext(meanField, createRandom(1), engine, stoppingReporter(3));
  expect(() => runTrial(problem, stopping)).toThrow(Stopped);
  expect(engine.heap.used).toBe(used);
});

it('refuses overlaps that no inputs have, and targets without a task', () => {
  expect(() => problemOf({ samples: 3, correlation: -0.6 })).toThrow(
    /correlation is -0.6, but 3 inputs that overlap alike must do so by more than −0.5/,
  );
  expect(() => problemOf({ samples: 2, correlation: -0.6 })).not.toThrow();
  expect(() => problemOf({ targets: [0, 0] })).toThrow(/targets are all 0/);
});

it('says where chance moves the kernel as much as training does', () => {
  const notes = (settings: Record<string, unknown>) => meanField.validity(problemOf(settings)).map(({ id }) => id);
  expect(notes({})).toEqual([]);
  // Measured 66 % above theory, and within 0.4 ± 0.7 % of it.
  expect(notes({ richness: 0.1, width: 1024 })).toEqual(['chance-movement']);
  expect(notes({ richness: 0.25, width: 16_384 })).toEqual([]);
});
