import { BadInput } from '../../numeric/errors.ts';
import { hypot, log, squared } from '../../numeric/special.ts';
import type { Parameters } from '../../plan/plan.ts';
import { parameterMeta } from '../../plan/settings.ts';
import { studentUpperQuantile } from '../../statistics/distributions.ts';
import { expectedDeviance, type Profile, profileOf, riseOf95, studentDeviance } from '../../statistics/profile.ts';
import { plain } from '../../statistics/sentences.ts';
import type { AnySystem } from '../../systems/contract.ts';
import { didYouMean } from '../../systems/suggest.ts';
import { type Dependence, dependenceOf } from './dependence.ts';
import type { Measured, Measurement } from './measured.ts';
import type { Predicted } from './theory.ts';

/** A parameter that is looked for, and where. */
export interface Sought {
  key: string;
  range: [number, number];
  scale: 'log' | 'linear';
  isWhole: boolean;
}

/** The value under which theory agrees best. */
export interface Fitted extends Profile {
  sought: Sought;
  /** Measurements that it was fitted to. */
  points: number;
  dependence: Dependence;
  /** The deviance for each that was to be expected; undefined where no errors are known. */
  reduced?: number;
  /** Why the numbers do not determine it, if they do not. */
  undetermined?: string;
}

/**
 * Reads `fit=ridge` or `fit=ridge:1e-4:10`. Throws `BadInput` for what is no numeric parameter, or
 * one that is given already.
 */
export function soughtOf(
  system: AnySystem,
  words: string,
  taken: readonly string[],
  columns: readonly string[],
): Sought {
  const [key, ...ends] = words.split(':').map((word) => word.trim());
  const field = system.parameters.shape[key];
  const known = Object.keys(system.parameters.shape);
  if (key.includes(','))
    throw new BadInput(`fit=${words} are several parameters, but one is fitted at a time; fix the others`);
  if (!field)
    throw new BadInput(
      `fit=${words}: ${system.id} has no parameter '${key}'${didYouMean(key, known)}; its parameters are ${known.join(', ')}`,
    );
  if (taken.includes(key))
    throw new BadInput(`${key} is given and to be fitted as well; leave out ${key}=… or fit=${key}`);
  if (columns.includes(key))
    throw new BadInput(
      `${key} is a column of the table, and cannot be fitted as well; leave out fit=${key}, or the column, columns=none:${key}`,
    );
  const meta = parameterMeta(system, key);
  const [from, to] = ends.length > 0 ? ends.map(Number) : (meta?.range ?? []);
  const takes = (value: number) => field.safeParse(value).success;
  if (ends.length !== 0 && (ends.length !== 2 || !(from < to)))
    throw new BadInput(`fit=${words} is no range to search; write fit=${key}:first:last, as in fit=${key}:0.001:10`);
  if (from === undefined || !takes(from) || !takes(to!))
    throw new BadInput(
      from === undefined
        ? `fit=${key}: ${key} has no numeric range of its own to be searched; only a numeric parameter can be fitted${takes(1) ? `, as in fit=${key}:0.1:10` : ''}`
        : `fit=${words}: ${key} cannot be ${takes(from) ? to : from}; give a range that it may have`,
    );
  const scale = meta?.scale === 'log' && from > 0 ? 'log' : 'linear';
  return { key, range: [from, to!], scale, isWhole: !takes(from + (to! - from) * 0.38196601 + 1e-7) };
}

/** Those that have a say in a fit: numbers with a mean that nothing forbids to judge. */
export function usableFor(
  measured: Pick<Measured, 'errors'>,
  measurements: readonly Measurement[],
  shown: readonly string[],
): boolean[] {
  return measurements.map(
    ({ measured: one, reason, ofCurve, observable }) =>
      !ofCurve &&
      reason === undefined &&
      shown.includes(observable) &&
      one !== undefined &&
      'mean' in one &&
      (measured.errors === 'none' || (Number.isFinite(one.standardError) && one.standardError > 0)),
  );
}

/**
 * The value of least deviance, with the interval in which the deviance is not much larger. Where no
 * errors are known the scatter about the theory is taken for them. `theoryAt` has what theory says
 * of each measurement. Throws `BadInput` where theory has nothing to say, or too few measurements.
 */
