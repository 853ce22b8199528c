// What is particular to restricted Boltzmann machines; the conformance suite holds them to what
// every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { enumerate } from './experiment/enumeration.ts';
import { runTrial } from './experiment/trial.ts';
import type { BoltzmannParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { boltzmann } from './system.ts';
import { empirical, gibbsStep, meanLogLikelihood, moments, statesOf } from './theory/machine.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(boltzmann);
describeReferenceCases(evaluators, 'data.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(boltzmann, settings) as BoltzmannParameters, { engine });

describe('exact sums', () => {
  it('are the same with hidden units summed out and enumerated, also of strong machines', () => {
    for (const weightScale of [1, 15]) {
      const found = problem({ visible: 6, hidden: 4, weightScale });
      const states = statesOf(found.machine);
      const { logLikelihood, gradient } = enumerate(found);
      const [given, model] = [moments(states, empirical(found.data, 6)), moments(states, states.chances)];
      expect(logLikelihood / meanLogLikelihood(states, found.data)).toBeCloseTo(1, 11);
      for (let e = 0; e < gradient.length; e++) expect(gradient[e]).toBeCloseTo(given[e] - model[e], 11);
    }
  });

  it('leave the distribution of the machine as it is after a step, and no chance is lost', () => {
    const { machine, data } = problem({ visible: 5, hidden: 3, weightScale: 2 });
    const states = statesOf(machine);
    gibbsStep(states, states.chances).forEach((chance, v) => {
      expect(chance).toBeCloseTo(states.chances[v], 13);
    });
    const total = gibbsStep(states, empirical(data, 5)).reduce((sum, one) => sum + one, 0);
    expect(total).toBeCloseTo(1, 13);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    const small = problem({ visible: 3, hidden: 2, chains: 50 });
    const run = () => runTrial(small, trialContext(boltzmann, createRandom(1), engine));
    expect(run()).toEqual(run());
    const stopped = trialContext(boltzmann, createRandom(1), engine, stoppingReporter(2));
    expect(() => runTrial(small, stopped)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });
});

it('says how far its theory is, and stops when told to', () => {
  const fractions: number[] = [];
  const context = { check() {}, progress: (fraction: number) => void fractions.push(fraction) };
  predict(problem({ steps: 7 }), context);
  expect(fractions.length).toBe(7);
  const stop = () => {
    throw new Stopped();
  };
  expect(() => predict(problem({}), { ...context, check: stop })).toThrow(Stopped);
});

it('predicts no bias where there is no gradient', () => {
  // The only data of a machine that has learned them with certainty.
  const found = problem({ visible: 1, hidden: 1, weightScale: 0, biasScale: 0, samples: 2, task: 1 });
  const balanced = { ...found, data: [Float64Array.of(0), Float64Array.of(1)] };
  const { observables } = predict(balanced, { check() {}, progress() {} });
  expect(Object.keys(observables)).toEqual(['logLikelihood']);
  expect(observables.logLikelihood!.value).toBeCloseTo(-Math.LN2, 14);
});
