import { power } from '../../numeric/special.ts';
import { exponents } from '../../regression/learning-curve.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import { FEWEST, type Forecast, rowsFor } from './curve.ts';
import type { Result } from './instrument.ts';
import { generalisedCrossValidation } from './learn.ts';

// What a forecast says, in sentences and in numbers.

export function answersOf(result: Result): string[] {
  const { learned, forecastAt, farthest, noise, asked } = result;
  const now = forecastAt(learned.rows);
  const then = forecastAt(farthest);
  return [
    ...(asked.error === undefined ? [] : [wantedWords(result, asked.error)]),
    `With ${plain(farthest, 4)} rows the error will be ${interval(then)}; with the ${learned.rows} used it is ${interval(now)}.`,
    `Of the error now, ${share(now.bias, now)} is bias² (too few rows to learn it), ${share(now.variance, now)} variance, ${share(now.noise, now)} noise; with ${plain(farthest, 4)} rows ${share(then.bias, then)}, ${share(then.variance, then)} and ${share(then.noise, then)}. ${learned.kind === 'seen' ? 'What no number of rows teaches these inputs' : 'What these rows cannot tell from noise'}: ${plain(noise.value, 3)} (95 %: ${plain(noise.low, 3)} to ${plain(noise.high, 3)}).`,
    ...(asked.ridge === 'optimal'
      ? [`The best ridge is ${plain(now.ridge, 3)} now, ${plain(then.ridge, 3)} then.`]
      : []),
    estimatesWords(result),
    ...exponentWords(result),
  ];
}

/** An estimate below zero is one of zero. */
function share(part: number, { error }: Forecast): string {
  return part <= 0 ? '0 %' : percent(Math.min(1, part / error), 2);
}

function interval({ error, low, high }: Forecast): string {
  return `${plain(error, 3)} (95 %: ${plain(low, 3)} to ${plain(high, 3)})`;
}

/** Fewest rows for an error: by the forecast, and by either end of its band. */
export function wantedRows({ forecastAt, farthest }: Result, wanted: number) {
  const by = (key: 'error' | 'low' | 'high') => rowsFor(wanted, (rows) => forecastAt(rows)[key], farthest);
  return { rows: by('error'), atLeast: by('low'), atMost: by('high') };
}

function wantedWords(result: Result, wanted: number): string {
  const { rows, atLeast, atMost } = wantedRows(result, wanted);
  const { farthest, noise, forecastAt, learned } = result;
  const far = plain(farthest, 4);
  if (wanted < noise.low)
    return `An error of ${plain(wanted, 3)} is below ${learned.kind === 'seen' ? 'the estimated floor' : 'what these rows cannot tell from noise,'} of ${plain(noise.value, 3)} (95 %: ${plain(noise.low, 3)} to ${plain(noise.high, 3)}): ${learned.kind === 'seen' ? 'more rows alone do not reach it' : 'whether more rows reach it is not known'}.`;
  if (atMost !== undefined && atMost <= FEWEST) return `Any number of rows has an error of ${plain(wanted, 3)}.`;
  if (atLeast === undefined)
    return `An error of ${plain(wanted, 3)} is not reached within ${far} rows, where it is ${interval(forecastAt(farthest))}: ask for more with samples=…, or for better inputs.`;
  if (rows === undefined)
    return `An error of ${plain(wanted, 3)} takes more than ${far} rows (${plain(atLeast, 3)} at best): beyond what is forecast here.`;
  return `For an error of ${plain(wanted, 3)} you need about ${plain(rows, 3)} rows (95 %: ${plain(atLeast, 3)} to ${atMost === undefined ? `more than ${far}` : plain(atMost, 3)}).`;
}

/** GCV and cross-validation side by side. */
function estimatesWords({ learned, asked }: Result): string {
  const { error } = generalisedCrossValidation(learned, asked.ridge);
  const { validation } = learned;
  const last = validation.rows.length - 1;
  const name = learned.kind === 'seen' ? 'Generalised cross-validation' : 'KARE';
  return `${name} puts the error at ${plain(error, 3)} with all ${learned.rows} rows, cross-validation at ${plain(validation.errors[last], 3)} ± ${plain(validation.errors[last] * validation.standardErrors[last], 2)} with ${validation.rows[last]}.`;
}

/** Degrees of freedom between which exponents are read off, as shares of the rows. */
const FROM = 3;
const SHARE = 0.4;

export function exponentsOf({ learned, source }: Result) {
  const to = Math.min(SHARE * learned.rows, learned.kind === 'seen' ? 0.6 * source.features : Number.POSITIVE_INFINITY);
  if (to < 3 * FROM) return undefined;
  const heaviest = learned.candidates.reduce((a, b) => (b.weight > a.weight ? b : a));
  const all = learned.candidates.map(({ population, weight }) => ({ weight, ...exponents(population, FROM, to) }));
  const known = all.filter(({ target }) => target !== undefined);
  const weights = known.reduce((sum, { weight }) => sum + weight, 0);
  return {
    ...{ from: FROM, to },
    spectrum: exponents(heaviest.population, FROM, to).spectrum,
    target: weights > 0.5 ? known.reduce((sum, { weight, target }) => sum + weight * target!, 0) / weights : undefined,
  };
}

function exponentWords(result: Result): string[] {
  const found = exponentsOf(result);
  if (found?.spectrum === undefined) return [];
  const { from, to, spectrum, target } = found;
  return [
    `Read off between ${from} and ${plain(to, 3)} degrees of freedom, eigenvalues fall as k^(−${plain(spectrum, 2)})${target === undefined ? '' : ` and bias² as κ^${plain(target, 2)}`}.`,
  ];
}

export function valuesOf(result: Result): Report['values'] {
  const { learned, held, noise, farthest, forecastAt, asked, compared } = result;
  const { error, ridge } = generalisedCrossValidation(learned, asked.ridge);
  const { byRidge, ...validation } = learned.validation;
  return {
    ...{ rows: learned.rows, modes: learned.kind, noise },
    ...{ now: forecastAt(learned.rows), farthest: forecastAt(farthest), curve: curveOf(result) },
    ...{ generalisedCrossValidation: { error, ridge }, crossValidation: validation },
    ...(asked.error !== undefined && { wanted: { error: asked.error, ...defined(wantedRows(result, asked.error)) } }),
    ...(held && { backTest: held }),
    ...(exponentsOf(result) && { exponents: defined(exponentsOf(result)!) }),
    ...(compared && { measured: compared }),
  };
}

/** Of the curve, as it is saved: enough for what lies between. */
const CURVE = 60;

/** From few rows on to the most; where the error is known. */
function curveOf({ farthest, forecastAt }: Result) {
  return Array.from({ length: CURVE }, (_, i) => FEWEST * power(farthest / FEWEST, i / (CURVE - 1)))
    .map((rows) => forecastAt(rows))
    .filter(({ error, high }) => Number.isFinite(error) && Number.isFinite(high))
    .map(({ rows, error, low, high, bias, noise }) => ({ rows, error, low, high, bias, noise }));
}

/** Without what is undefined, which JSON has not. */
function defined(values: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter((one): one is [string, number] => one[1] !== undefined));
}
