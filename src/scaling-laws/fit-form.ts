import { BadInput, NoSolution } from '../numeric/errors.ts';
import { choleskyOf, type Factor, forwardSubstitute } from '../numeric/small-cholesky.ts';
import { inner } from '../numeric/small-systems.ts';
import { log } from '../numeric/special.ts';
import { descend, normalEquations, objectiveOf, type Problem } from './descend.ts';
import type { Centred, Column, Columns, Form, Trainings } from './forms/form.ts';

export interface FormFit {
  form: Form;
  /** By name. */
  constants: Record<string, number>;
  /** Σ_j Huber_δ(ln L(j) − ln L_j). */
  objective: number;
  /**
   * Of Σ_j Huber_δ/δ² by the coordinates, in units in which each of them moves ln L by about one.
   */
  gradientNorm: number;
  /**
   * How much worse the least known combination of coordinates is known than it would be if the
   * others were: the root of the largest variance inflation of the normal equations. Beyond some
   * thousands a constant is all but undetermined.
   */
  inflation: number;
  /** ln L of the fit − ln L, training by training. */
  residuals: Float64Array;
  /** Where Huber's loss turns from a square to a line. */
  delta: number;
  /** ln L that the form says at these trainings, whose losses are not looked at. */
  logLoss: (columns: Columns) => Float64Array;
  /** What fits of the same form to other losses start from. */
  coordinates: Float64Array;
  centred: Centred;
  /** Which of the coordinates were fitted; the others are held. */
  free: readonly number[];
}

export interface FitFormOptions {
  /**
   * Where Huber's loss turns from a square to a line, in ln L. Default 1e-3, as published fits have
   * it; `auto` takes 1.345 deviations of the residuals (estimated by their median size), which
   * keeps 95 % of the accuracy of least squares under Gaussian noise and outliers at bay (Huber
   * 1964, Ann. Math. Statist. 35, 73).
   */
  delta?: number | 'auto';
  /** Constants that are not fitted, by name. */
  held?: Record<string, number>;
  /** Starts that are followed to a minimum, the best of a grid. Default 24. */
  starts?: number;
  /** Called often; may throw, to give up. */
  check?: () => void;
  /** From 0 to 1. */
  progress?: (fraction: number) => void;
}

const DELTA = 1e-3;
const STARTS = 24;
/** In deviations of the residuals. */
const EFFICIENT = 1.345;
const LEAST_DELTA = 1e-6;
const ROUNDS_OF_SCALE = 3;

/**
 * The constants of a form with the least Σ_j Huber_δ(ln L(j) − ln L_j): approach 3 of Hoffmann et
 * al. 2022 (2203.15556, appendix D.3), for any form. Amplitudes are strongly correlated with
 * exponents: compare objectives first, exponents second, amplitudes last. Throws `BadInput` for
 * fewer trainings than constants, columns of different lengths, and values that are not positive;
 * `NoSolution` where the form is finite at no start.
 */
export function fitForm(form: Form, trainings: Trainings, options: FitFormOptions = {}): FormFit {
  const { delta: wanted = DELTA, starts = STARTS, held = {}, check, progress } = options;
  const columns = columnsOf(form, trainings);
  const logLoss = Float64Array.from(trainings.loss, log);
  const free = form.constants.flatMap(({ name }, i) => (name in held ? [] : [i]));
  // Around the middle of the data coordinates mix an amplitude with its exponent: where constants
  // are held, around 1.
  const isHeld = Object.keys(held).length > 0;
  const centred = form.around(isHeld ? atOne(form) : columns);
  const delta = wanted === 'auto' ? DELTA : wanted;
  const problem: Problem = { columns, logLoss, centred, count: form.constants.length, delta };
  const pinned = isHeld ? pin(form, centred, held) : undefined;
  const objective = objectiveOf(problem);
  const scratch = new Float64Array(problem.count);
  const begun = centred
    .starts(logLoss)
    .map((start) => {
      for (const [i, value] of pinned ?? []) start[i] = value;
      return { start, value: objective(Float64Array.from(start), scratch) };
    })
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
    .slice(0, starts);
  const ends = begun.map(({ start }, i) => {
    progress?.(i / starts);
    return descend(problem, start, free, { rounds: 1, check });
  });
  if (ends.length === 0) throw new NoSolution(`${form.formula} is not finite at any start: are the numbers in range?`);
  const best = ends.reduce((least, end) => (end.value < least.value ? end : least));
  let fit = asFit(form, problem, descend(problem, best.x, free, { rounds: 30, check }), free);
  for (let round = 0; wanted === 'auto' && round < ROUNDS_OF_SCALE; round++) {
    const scale = deviationOf(fit.residuals, free.length);
    const scaled = { ...problem, delta: Math.max(LEAST_DELTA, EFFICIENT * scale) };
    fit = asFit(form, scaled, descend(scaled, fit.coordinates, free, { rounds: 30, check }), free);
  }
  return fit;
}

/**
 * The standard deviation of residuals by their median size, as of Gaussian ones, with what `free`
 * fitted constants took of them.
 */
