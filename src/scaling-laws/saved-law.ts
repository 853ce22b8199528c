import { BadInput } from '../numeric/errors.ts';
import { log } from '../numeric/special.ts';
import type { FormFit } from './fit-form.ts';
import { type Column, type Columns, type Form, mean } from './forms/form.ts';
import { kaplanForm } from './forms/kaplan.ts';
import { parametric } from './forms/parametric.ts';
import { brokenPowerOf, powerOf } from './forms/power.ts';
import { repeated } from './forms/repeated.ts';

/**
 * A law fitted to training runs, with all that predictions beyond them take. Plain data: read back
 * from JSON it predicts the same to the last bit.
 */
export interface SavedLaw {
  /** The form's id, and its columns in order. */
  form: string;
  columns: Column[];
  /** Means of the logarithms of the columns: the middle that coordinates are about. */
  middle: number[];
  /**
   * Of the fit, and of fits to runs drawn with replacement, in the order of the form's constants.
   */
  coordinates: number[];
  resampled: number[][];
  /** The deviation of one run's ln L from the law. */
  scatter: number;
  /** By how much the law strays beyond its runs: of ln L for each unit of ln cost. */
  straying: number;
  /** How many runs it was fitted to. */
  runs: number;
  /** What the dearest of them cost, and in which column that is counted: `C` in operations. */
  dearest: number;
  costIn: Column;
}

/** A saved law that can be asked. */
export interface Law {
  saved: SavedLaw;
  form: Form;
  /** ln L at a point, and by each of the resamples. */
  logLoss: LogLoss;
  resampled: LogLoss[];
}

export type Point = Partial<Record<Column, number>>;
export type LogLoss = (at: Point) => number;

/** The law of a fit to these columns of logarithms. Resamples that ran off to infinity are left. */
export function saveLaw(
  fit: FormFit,
  columns: Columns,
  resampled: readonly FormFit[],
  rest: Pick<SavedLaw, 'scatter' | 'straying' | 'runs' | 'dearest' | 'costIn'>,
): SavedLaw {
  const { id, needs } = fit.form;
  return {
    ...{ form: id, columns: [...needs], middle: needs.map((name) => mean(columns[name]!)) },
    coordinates: Array.from(fit.coordinates),
    resampled: resampled
      .map(({ coordinates }) => Array.from(coordinates))
      .filter((coordinates) => coordinates.every(Number.isFinite)),
    ...rest,
  };
}

/** Throws `BadInput` for a form that there is not, and for too few numbers. */
export function openLaw(saved: SavedLaw): Law {
  const form = formOf(saved);
  const { middle, coordinates, resampled } = saved;
  const count = form.constants.length;
  if (middle.length !== form.needs.length || [coordinates, ...resampled].some(({ length }) => length !== count))
    throw new BadInput(`a saved law ${form.formula} has ${count} coordinates, and these are not as many`);
  // The mean of one number is that number.
  const centred = form.around(Object.fromEntries(form.needs.map((name, i) => [name, Float64Array.of(middle[i])])));
  const gradient = new Float64Array(count);
  const columns: Columns = Object.fromEntries(form.needs.map((name) => [name, new Float64Array(1)]));
  const of =
    (constants: number[]): LogLoss =>
    (at) => {
      for (const name of form.needs) columns[name]![0] = log(at[name]!);
      return centred.logLoss(columns, 0, constants, gradient);
    };
  return { saved, form, logLoss: of(coordinates), resampled: resampled.map(of) };
}

function formOf({ form: id, columns }: Pick<SavedLaw, 'form' | 'columns'>): Form {
  const forms = [parametric, kaplanForm, repeated, powerOf(columns[0]), brokenPowerOf(columns[0])];
  const form = forms.find((one) => one.id === id);
  if (form) return form;
  throw new BadInput(`there is no law '${id}'; the laws are ${forms.map((one) => one.id).join(', ')}`);
}
