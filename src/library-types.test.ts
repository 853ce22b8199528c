// What the compiler knows of a system by its name. The types are checked by `npm run typecheck`,
// the numbers here.
import { describe, expect, expectTypeOf, it } from 'vitest';
import { measure, predict } from './library.ts';

describe('predict is typed by the name of the system', () => {
  it('knows the observables', async () => {
    const { observables } = await predict('ridge', { samples: [50, 100], ridge: 0.1 });
    expectTypeOf(observables.testError.predicted).toEqualTypeOf<
      (number | number[] | 'Infinity' | '-Infinity' | null)[]
    >();
    expectTypeOf(observables).toHaveProperty('gcv');
    expect(observables.testError.predicted).toHaveLength(2);
    // @ts-expect-error ridge has no such observable
    expect(observables.tsetError).toBeUndefined();
  });

  it('knows the systems and their parameters', async () => {
    expectTypeOf(predict<'ridge'>)
      .parameter(0)
      .toEqualTypeOf<'ridge'>();
    // @ts-expect-error there is no such system
    await expect(predict('rigde')).rejects.toThrow(/did you mean 'ridge'/);
    // @ts-expect-error ridge has no such parameter
    await expect(predict('ridge', { sampels: 50 })).rejects.toThrow(/did you mean 'samples'/);
    // @ts-expect-error spectra are named, or arrays of numbers
    await expect(predict('ridge', { samples: 50, spectrum: true })).rejects.toThrow(/spectrum/);
  });
});

describe('measure is typed by the name of the system', () => {
  it('knows the verdicts and what may be shown', async () => {
    const options = { trials: 4, engine: 'wasm' as const };
    const { verdict } = await measure('ridge', { samples: 30, dimension: 20 }, { ...options, shown: ['testError'] });
    expectTypeOf(verdict.observables.testError.sentence).toEqualTypeOf<string>();
    // @ts-expect-error ridge has no such observable
    expect(verdict.observables.tsetError).toBeUndefined();
    // @ts-expect-error nor can it be shown
    const wrong: Parameters<typeof measure<'ridge'>>[2] = { shown: ['tsetError'] };
    expect(wrong).toBeDefined();
  });
});