export function deviationOf(residuals: ArrayLike<number>, free: number): number {
  const sizes = Float64Array.from(residuals, Math.abs).sort();
  const half = (sizes.length - 1) / 2;
  const median = (sizes[Math.floor(half)] + sizes[Math.ceil(half)]) / 2;
  return 1.4826 * median * Math.sqrt(sizes.length / Math.max(1, sizes.length - free));
}

/**
 * The same form fitted to other losses of the same trainings, or to a choice of them, from a fit.
 */
export function refit(
  fit: FormFit,
  columns: Columns,
  logLoss: Float64Array,
  { check }: Pick<FitFormOptions, 'check'> = {},
): FormFit {
  const { form, centred, delta, free } = fit;
  const problem: Problem = { columns, logLoss, centred, count: form.constants.length, delta };
  return asFit(form, problem, descend(problem, fit.coordinates, free, { rounds: 4, check }), free);
}

function asFit(
  form: Form,
  problem: Problem,
  { x, value }: { x: Float64Array; value: number },
  free: readonly number[],
) {
  const { columns, logLoss, centred, count, delta } = problem;
  const gradient = new Float64Array(count);
  const slope = new Float64Array(count);
  objectiveOf(problem)(x, gradient);
  const said = (at: Columns) =>
    Float64Array.from({ length: rowsOf(form, at) }, (_, j) => centred.logLoss(at, j, x, new Float64Array(count)));
  const residuals = said(columns).map((one, j) => one - logLoss[j]);
  const { matrix } = normalEquations(problem, x, free, slope);
  const factor = choleskyOf(matrix);
  const steepness = forwardSubstitute(
    factor,
    free.map((at) => gradient[at]),
  );
  const values = centred.constants(x);
  return {
    form,
    constants: Object.fromEntries(form.constants.map(({ name }, i) => [name, values[i]])),
    objective: value * delta * delta,
    gradientNorm: Math.sqrt(inner(steepness, steepness)),
    inflation: inflationOf(factor, matrix),
    residuals,
    delta,
    logLoss: said,
    coordinates: x,
    centred,
    free,
  };
}

/** √max_i A_ii (A⁻¹)_ii of the matrix with this factor. */
function inflationOf(factor: Factor, matrix: Float64Array[]): number {
  const squares = matrix.map((row, i) => {
    const unit = new Float64Array(matrix.length);
    unit[i] = 1;
    const column = forwardSubstitute(factor, unit);
    return row[i] * inner(column, column);
  });
  return Math.sqrt(squares.reduce((a, b) => Math.max(a, b), 1));
}

function rowsOf(form: Form, columns: Columns): number {
  return columns[form.needs[0]]!.length;
}

/** All columns at 1, where coordinates of amplitudes are their logarithms. */
function atOne(form: Form): Columns {
  return Object.fromEntries(form.needs.map((name) => [name, new Float64Array(1)]));
}

/** The coordinates of constants that are held. */
function pin(form: Form, centred: Centred, held: Record<string, number>): [number, number][] {
  const names = form.constants.map(({ name }) => name);
  for (const name of Object.keys(held))
    if (!names.includes(name))
      throw new BadInput(`${form.formula} has no constant '${name}'; its constants are ${names.join(', ')}`);
  for (const { name, isPositive } of form.constants)
    if (name in held && (!Number.isFinite(held[name]) || (isPositive && !(held[name] > 0))))
      throw new BadInput(`${name} is held at ${held[name]}, but must be ${isPositive ? 'positive' : 'a number'}`);
  const coordinates = centred.coordinates(names.map((name) => held[name] ?? 1));
  return names.flatMap((name, i): [number, number][] => (name in held ? [[i, coordinates[i]]] : []));
}

const WORDS: Record<Column, string> = {
  N: 'parameter counts',
  D: 'token counts',
  U: 'unique token counts',
  C: 'computes',
};

/** The logarithms of the columns that a form needs. Throws `BadInput`. */
export function columnsOf(form: Form, trainings: Trainings): Columns {
  const { length } = trainings.loss;
  const columns: Columns = {};
  for (const name of form.needs) {
    const column = trainings[name];
    if (!column) throw new BadInput(`${form.formula} needs ${WORDS[name]}, and there are none: give a column of them`);
    if (column.length !== length)
      throw new BadInput(
        `there are ${column.length} ${WORDS[name]} and ${length} losses: give one of each for every training`,
      );
    columns[name] = logarithms(name, column);
  }
  logarithms('the loss', trainings.loss);
  if (length < form.constants.length)
    throw new BadInput(
      `${length} trainings cannot determine ${form.constants.length} numbers: give at least ${form.constants.length}, better some dozens`,
    );
  return columns;
}

function logarithms(name: string, column: ArrayLike<number>): Float64Array {
  return Float64Array.from(column, (value, i) => {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY))
      throw new BadInput(
        `${name} of training ${i + 1} is ${value}, but must be positive and finite: leave this training out`,
      );
    return log(value);
  });
}
