import type { Allocated, PredictedLoss } from '../../scaling-laws/extrapolate.ts';
import { deviationOf, type FormFit } from '../../scaling-laws/fit-form.ts';
import type { Form } from '../../scaling-laws/forms/form.ts';
import type { IsoFlop } from '../../scaling-laws/iso-flop.ts';
import { middle } from '../../scaling-laws/resample.ts';
import { plain } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { Analysis, HoldOut } from './analysis.ts';
import type { Runs } from './runs.ts';
import type { FittedConstant } from './tables.ts';

// What a fit says, in sentences and in numbers.

/** The loss that was asked for, with its point: parameters, tokens, unique tokens or FLOP. */
export interface PredictedPoint extends PredictedLoss {
  at: Record<string, number>;
  cost: number;
}

export function answersOf(
  analysis: Analysis,
  runs: Runs,
  constants: readonly FittedConstant[],
  allocations: readonly Allocated[],
  predicted: PredictedPoint | undefined,
  /** Size and tokens rise together, and how the best of them grow is not known. */
  together: boolean,
): string[] {
  const { form, noise } = analysis;
  const interval = (value: number, low: number, high: number) =>
    `${plain(value, 3)} (95 %: ${plain(low, 3)} to ${plain(high, 3)})`;
  const exponents = constants.filter(({ name }) => /alpha|beta|change/i.test(name));
  return [
    `${form.formula} fits ${runs.loss.length} runs to ${plain(100 * noise, 2)} %, with ${exponents
      .map(({ symbol, value, low, high }) => `${symbol} = ${interval(value, low, high)}`)
      .join(', ')}.`,
    ...(together || allocations.length === 0 ? [] : sizeExponentWords(analysis)),
    ...(predicted
      ? [
          `At ${Object.entries(predicted.at)
            .map(([name, value]) => `${name} = ${plain(value, 3)}`)
            .join(
              ', ',
            )} the loss will be ${plain(predicted.loss, 4)} (95 %: ${plain(predicted.low, 4)} to ${plain(predicted.high, 4)}).`,
        ]
      : []),
    ...allocations.map(
      ({ compute, size, sizeInterval, tokens, loss, low, high }) =>
        `With ${plain(compute, 3)} FLOP: ${interval(size, ...sizeInterval)} parameters and ${plain(tokens, 3)} tokens, ${plain(tokens / size, 3)} for each parameter; the loss will be ${plain(loss, 4)} (95 %: ${plain(low, 4)} to ${plain(high, 4)}).`,
    ),
  ];
}

/** How the best size grows with compute, where the law says so in closed form. */
function sizeExponentWords({ form, fit: best, resampled, share }: Analysis): string[] {
  if (form.id !== 'parametric') return [];
  const of = ({ constants: { alpha, beta } }: FormFit) => beta / (alpha + beta);
  const [low, high] = middle(resampled.map(of), share);
  return [`The best size grows as compute to the ${plain(of(best), 3)} (95 %: ${plain(low, 3)} to ${plain(high, 3)}).`];
}

export function isoFlopWords(iso: IsoFlop | undefined): string[] {
  if (!iso?.exponent) return [];
  const { value, low, high } = iso.exponent;
  return [
    `By parabolas at ${iso.slices.length} computes the best size grows as compute to the ${plain(value, 3)} (95 %: ${plain(low, 3)} to ${plain(high, 3)}).`,
  ];
}

/** A rival whose error on the runs held out is smaller by more than this is named. */
const CLEARLY_BETTER = 0.7;

export function betterRival(
  { backTest }: Analysis,
  rivals: readonly { form: Form; test: HoldOut | undefined }[],
): string[] {
  if (!backTest) return [];
  const own = rootMeanSquare(backTest.errors);
  const [best] = rivals
    .flatMap(({ form, test }) => (test ? [{ id: form.id, error: rootMeanSquare(test.errors) }] : []))
    .sort((a, b) => a.error - b.error);
  if (!best || best.error > CLEARLY_BETTER * own) return [];
  return [
    `law=${best.id} predicts the runs held out better: off by ${plain(100 * best.error, 2)} % where this law is off by ${plain(100 * own, 2)} %.`,
  ];
}

export function valuesOf(
  analysis: Analysis,
  runs: Runs,
  constants: readonly FittedConstant[],
  allocations: readonly Allocated[],
  predicted: PredictedPoint | undefined,
  operations: number,
): Report['values'] {
  const { form, fit: best, noise, backTest, law, lawBelow } = analysis;
  return {
    law: form.id,
    formula: form.formula,
    constants: Object.fromEntries(
      constants.map(({ name, value, low, high, undetermined }) => [
        name,
        { value, interval: [low, high], determined: undetermined === undefined },
      ]),
    ),
    runs: runs.loss.length,
    delta: best.delta,
    objective: best.objective,
    gradientNorm: best.gradientNorm,
    inflation: best.inflation,
    scatter: noise,
    rootMeanSquare: rootMeanSquare(best.residuals),
    ...(backTest && {
      heldOut: {
        runs: backTest.errors.length,
        rootMeanSquare: rootMeanSquare(backTest.errors),
        bias: backTest.errors.reduce((a, b) => a + b, 0) / backTest.errors.length,
        scatter: deviationOf(backTest.fit.residuals, form.constants.length),
        saved: lawBelow!.saved,
        points: pointsFrom(runs, backTest.fitted),
      },
    }),
    // What `plan` takes up.
    ...{ operations, saved: law.saved },
    allocations,
    ...(predicted && { predicted }),
  };
}

/** The runs from one on, as the table has them. */
function pointsFrom({ columns, cost, loss }: Runs, first: number) {
  return Array.from(loss.subarray(first), (one, i) => ({
    at: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[first + i]])),
    ...{ cost: cost[first + i], loss: one },
  }));
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, one) => sum + one * one, 0) / values.length);
}
