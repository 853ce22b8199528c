import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { theoryContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { prepare, type SpikedMatrixProblem } from './problem.ts';
import { evaluators } from './reference.ts';
import { spikedMatrix } from './system.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

await describeConformance(spikedMatrix);
describeReferenceCases(evaluators, 'hyperparameters.json');

const problem = (settings: Record<string, unknown>) => prepare(spikedMatrix.parameters.parse(settings));
const predicted = (of: SpikedMatrixProblem) => predict(of, theoryContext(spikedMatrix, createWasmEngine())).observables;

it.each([
  { signal: 1, size: 200, time: 1000 },
  { signal: 1, size: 100, time: 38 },
  { signal: 0.9, size: 20 },
])('does not say what an overlap is that outgrows its order, of %o', (settings) => {
  const far = problem(settings);
  expect(predicted(far).flowOverlap).toBeUndefined();
  expect(predicted(far).energy).toBeDefined();
  expect(validity(far).map(({ id }) => id)).toContain('discrete-spectrum');
});

it('says it where it stays small, and whatever a start or an outlier sets', () => {
  for (const settings of [
    { signal: 0.2 },
    { signal: 1, time: 0.1 },
    { signal: 2 },
    { signal: 1, start: 0.3, time: 50 },
  ])
    for (const overlap of predicted(problem(settings)).flowOverlap!.value as Float64Array)
      expect(overlap).toBeLessThanOrEqual(1);
});

it('ends with the top eigenvector, which a random start comes to as e^(−t·gap)', () => {
  for (const time of [100, 300, 1000]) {
    const { flowOverlap, energy } = predicted(problem({ signal: 2, size: 200, time }));
    expect((flowOverlap!.value as Float64Array).at(-1)! / 0.75).toBeCloseTo(1, 10);
    expect((energy!.value as Float64Array).at(-1)! / -1.25).toBeCloseTo(1, 10);
  }
});

it('has no start in one dimension but the direction itself', () => {
  expect(() => problem({ size: 1, start: 0.5 })).toThrow(/start is 0.5, but in one dimension.*start=random/);
});
