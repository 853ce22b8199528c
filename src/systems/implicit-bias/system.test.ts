import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { implicitBias } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(implicitBias);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings), { engine });

it.each([
  { depth: 2, scale: 0.01 },
  { depth: 4, scale: 0.2 },
  { depth: 8, scale: 0.45 },
  { model: 'matrix', scale: 0.3 },
])('follows gradient flow to a thousandth: %o', (settings) => {
  const problem = problemOf(settings);
  const { observables } = runTrial(problem, trialContext(implicitBias, createRandom(1), engine));
  const predicted = predict(problem).observables;
  for (const name of ['norm1', 'norm2', 'trace', 'effectiveScale'] as const) {
    if (!predicted[name]) continue;
    const ratio = (observables[name] as number) / (predicted[name].value as number);
    expect(Math.abs(ratio - 1), name).toBeLessThan(1e-3);
  }
});

it('refuses trials that would take too many steps, and predicts', () => {
  expect(implicitBias.untestable!(problemOf({ depth: 8, scale: 0.1 }))).toContain('choose a larger scale');
  expect(implicitBias.untestable!(problemOf({ depth: 8, scale: 0.3 }))).toBeUndefined();
  expect(predict(problemOf({ depth: 8, scale: 0.1 })).observables.norm1!.value).toBeCloseTo(2, 5);
});

it('knows how far a long drift by label noise is off, and is strained there', () => {
  const strained = (settings: Record<string, unknown>) =>
    implicitBias.validity(problemOf({ scale: 0.3, labelNoise: 1, ...settings })).find(({ id }) => id === 'long-drift');
  expect(strained({ noiseSteps: 20_000 })?.message).toContain('too large by about 3');
  expect(strained({ noiseSteps: 2000 })).toBeUndefined();
  expect(strained({ noiseSteps: 200_000, step: 0.001 })).toBeUndefined();

  const problem = problemOf({ scale: 0.3, labelNoise: 1 });
  const predicted = predict(problem).observables.effectiveScale!.value as number;
  let sum = 0;
  for (let trial = 0; trial < 8; trial++) {
    const { observables } = runTrial(problem, trialContext(implicitBias, createRandom(trial), engine));
    sum += Math.log(predicted / (observables.effectiveScale as number)) / 8;
  }
  expect(sum).toBeGreaterThan(0.02);
  expect(sum).toBeLessThan(0.045);
});