export async function fitParameter(
  sought: Sought,
  measurements: readonly Measurement[],
  { errors }: Pick<Measured, 'errors'>,
  theoryAt: (value: number) => Promise<(Predicted | undefined)[]>,
): Promise<Fitted> {
  const { key, range } = sought;
  const count = measurements.length;
  const fewest = errors === 'none' ? 3 : 2;
  if (count < fewest)
    throw new BadInput(
      `fit=${key}: ${count === 1 ? 'one measurement' : `${count || 'no'} measurements`} that can be judged ${count === 1 ? 'is' : 'are'} there to fit to, but it takes ${fewest}, better ten; give more rows`,
    );
  const expected =
    measurements.reduce((sum, { measured }) => sum + expectedDeviance(measured!.trials), 0) * (1 - 1 / count);
  const t = studentUpperQuantile(0.025, count - 1);
  let dependence: Dependence = { factor: 1 };
  let why = '';
  const profile = await profileOf({
    ...sought,
    threshold: async ({ value, deviance }) => {
      dependence = await dependenceOf(measurements, value, sought, theoryAt);
      const rise = errors === 'none' ? (t * t * deviance) / (count - 1) : riseOf95(deviance, expected, count - 1);
      return dependence.factor * rise;
    },
    deviance: async (value) => {
      const said = await theoryAt(value);
      return measurements.reduce((sum, measurement, i) => {
        const theory = said[i];
        if (theory && 'value' in theory) return sum + devianceOf(measurement, theory, errors);
        why ||= theory?.reason ?? 'the parameters contradict each other';
        return Number.POSITIVE_INFINITY;
      }, 0);
    },
  });
  if (!profile)
    throw new BadInput(
      `fit=${key}: theory does not predict all of these numbers for any ${key} between ${range[0]} and ${range[1]} (${why}); leave out what it does not predict, or fit elsewhere, as in fit=${key}:first:last`,
    );
  const fitted: Fitted = {
    ...profile,
    sought,
    points: count,
    dependence,
    ...(errors !== 'none' && { reduced: profile.deviance / expected }),
  };
  const undetermined = whyUndetermined(fitted);
  return { ...fitted, ...(undetermined && { undetermined }) };
}

/** With an error the deviance of Student's t; without one the square of the relative distance. */
function devianceOf(
  { measured }: Measurement,
  theory: { value: number; error: number },
  errors: Measured['errors'],
): number {
  const { mean, standardError, trials } = measured as { mean: number; standardError: number; trials: number };
  if (errors !== 'none')
    return studentDeviance((mean - theory.value) / hypot(standardError, theory.error * theory.value), trials);
  return mean > 0 && theory.value > 0 ? squared(log(mean / theory.value)) : squared(mean - theory.value);
}

function whyUndetermined({ sought, low, high, isOpen, rivals, value, reduced = 1 }: Fitted): string | undefined {
  const say = (one: number) => plain(one, 3);
  if (isOpen.low && isOpen.high && reduced > 1)
    return `no ${sought.key} stands out: even the best has a χ² per degree of freedom of ${plain(reduced, 2)}, and with the scatter that this makes of the errors everything from ${say(low)} to ${say(high)} agrees no worse`;
  if (isOpen.low && isOpen.high)
    return `these numbers do not determine ${sought.key}: everything from ${say(low)} to ${say(high)} agrees as well`;
  if (rivals.length > 0)
    return `these numbers do not determine ${sought.key}: ${[value, ...rivals].map(say).join(' and ')} agree as well`;
  if (isOpen.low || isOpen.high)
    return `these numbers bound ${sought.key} on one side alone: ${isOpen.low ? `at most ${say(high)}` : `at least ${say(low)}`}, as far as it was searched (${say(sought.range[0])} to ${say(sought.range[1])})`;
  return undefined;
}

/** Theory's relative uncertainty where the parameter may be anywhere in its interval. */
export function doubtOf(
  at: readonly (Predicted | undefined)[],
  ends: readonly (readonly (Predicted | undefined)[])[],
): number[] {
  return at.map((one, i) =>
    Math.max(
      0,
      ...ends.map((end) => {
        const other = end[i];
        if (!one || !other || !('value' in one)) return 0;
        return 'value' in other && one.value !== 0 ? Math.abs(other.value / one.value - 1) : 1;
      }),
    ),
  );
}

/** The settings of the table with one parameter set. */
export function withValue(fixed: Parameters, { key }: Sought, value: number): Parameters {
  return { ...fixed, [key]: value };
}
