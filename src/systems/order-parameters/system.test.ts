// What is particular to order parameters; the conformance suite holds them to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { orderParameters } from './system.ts';
import { finiteSizeOfPrincipal, principalCorrection } from './theory/principal.ts';

await describeConformance(orderParameters);
describeReferenceCases(evaluators, 'order-parameters.json');

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const measure = (settings: Record<string, unknown>, seed: number) =>
  orderParameters.trial(problemOf(settings), trialContext(orderParameters, createRandom(seed), engine));

describe('against simulation', () => {
  it.each([
    [{ student: 'descent', dimension: 30, ratio: 0.6, start: 1, shared: 1 }],
    [{ student: 'descent', dimension: 60, ratio: 0.4, start: 0, shared: 0.5 }],
    [{ student: 'ridge', dimension: 60, ratio: 1.5, shared: 0.3, temperature: 0.4 }],
    [{ student: 'ridge', dimension: 20, ratio: 0.5, ridge: 2, noise: 4, temperature: 3, draws: 400 }],
    [{ student: 'ridge', dimension: 30, ratio: 2, ridge: 0, shared: 0.5 }],
    [{ student: 'hebb', dimension: 40, ratio: 2, shared: 0.4 }],
    [{ student: 'principal', dimension: 40, ratio: 1, signal: 0, draws: 200 }],
    [{ student: 'perceptron', dimension: 20, ratio: 1.8 }],
  ])('is within 3 %% and four errors at %o', async (settings) => {
    const { observables } = await orderParameters.predict(problemOf(settings), theoryContext(orderParameters, engine));
    const trials = await Promise.all(Array.from({ length: 12 }, (_, seed) => measure(settings, seed)));
    for (const [name, { value }] of Object.entries(observables)) {
      const values = trials.map((trial) => trial.observables[name as keyof typeof observables] as number);
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      const error = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (12 * 11));
      const floor = orderParameters.observables[name as keyof typeof observables].floor?.(problemOf(settings)) ?? 0;
      expect(Math.abs(mean - (value as number)), name).toBeLessThan(
        0.03 * Math.abs(value as number) + 4 * error + floor,
      );
    }
  });
});

describe('principal components', () => {
  // ⟨R²⟩ over its limit, less 1, of 500 to 4000 matrices by an independent program.
  it.each([
    { alpha: 0.2, signal: 5, d: 45, simulated: -0.066, error: 0.004 },
    { alpha: 0.5, signal: 2.5, d: 60, simulated: -0.05, error: 0.005 },
    { alpha: 1, signal: 3, d: 200, simulated: -0.008, error: 0.003 },
    { alpha: 20, signal: 1.4, d: 150, simulated: -0.057, error: 0.011 },
  ])('are off their limit by what is said of them: %o', ({ alpha, signal, d, simulated, error }) => {
    const correction = principalCorrection(alpha, signal / Math.sqrt(alpha)) / d;
    expect(Math.abs(correction - simulated)).toBeLessThan(2 * error + 2 * simulated ** 2);
    expect(finiteSizeOfPrincipal(alpha, signal, d)).toBe(Math.abs(correction));
  });

  it('are called strained where few samples or few directions move them by more than the margin', () => {
    const strains = (settings: Record<string, unknown>) =>
      orderParameters.validity(problemOf({ student: 'principal', ...settings })).map(({ id }) => id);
    // Found broken by the survey: 6 % low.
    expect(strains({ dimension: 49, ratio: 0.5157, signal: 2.319 })).toEqual(['finite-size']);
    expect(strains({ dimension: 200, ratio: 0.5157, signal: 2.319 })).toEqual([]);
    expect(strains({ dimension: 49, ratio: 5, signal: 2.319 })).toEqual([]);
    // 9 % low with 5 samples, 2 % with 147.
    expect(strains({ dimension: 49, ratio: 0.1, signal: 0.1 })).toEqual(['near-threshold']);
    expect(strains({ dimension: 49, ratio: 3, signal: 0.1 })).toEqual([]);
  });

  it('have Binder cumulants that fall with the size below the threshold, and rise above', async () => {
    const cumulant = async (signal: number, dimension: number) => {
      const settings = { student: 'principal', ratio: 2, signal, dimension, draws: 2000 };
      return (await measure(settings, 1)).observables.binder as number;
    };
    // By simulation at d = 20 and 60: 0.27 and 0.19, 0.58 and 0.63, with errors of 0.02.
    expect((await cumulant(0.5, 60)) + 0.03).toBeLessThan(await cumulant(0.5, 20));
    expect((await cumulant(1.8, 60)) - 0.02).toBeGreaterThan(await cumulant(1.8, 20));
  });
});

describe('principal components of few samples', () => {
  const foretold = async (settings: Record<string, unknown>) => {
    const problem = problemOf({ student: 'principal', ...settings });
    const { observables } = await orderParameters.predict(problem, theoryContext(orderParameters, engine));
    return { observables, notes: orderParameters.validity(problem).map(({ message }) => message) };
  };

  // By simulation apart from this code: how much lower ⟨R²⟩ above and χ below the threshold are
  // than their limits, per cent, with an error of 1. What is said of R² is its first order in 1/d,
  // which of two samples is half of it.
  it.each([
    [{ dimension: 200, ratio: 0.05, signal: 3 }, 9],
    [{ dimension: 20, ratio: 0.5, signal: 3 }, 8],
    [{ dimension: 4, ratio: 0.5, signal: 20 }, 9],
    [{ dimension: 160, ratio: 0.05, signal: 0.2 }, 16],
  ])('at %o are noted to be off by about %d %%', async (settings, measured) => {
    const { notes } = await foretold(settings);
    const said = Number(/about (\d+) %/.exec(notes.join())?.[1]);
    expect(said).toBeGreaterThan(0.5 * measured);
    expect(said).toBeLessThan(1.6 * measured);
  });

  it('are not noted where limits are near: 1 % off, by simulation', async () => {
    expect((await foretold({ dimension: 200, ratio: 0.5, signal: 3 })).notes).toEqual([]);
  });

  it('overlap by chance below the threshold, where that is predicted, and not by nothing', async () => {
    const { observables } = await foretold({ dimension: 4, ratio: 2, signal: 0 });
    expect(observables.squaredOverlap?.value).toBe(0.25);
    expect((await foretold({ dimension: 20, ratio: 2, signal: 0.9 })).observables.squaredOverlap).toBeUndefined();
  });
});

describe('bad input', () => {
  it.each([
    [{ dimension: 20, ratio: 0.05 }, /ratio is 0.05, which is 1 samples.*at least 0.1/],
    [{ ratio: 1 }, /student=descent has to fit all.*at most 0.95/],
    [{ student: 'ridge', ridge: 0, ratio: 1 }, /ridge=0 is least squares.*at least 1.1,/],
  ])('%o is refused, and says what to try', (settings, message) => {
    expect(() => problemOf(settings)).toThrow(BadInput);
    expect(() => problemOf(settings)).toThrow(message);
  });

  it.each([30, 300, 1000])('in %d directions takes the least ratio of least squares that it names', (dimension) => {
    const least = (ratio: number) => () => problemOf({ student: 'ridge', ridge: 0, dimension, ratio });
    const named = Math.ceil(1000 * (1 + 4 / dimension)) / 1000;
    expect(least(1)).toThrow(`at least ${named},`);
    expect(least(named)).not.toThrow();
  });
});
