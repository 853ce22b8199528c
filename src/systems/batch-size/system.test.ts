// What is particular to batch sizes; the conformance suite holds them to what every system must do.
import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { checkParameters } from '../../plan/settings.ts';
import { theoryContext } from '../shared/contexts.testing.ts';
import { hyperbola } from './derived.ts';
import type { BatchSizeParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { batchSize } from './system.ts';

await describeConformance(batchSize);

const problem = (values: Record<string, unknown>) => prepare(checkParameters(batchSize, values) as BatchSizeParameters);
const predicted = (values: Record<string, unknown>) =>
  batchSize.predict(problem(values), theoryContext(batchSize, createWasmEngine()));
const notes = (values: Record<string, unknown>) => batchSize.validity(problem(values)).map(({ id }) => id);

it('predicts nothing beyond the largest stable rate, and no steps to a target out of reach', async () => {
  expect(() => predicted({ batch: 8, rate: 2 })).toThrow(
    /diverges: the rate 2.00 is above the largest stable one, 1.52/,
  );
  expect(notes({ batch: 8, rate: 2 })).toContain('near-instability');
  const { observables } = await predicted({ batch: 1, rate: 0.3 });
  expect(observables.stepsToTarget).toBeUndefined();
  expect(observables.excessRisk).toBeDefined();
  expect(notes({ batch: 1, rate: 0.3 })).toContain('out-of-reach');
});

it('follows the linear rule at small rates, up to where steps are no longer small', async () => {
  const examples = async (batch: number, rate: number) =>
    (await predicted({ batch, rate, rule: 'linear' })).observables.examplesToTarget!.value as number;
  expect((await examples(4, 0.01)) / (await examples(1, 0.01))).toBeCloseTo(1, 1);
  expect(() => predicted({ batch: 64, rate: 0.15, rule: 'linear' })).toThrow(/diverges/);
  expect(notes({ batch: 4, rate: 0.15, rule: 'linear' })).toContain('linear-rule');
});

it('says where the variance over runs has no bound, and the mean does', () => {
  // At B = 4, E f⁴ − 1 = u (7.5u³ − 12u² + 9u − 4) changes its sign between 0.8 and 1.
  const one = { spectrum: 'isotropic', dimension: 1, targetRisk: 0.5, batch: 4 };
  expect(notes({ ...one, rate: 0.8 })).not.toContain('wild-runs');
  expect(notes({ ...one, rate: 1 })).toContain('wild-runs');
  expect(notes({ ...one, rate: 1 })).not.toContain('near-instability');
});

it('says where gradients are not mostly noise', () => {
  const sign = { optimiser: 'sign', rate: 0.003, targetRisk: 0.2 };
  expect(notes({ ...sign, noise: 100, batch: 8 })).not.toContain('signal');
  expect(notes({ ...sign, noise: 1, batch: 8 })).toContain('signal');
  expect(() => problem({ ...sign, noise: 0 })).toThrow(/give a noise above 0/);
});

it('refuses networks with optimisers that have no part in the race', () => {
  expect(() => problem({ model: 'network', optimiser: 'adam' })).toThrow(/model=network has no optimiser=adam/);
});

it('finds the corner of a hyperbola', () => {
  const batch = Float64Array.of(1, 4, 16, 64);
  expect(
    hyperbola(
      batch,
      batch.map((B) => 10 + 200 / B),
    ),
  ).toBeCloseTo(20, 10);
  expect(
    hyperbola(
      batch,
      batch.map((B) => 200 / B),
    ),
  ).toBeUndefined();
  expect(hyperbola(Float64Array.of(1, 2), Float64Array.of(3, 2))).toBeUndefined();
});
