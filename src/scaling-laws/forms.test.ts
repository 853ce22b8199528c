import { describe, expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { columnsOf, fitForm } from './fit-form.ts';
import { type Form, mean, type Trainings } from './forms/form.ts';
import { kaplanForm } from './forms/kaplan.ts';
import { parametric } from './forms/parametric.ts';
import { brokenPowerOf, powerOf } from './forms/power.ts';
import { repeated } from './forms/repeated.ts';
import { brokenLoss, kaplanLoss, parametricLoss } from './laws.ts';

/** A ladder of sizes, each with several amounts of data, some of them seen up to eight times. */
function ladder(sizes = 6, amounts = 5): Trainings {
  const rows = Array.from({ length: sizes * amounts }, (_, i) => {
    const N = 2e7 * 300 ** (Math.floor(i / amounts) / (sizes - 1));
    const D = 5 * N * 40 ** ((i % amounts) / (amounts - 1));
    return { N, D, U: D / 2 ** (i % 4) };
  });
  const column = (of: (row: (typeof rows)[0]) => number) => rows.map(of);
  return { N: column(({ N }) => N), D: column(({ D }) => D), U: column(({ U }) => U), loss: rows.map(() => 1) };
}

const forms: [Form, number[], (row: Record<'N' | 'D' | 'U', number>) => number][] = [
  [
    parametric,
    [1.7, 400, 900, 0.33, 0.31],
    ({ N, D }) => parametricLoss({ E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 }, N, D),
  ],
  [
    kaplanForm,
    [6.4e13, 1.8e13, 0.076, 0.103],
    ({ N, D }) => kaplanLoss({ Nc: 6.4e13, Dc: 1.8e13, alphaN: 0.076, alphaD: 0.103 }, N, D),
  ],
  [powerOf('N'), [1.2, 300, 0.3], ({ N }) => 1.2 + 300 * N ** -0.3],
  [
    brokenPowerOf('N'),
    [0.5, 30, 0.1, 0.4, 3e8, 0.3],
    ({ N }) => brokenLoss({ a: 0.5, b: 30, c0: 0.1, breaks: [{ c: 0.4, d: 3e8, f: 0.3 }] }, N),
  ],
  [repeated, [1.8, 520, 1500, 0.35, 0.36, 15, 5], repeatedLoss],
];

/** Muennighoff et al. 2023, eqs. 5 to 7, written out. */
function repeatedLoss({ N, D, U }: Record<'N' | 'D' | 'U', number>): number {
  const [E, A, B, alpha, beta, RD, RN] = [1.8, 520, 1500, 0.35, 0.36, 15, 5];
  const tokens = U + U * RD * (1 - Math.exp(-(D / U - 1) / RD));
  const best = Math.min(N, ((alpha * A * U ** beta) / (beta * B)) ** (1 / alpha));
  const size = best + best * RN * (1 - Math.exp(-(N / best - 1) / RN));
  return E + A * size ** -alpha + B * tokens ** -beta;
}

describe.each(forms)('$id', (form, constants, loss) => {
  const trainings = ladder(form.needs.length === 1 ? 30 : 6);
  const rows = Array.from(trainings.loss, (_, i) => ({ N: trainings.N![i], D: trainings.D![i], U: trainings.U![i] }));
  const exact = { ...trainings, loss: rows.map(loss) };
  const columns = columnsOf(form, exact);
  const centred = form.around(columns);

  it('is what the paper says, and goes to its coordinates and back', () => {
    const coordinates = centred.coordinates(constants);
    for (const [i, value] of centred.constants(coordinates).entries()) expect(value / constants[i]).toBeCloseTo(1, 10);
    const gradient = new Float64Array(constants.length);
    for (const [j, value] of exact.loss.entries())
      expect(centred.logLoss(columns, j, coordinates, gradient)).toBeCloseTo(Math.log(value), 12);
  });

  it('has the slopes that differences have', () => {
    const random = createRandom('slopes');
    const gradient = new Float64Array(constants.length);
    const other = new Float64Array(constants.length);
    const coordinates = centred.coordinates(constants).map((one) => one + 0.1 * random.uniform());
    for (const j of [0, 7, 29]) {
      centred.logLoss(columns, j, coordinates, gradient);
      coordinates.forEach((_, i) => {
        const at = (shift: number) =>
          centred.logLoss(
            columns,
            j,
            coordinates.map((one, k) => (k === i ? one + shift : one)),
            other,
          );
        expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 7);
      });
    }
  });

  it('is found again from losses without noise', () => {
    const fit = fitForm(form, exact, { delta: 'auto' });
    for (const [i, { name }] of form.constants.entries())
      expect(Math.abs(fit.constants[name] / constants[i] - 1)).toBeLessThan(1e-8);
  });
});

it('constants that are held stay', () => {
  const trainings = ladder();
  const law = { E: 1.7, A: 400, B: 900, alpha: 0.33, beta: 0.31 };
  const loss = Array.from(trainings.loss, (_, i) => parametricLoss(law, trainings.N![i], trainings.D![i]));
  const fit = fitForm(parametric, { ...trainings, loss }, { held: { alpha: 0.33, A: 400 } });
  expect(fit.constants.alpha).toBeCloseTo(0.33, 12);
  expect(fit.constants.A).toBeCloseTo(400, 9);
  expect(fit.constants.beta).toBeCloseTo(0.31, 7);
  expect(() => fitForm(parametric, { ...trainings, loss }, { held: { gamma: 1 } })).toThrow('no constant');
});

it('a mean of logarithms is in the middle', () => {
  expect(mean(Float64Array.of(1, 2, 6))).toBe(3);
});
