import { describe, expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { allocate, chanceOf, flatSizes, predictLoss } from './extrapolate.ts';
import { columnsOf, fitForm } from './fit-form.ts';
import type { Form } from './forms/form.ts';
import { kaplanForm } from './forms/kaplan.ts';
import { parametric } from './forms/parametric.ts';
import { brokenPowerOf, powerOf } from './forms/power.ts';
import { repeated } from './forms/repeated.ts';
import { parametricLoss } from './laws.ts';
import { resampleFits } from './resample.ts';
import { openLaw, saveLaw } from './saved-law.ts';

const LAW = { E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 };

/** Runs of a law with half a per cent of noise, every other one on a half of its tokens twice. */
function runs() {
  const random = createRandom('saved runs');
  const rows = [2e7, 1e8, 5e8, 2e9].flatMap((N) => [5, 20, 80].map((ratio) => ({ N, D: ratio * N })));
  const loss = rows.map(({ N, D }) => parametricLoss(LAW, N, D) * Math.exp(0.01 * (random.uniform() - 0.5)));
  return {
    N: rows.map(({ N }) => N),
    D: rows.map(({ D }) => D),
    U: rows.map(({ D }, i) => D / (1 + (i % 2))),
    C: rows.map(({ N, D }) => 6 * N * D),
    loss,
  };
}

function saved(form: Form) {
  const trainings = runs();
  const fit = fitForm(form, trainings, { delta: 'auto', starts: 4 });
  const uniform = createRandom('resamples');
  const columns = columnsOf(form, trainings);
  const resampled = resampleFits(fit, columns, Float64Array.from(trainings.loss, Math.log), () => uniform.uniform(), {
    resamples: 20,
  });
  const rest = { scatter: 0.005, straying: 0.002, runs: 12, dearest: 6 * 2e9 * 1.6e11, costIn: 'C' as const };
  return { fit, resampled, kept: saveLaw(fit, columns, resampled, rest) };
}

describe('a saved law', () => {
  it.each([parametric, kaplanForm, repeated, powerOf('C'), brokenPowerOf('C')])(
    '$id says what its fit says, to the last bit, after JSON too',
    (form) => {
      const { fit, resampled, kept } = saved(form);
      const law = openLaw(JSON.parse(JSON.stringify(kept)));
      const at = { N: 7e9, D: 1.4e11, U: 1e11, C: 5.88e21 };
      const columns = Object.fromEntries(form.needs.map((name) => [name, Float64Array.of(Math.log(at[name]))]));
      expect(law.logLoss(at)).toBe(fit.logLoss(columns)[0]);
      expect(law.resampled.map((one) => one(at))).toEqual(resampled.map((one) => one.logLoss(columns)[0]));
    },
  );

  it('has a chance of 5 % beyond its interval, and wider intervals farther away', () => {
    const law = openLaw(saved(parametric).kept);
    const widths = [1, 100].map((factor) => {
      const at = { N: 1e9 * factor, D: 2e10 * factor };
      const cost = law.saved.dearest * factor;
      const { loss, low, high } = predictLoss(law, at, cost);
      expect(chanceOf(law, at, cost, low)).toBeCloseTo(0.05, 10);
      expect(chanceOf(law, at, cost, high)).toBeCloseTo(0.05, 10);
      return Math.log(high / loss);
    });
    expect(widths[1]).toBeGreaterThan(1.5 * widths[0]);
  });

  it('is as flat at its best as it says', () => {
    const law = openLaw(saved(parametric).kept);
    const options = { operations: 6 };
    const best = allocate(law, 1e22, options)!;
    for (const size of flatSizes(law, best, options, 1.01))
      expect(law.logLoss({ N: size, D: 1e22 / 6 / size })).toBeCloseTo(Math.log(1.01 * best.loss), 10);
  });

  it('takes all tokens that there are, where it would take more', () => {
    const law = openLaw(saved(parametric).kept);
    const free = allocate(law, 1e22, { operations: 6 })!;
    const bound = allocate(law, 1e22, { operations: 6, mostTokens: free.tokens / 3 })!;
    expect(bound.tokens).toBeCloseTo(free.tokens / 3, -3);
    expect(bound.loss).toBeGreaterThan(free.loss);
    const ample = allocate(law, 1e22, { operations: 6, mostTokens: free.tokens * 3 })!;
    expect(ample.size / free.size).toBeCloseTo(1, 5);
  });

  it('is refused with numbers missing, and of a form that there is not', () => {
    const { kept } = saved(parametric);
    expect(() => openLaw({ ...kept, coordinates: [1, 2] })).toThrow('has 5 coordinates');
    expect(() => openLaw({ ...kept, form: 'cubic' })).toThrow("no law 'cubic'");
  });
});
