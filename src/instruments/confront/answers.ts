import { count, percent, plain } from '../../statistics/sentences.ts';
import type { Report } from '../contract.ts';
import type { BackTest } from './back-test.ts';
import type { Confronted } from './confrontation.ts';
import type { Fitted } from './fit-parameter.ts';
import type { Measured } from './measured.ts';
import { deviationOf } from './tables.ts';

/** What the user came for, in sentences. */
export function answersOf(all: Confronted, { errors }: Measured, { fitted }: BackTest): string[] {
  return [
    ...(fitted ? [fittedSentence(fitted, errors)] : []),
    ...all.shown.flatMap((name) => deviationSentence(all, name)),
    ...(fitted
      ? all.shown.map((name) => `With the fitted ${fitted.sought.key} ${all.verdict.observables[name].sentence}.`)
      : []),
  ];
}

function fittedSentence(
  { sought, value, low, high, isOpen, points, reduced, undetermined }: Fitted,
  errors: Measured['errors'],
): string {
  const { key } = sought;
  const say = (one: number) => plain(one, 4);
  if (undetermined !== undefined && isOpen.low === isOpen.high)
    return `${capital(undetermined)} (best: ${say(value)}).`;
  const interval = undetermined === undefined ? `95 %: ${say(low)} to ${say(high)}` : undetermined;
  const quality =
    reduced === undefined
      ? 'errors taken from the scatter about theory'
      : `χ² per degree of freedom ${plain(reduced, 2)}${reduced > 1 ? ', which widens the interval' : ''}`;
  return `${key} = ${say(value)} (${interval}), fitted to ${count(points, 'measurement')}; ${quality}${errors === 'assumed' ? '; the errors are taken at their word' : ''}.`;
}

/** The least and the largest, of a million as of one. */
function endsOf(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [Infinity, -Infinity],
  );
}

/** From where to where the measurements are off, and whether it is all by one factor. */
function deviationSentence({ cells, margin }: Confronted, name: string): string[] {
  const mine = cells.filter(({ measurement }) => measurement.observable === name);
  const deviations = mine.flatMap(({ cell }) => deviationOf(cell) ?? []).filter(Number.isFinite);
  if (deviations.length === 0) return [];
  const [low, high] = endsOf(deviations);
  const mean = deviations.reduce((sum, one) => sum + one, 0) / deviations.length;
  const root = Math.sqrt(deviations.reduce((sum, one) => sum + one * one, 0) / deviations.length);
  const range =
    deviations.length === 1
      ? `${signed(low)} from theory`
      : `${signed(low)} to ${signed(high)} from theory, ${percent(root, 2)} in the root mean square, at ${count(deviations.length, 'point')}`;
  const isFactor = deviations.length > 1 && Math.abs(mean) > 3 * margin && high - low < 2 * margin * (1 + mean);
  const factor = isFactor
    ? `, all by about the factor ${plain(1 + mean, 3)}: is it defined as theory has it (a half, a sum for a mean, per cent)?`
    : '.';
  return [`${name}: ${range}${factor}`];
}

/** The numbers of the answers, for programs. */
export function valuesOf(
  { plan, verdict, shown, margin, cells }: Confronted,
  fitted: Fitted | undefined,
): Report['values'] {
  return {
    system: plan.system.id,
    ...(plan.system.origin && { origin: plan.system.origin }),
    margin,
    verdict: verdict.overall,
    observables: Object.fromEntries(
      shown.map((name) => {
        const deviations = cells
          .filter(({ measurement }) => measurement.observable === name)
          .flatMap(({ cell }) => deviationOf(cell) ?? [])
          .filter(Number.isFinite);
        const { verdict: own, sentence, judged } = verdict.observables[name];
        return [
          name,
          {
            verdict: own,
            sentence,
            judged,
            ...(deviations.length > 0 && { deviation: endsOf(deviations) }),
          },
        ];
      }),
    ),
    ...(fitted && {
      fitted: {
        parameter: fitted.sought.key,
        value: fitted.value,
        interval: [fitted.isOpen.low ? null : fitted.low, fitted.isOpen.high ? null : fitted.high],
        ...(fitted.reduced !== undefined && { chi2PerDegree: fitted.reduced }),
        ...(fitted.rivals.length > 0 && { rivals: fitted.rivals }),
        ...(fitted.undetermined !== undefined && { undetermined: fitted.undetermined }),
      },
    }),
  };
}

function signed(deviation: number): string {
  return `${deviation > 0 ? '+' : ''}${percent(deviation, 2)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
