import { log, squared } from '../../numeric/special.ts';

import { columnsOf, deviationOf, type FitFormOptions, type FormFit, fitForm } from '../../scaling-laws/fit-form.ts';
import type { Columns, Form } from '../../scaling-laws/forms/form.ts';
import { expandedShare, resampleFits } from '../../scaling-laws/resample.ts';
import { type Law, openLaw, saveLaw } from '../../scaling-laws/saved-law.ts';
import { sampleDeviation } from '../../statistics/moments.ts';
import type { InstrumentContext } from '../contract.ts';
import type { Runs } from './runs.ts';

/** A form fitted to all runs, with what resampling and holding out say of it. */
export interface Analysis {
  form: Form;
  fit: FormFit;
  /** The deviation of one run's ln L from the law. */
  noise: number;
  logLoss: Float64Array;
  resampled: FormFit[];
  /** Of the resamples, whose middle is a 95 % interval. */
  share: number;
  backTest: HoldOut | undefined;
  /** What predictions beyond the runs take; it strays as `formError` has it. */
  law: Law;
  /** The same of the runs that the back-test fits, as known without those that it holds out. */
  lawBelow: Law | undefined;
}

/** A fit to the runs of less cost, and what it says of the others. */
export interface HoldOut {
  form: Form;
  /** Runs that it was fitted to; those from here on were held out. */
  fitted: number;
  fit: FormFit;
  noise: number;
  /** ln L as predicted − ln L, of the runs held out. */
  errors: Float64Array;
  resampled: FormFit[];
  /** The deviation of each prediction by the fit's own resamples. */
  spread: Float64Array;
}

/** Starts that fits of a part of the runs follow. */
const STARTS_OF_PARTS = 8;
/** Resamples for the deviation of a held-out prediction. */
const RESAMPLES_OF_PARTS = 100;
/** Where the rolling back-tests cut the runs. */
const CUTS = [0.4, 0.5, 0.6, 0.7, 0.8];

/**
 * Fits a form to all runs, resamples them, holds the dearest share out, and rolls the cut over the
 * rest. Throws as `fitForm`.
 */
export function analyse(
  form: Form,
  runs: Runs,
  { delta, holdOut, resamples }: { delta: FitFormOptions['delta']; holdOut: number; resamples: number },
  { random, check, progress }: InstrumentContext,
): Analysis {
  const trainings = { ...runs.columns, loss: runs.loss };
  const columns = columnsOf(form, trainings);
  const logLoss = Float64Array.from(runs.loss, log);
  const fit = fitForm(form, trainings, {
    delta,
    check,
    progress: (fraction) => progress(0.2 * fraction, 'fitting'),
  });
  const noise = deviationOf(fit.residuals, form.constants.length);
  const uniform = random.stream('resamples');
  const resampled = resampleFits(fit, columns, logLoss, () => uniform.uniform(), {
    ...{ resamples, check },
    progress: (fraction) => progress(0.2 + 0.5 * fraction, 'resampling'),
  });
  progress(0.7, 'holding out');
  const backTest = holdOutLargest(form, runs, fittedOf(form, runs, holdOut), delta, random.stream('held out'), check);
  const parts = CUTS.map((share) => Math.floor(share * runs.loss.length)).filter(
    (fitted) => fitted >= form.constants.length + 2 && runs.cost[fitted] > runs.cost[fitted - 1],
  );
  const rolled = parts.map((fitted, i) => {
    progress(0.75 + (0.25 * i) / parts.length, 'holding out');
    return holdOutLargest(form, runs, fitted, delta, random.stream('rolling', fitted), check);
  });
  const all = [...rolled, backTest].filter((one): one is HoldOut => one !== undefined);
  return {
    ...{ form, fit, noise, logLoss, resampled, backTest },
    share: expandedShare(runs.loss.length, form.constants.length),
    law: lawOf({ form, fitted: runs.loss.length, fit, resampled, noise }, runs, formError(all, runs)),
    lawBelow: backTest && lawOf(backTest, runs, formError(all, runs, backTest.fitted)),
  };
}

