import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { glm } from './system.ts';

await describeConformance(glm);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const measure = (settings: Record<string, unknown>, seed = 1) =>
  glm.trial(problemOf(settings), trialContext(glm, createRandom(seed), engine));

describe('against simulation', () => {
  it.each([
    [{ loss: 'hinge', teacher: 'sign', signal: 1, flips: 0.1, samples: 600, ridge: 0.3 }],
    [{ loss: 'square', teacher: 'logit', signal: 2, ridge: 0.3 }],
    [{ loss: 'huber', teacher: 'linear', signal: 1, noise: 0.25, outliers: 0.1, samples: 500, ridge: 0.1 }],
    [{ loss: 'huber', threshold: 0.7, teacher: 'sign', signal: 1, noise: 0.5, ridge: 0.2 }],
    [{ loss: 'logistic', teacher: 'clusters', signal: 1, positive: 0.3, intercept: 'fitted', ridge: 0.2 }],
    [{ loss: 'hinge', teacher: 'clusters', signal: 1, positive: 0.3, intercept: 'fitted', ridge: 0.5 }],
    [{ loss: 'margin', teacher: 'sign', signal: 1, spectrum: 'power-law', decay: 0.5 }],
  ])('is within 3 %% and four errors at %o', async (settings) => {
    const { observables } = await glm.predict(problemOf(settings), theoryContext(glm, engine));
    const trials = await Promise.all(Array.from({ length: 10 }, (_, seed) => measure(settings, seed)));
    for (const [name, { value }] of Object.entries(observables)) {
      const values = trials.map((trial) => trial.observables[name as keyof typeof observables] as number);
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      const error = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 90);
      expect(Math.abs(mean - (value as number)), name).toBeLessThan(
        0.03 * Math.abs(value as number) + 4 * error + 2e-3,
      );
    }
  });
});

describe('existence', () => {
  it('is told by the fit itself', async () => {
    const few = await measure({ ridge: 0, samples: 200 });
    expect(few.observables).toEqual({ separable: 1 });
    expect(few.without?.testError).toBe('the samples are separable');
    const many = await measure({ ridge: 0, samples: 2000 });
    expect(many.observables.separable).toBe(0);
    const none = await measure({ loss: 'margin', samples: 2000 });
    expect(none.observables).toEqual({ separable: 0 });
  });
});

describe('bad input', () => {
  it.each([
    [{ loss: 'hinge', teacher: 'linear' }, /loss=hinge is for labels ±1.*choose/],
    [{ loss: 'square', ridge: 0, samples: 150 }, /ridge is 0.*ridge above 0/],
    [{ loss: 'margin', teacher: 'clusters' }, /loss=margin is not known for teacher=clusters/],
    [{ teacher: 'clusters', signal: 1.5, ridge: 'optimal' }, /ridge is optimal, but no ridge is best: the larger/],
  ])('%o is refused, and says what to try', (settings, message) => {
    expect(() => problemOf(settings)).toThrow(BadInput);
    expect(() => problemOf(settings)).toThrow(message);
  });
});
