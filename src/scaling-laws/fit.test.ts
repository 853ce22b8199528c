import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Stopped } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { bootstrapLaws, fitParametricLaw, percentiles } from './fit.ts';
import { fitForm } from './fit-form.ts';
import { repeated } from './forms/repeated.ts';
import { parametricLoss } from './laws.ts';

/**
 * Gemstones, 28 models that are best at their compute (McLeish et al. 2025; MIT licence beside it).
 */
function gemstones() {
  const text = readFileSync(new URL('../../examples/scaling-runs/gemstones.jsonl', import.meta.url), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number>);
  const column = (name: string) => rows.map((row) => row[name]);
  return { N: column('params_active_precise'), D: column('tokens'), loss: column('final_loss') };
}

/** A grid of trainings that follow a law, with noise of this width in ln L. */
function made(width: number) {
  const law = { E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 };
  const random = createRandom('trainings');
  const rows = [2e7, 1e8, 5e8, 2e9, 1e10].flatMap((N) => [5, 20, 80, 200].map((ratio) => [N, ratio * N]));
  const loss = rows.map(([N, D]) => parametricLoss(law, N, D) * Math.exp(width * (random.uniform() - 0.5)));
  return { law, trainings: { N: rows.map(([N]) => N), D: rows.map(([, D]) => D), loss } };
}

describe('fits of E + A N^(−α) + B D^(−β)', () => {
  it('find the published optimum of the Gemstones models, and a better one at δ = 1e-4', () => {
    const wide = fitParametricLaw(gemstones());
    expect(wide.law.alpha).toBeCloseTo(0.214, 4);
    expect(wide.law.beta).toBeCloseTo(0.526, 4);
    expect(Math.log(wide.law.E)).toBeCloseTo(0.4691, 4);
    const narrow = fitParametricLaw(gemstones(), { delta: 1e-4 });
    // Published: 1.33978e-5.
    expect(narrow.objective).toBeLessThan(1.3037e-5);
    expect(narrow.law.alpha).toBeCloseTo(0.2011, 4);
  });

  it('find a law without noise', () => {
    const { law, trainings } = made(0);
    const fit = fitParametricLaw(trainings);
    expect(fit.law.alpha).toBeCloseTo(law.alpha, 5);
    expect(fit.law.beta).toBeCloseTo(law.beta, 5);
    expect(fit.law.E).toBeCloseTo(law.E, 4);
  });

  it('have an interval around the truth, wider with more noise', () => {
    const widths = [0.004, 0.02].map((noise) => {
      const { law, trainings } = made(noise);
      const random = createRandom('resamples');
      const laws = bootstrapLaws(trainings, fitParametricLaw(trainings), () => random.uniform(), { resamples: 60 });
      const { alpha, E } = percentiles(laws);
      expect(alpha[0]).toBeLessThan(law.alpha);
      expect(alpha[1]).toBeGreaterThan(law.alpha);
      expect(E[0]).toBeLessThan(law.E);
      return alpha[1] - alpha[0];
    });
    expect(widths[1]).toBeGreaterThan(2 * widths[0]);
  });

  it('stop when asked, and say how far they are', () => {
    const fractions: number[] = [];
    const check = () => {
      if (fractions.length === 3) throw new Stopped();
    };
    const progress = (fraction: number) => void fractions.push(fraction);
    expect(() => fitParametricLaw(gemstones(), { check, progress })).toThrow(Stopped);
    expect(fractions).toEqual([0, 1 / 24, 2 / 24]);
  });

  it('refuse what cannot be fitted', () => {
    const { N, D, loss } = gemstones();
    expect(() => fitParametricLaw({ N, D, loss: loss.slice(1) })).toThrow('28 parameter counts and 27 losses');
    expect(() => fitParametricLaw({ N: [1, 2], D: [1, 2], loss: [3, 2] })).toThrow('give at least 5');
    expect(() => fitParametricLaw({ N, D, loss: loss.map((one, i) => (i === 3 ? -one : one)) })).toThrow(
      'loss of training 4 is -',
    );
  });
});

describe('the law of repeated data', () => {
  const rows = readFileSync(new URL('../../examples/scaling-runs/data-constrained.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  const column = (i: number) => rows.map((row) => row[i]);
  const trainings = { N: column(1), D: column(2), U: column(3), loss: column(4) };
  // Published to seven digits of the logarithms.
  const first = {
    ...{ A: Math.exp(6.255414), B: Math.exp(7.3049974), E: Math.exp(0.6254804) },
    ...{ alpha: 0.3526596, beta: 0.3526596 },
  };

  it('has the published objective at the published constants, and the published loss', () => {
    const held = { ...first, RDstar: 15.387756, RNstar: 5.309743 };
    const fit = fitForm(repeated, trainings, { held });
    expect(fit.objective).toBeCloseTo(0.0158259366, 8);
    const at = { N: [Math.log(6.34e9)], D: [Math.log(242e9)], U: [Math.log(25e9)] };
    const columns = Object.fromEntries(Object.entries(at).map(([name, one]) => [name, Float64Array.from(one)]));
    expect(Math.exp(fit.logLoss(columns)[0])).toBeCloseTo(2.225644089, 8);
  });

  it('has a lower one elsewhere: its two constants are ill identified', () => {
    const fit = fitForm(repeated, trainings, { held: first });
    expect(fit.objective).toBeLessThan(0.0158073787);
    expect(fit.constants.RDstar).toBeCloseTo(46.99, 2);
    expect(fit.constants.RNstar).toBeCloseTo(2.33, 2);
    expect(fit.gradientNorm).toBeLessThan(1e-6);
  });
});