/** What is known of a law that was fitted to the cheapest runs. */
function lawOf(
  { form, fitted, fit, resampled, noise }: Pick<HoldOut, 'form' | 'fitted' | 'fit' | 'resampled' | 'noise'>,
  runs: Runs,
  straying: number,
): Law {
  const columns: Partial<Record<string, Float64Array>> = runs.columns;
  const below = Object.fromEntries(form.needs.map((name) => [name, columns[name]!.slice(0, fitted)]));
  // Where one column varies alone, cost is in proportion to it.
  const costIn = form.needs.length > 1 ? 'C' : form.needs[0];
  return openLaw(
    saveLaw(fit, logarithms(form, below), resampled, {
      ...{ scatter: noise, straying, runs: fitted, costIn },
      dearest: (costIn === 'C' ? runs.cost.subarray(0, fitted) : below[costIn]).reduce((a, b) => Math.max(a, b)),
    }),
  );
}

/** How many of the cheapest runs the back-test fits; runs of one cost stay together. */
function fittedOf(form: Form, { cost, loss }: Runs, holdOut: number): number {
  let fitted = loss.length - Math.round(holdOut * loss.length);
  while (fitted > 0 && fitted < loss.length && cost[fitted] === cost[fitted - 1]) fitted--;
  return fitted >= form.constants.length + 2 ? fitted : loss.length;
}

/** Undefined where nothing is held out, or what is left does not determine the form. */
export function holdOutLargest(
  form: Form,
  runs: Runs,
  fitted: number,
  delta: FitFormOptions['delta'],
  random: { uniform(): number },
  check: () => void,
): HoldOut | undefined {
  const { length } = runs.loss;
  if (fitted >= length) return undefined;
  const part = (from: number, to: number) => ({
    ...Object.fromEntries(Object.entries(runs.columns).map(([name, column]) => [name, column.slice(from, to)])),
    loss: runs.loss.slice(from, to),
  });
  const below = part(0, fitted);
  if (form.needs.some((name) => new Set((below as Record<string, Float64Array>)[name]).size < 2)) return undefined;
  const fit = fitForm(form, below, { delta, starts: STARTS_OF_PARTS, check });
  const columns = columnsOf(form, below);
  const rest = logarithms(form, part(fitted, length));
  const predicted = fit.logLoss(rest);
  const resampled = resampleFits(fit, columns, Float64Array.from(below.loss, log), () => random.uniform(), {
    resamples: RESAMPLES_OF_PARTS,
    check,
  });
  const others = resampled.map((one) => one.logLoss(rest));
  return {
    ...{ form, fitted, fit, resampled },
    noise: deviationOf(fit.residuals, form.constants.length),
    errors: predicted.map((one, i) => one - log(runs.loss[fitted + i])),
    spread: predicted.map((_, i) => sampleDeviation(others.map((one) => one[i]))),
  };
}

function logarithms(form: Form, part: Partial<Record<string, Float64Array>>): Columns {
  return Object.fromEntries(form.needs.map((name) => [name, part[name]!.map(log)]));
}

/**
 * What of the errors of held-out predictions neither noise nor resampling explains, for each unit
 * of ln cost beyond the runs that were fitted: the root of the mean of
 * (e² − noise² − spread²)/ln²(C/C₀), where that is positive. A form that is not the law's true one
 * strays further the farther it goes. With an `end`, as known from the runs before it.
 */
function formError(tests: readonly HoldOut[], { cost }: Runs, end = cost.length): number {
  const squares = tests.flatMap(({ fitted, errors, spread, noise }) =>
    Array.from(errors.subarray(0, Math.max(0, end - fitted)), (error, i) => {
      const distance = log(cost[fitted + i] / cost[fitted - 1]);
      // Within the reach of the fit there is no distance to speak of.
      return distance > LEAST_DISTANCE
        ? (error * error - noise * noise - squared(spread[i])) / squared(distance)
        : undefined;
    }).filter((one): one is number => one !== undefined),
  );
  if (squares.length === 0) return 0;
  return Math.sqrt(Math.max(0, squares.reduce((a, b) => a + b, 0) / squares.length));
}

const LEAST_DISTANCE = log(1.5);
