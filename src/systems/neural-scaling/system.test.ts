// What is particular to this system; the conformance suite holds it to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { neuralScaling } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(neuralScaling);

const engine = await createWasmEngine();
const frontier = { learning: 'one-pass', frontier: 'yes', features: 32, dimension: 60, steps: 60, rate: 0.1 };
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse({ ...frontier, ...settings }));
const measure = (settings: Record<string, unknown>) =>
  runTrial(problemOf(settings), trialContext(neuralScaling, createRandom(1), engine));
const predicted = (settings: Record<string, unknown>) =>
  predict(problemOf(settings), theoryContext(neuralScaling, engine)).observables.phaseExponent?.value;

it('gives each member data of its own where nothing else is drawn, whatever they are said to share', () => {
  const losses = (own: string, members: number) => {
    const settings = { learning: 'samples', projection: 'none', frontier: 'no', samples: 40, members, own };
    return predict(problemOf(settings), theoryContext(neuralScaling, engine)).observables.convergedLoss!
      .value as number;
  };
  expect(losses('features', 2)).toBe(losses('both', 2));
  expect(losses('features', 2)).toBeLessThan(0.8 * losses('features', 1));
});

it('predicts nothing of an ensemble of one-pass SGD, and says so', () => {
  const at = (members: number) => problemOf({ frontier: 'no', members });
  const loss = (members: number) => predict(at(members), theoryContext(neuralScaling, engine)).observables.testLoss;
  const notes = (members: number) => neuralScaling.validity(at(members)).map(({ id }) => id);
  expect(loss(1)).toBeDefined();
  expect(notes(1)).not.toContain('one-pass-ensemble');
  expect(loss(2)).toBeUndefined();
  expect(notes(2)).toContain('one-pass-ensemble');
});

describe('the phase’s exponent', () => {
  it('is predicted on both sides of capacity 1, and measured above', () => {
    expect(predicted({ capacity: 2, source: 3.4 })).toBeCloseTo(2.4 / 3.4, 12);
    expect(measure({ capacity: 2, source: 3.4 }).observables.phaseExponent).toBeGreaterThan(0);
    expect(predicted({ capacity: 0.8, source: 2.4 })).toBeCloseTo(0.4, 12);
    const { observables, without } = measure({ capacity: 0.8, source: 2.4 });
    expect(observables.phaseExponent).toBeUndefined();
    expect(without?.phaseExponent).toContain('far above');
  });

  it('is none of descent on the population, and none where the target has no end', () => {
    expect(predicted({ learning: 'population', capacity: 2, source: 3.4 })).toBeUndefined();
    expect(predicted({ capacity: 1.5, source: 0.9 })).toBeUndefined();
  });
});
