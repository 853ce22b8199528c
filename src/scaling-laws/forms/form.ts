import { exp, log1p } from '../../numeric/special.ts';

/** What is known of each training, column by column; a form says which of them it needs. */
export interface Trainings {
  /** Parameters of the network. */
  N?: ArrayLike<number>;
  /** Tokens, or samples, that it was trained on, repetitions counted. */
  D?: ArrayLike<number>;
  /** Different tokens among them. */
  U?: ArrayLike<number>;
  /** Floating-point operations. */
  C?: ArrayLike<number>;
  loss: ArrayLike<number>;
}

export type Column = 'N' | 'D' | 'U' | 'C';

/** A constant of a form. */
export interface Constant {
  /** As the library and JSON name it. */
  name: string;
  /** As figures and tables write it. */
  symbol: string;
  /** Positive, and searched for in its logarithm. */
  isPositive: boolean;
}

/**
 * A scaling law as a form with constants to be fitted. It works in coordinates of its own, in which
 * the constants are no longer strongly correlated: amplitudes are terms of the loss at the middle
 * of the data, positive constants are logarithms.
 */
export interface Form {
  id: string;
  title: string;
  /** Plain text with Unicode: `L = E + A N^{−α} + B D^{−β}`. */
  formula: string;
  needs: readonly Column[];
  constants: readonly Constant[];
  /** The form around the middle of these trainings. */
  around(columns: Columns): Centred;
}

/** The logarithms of the columns. */
export type Columns = Partial<Record<Column, Float64Array>>;

export type Coordinates = Float64Array | readonly number[];

export interface Centred {
  /** Where searches begin: a grid, in coordinates. */
  starts(logLoss: Float64Array): number[][];
  /**
   * ln L at row `j` of `columns`; its derivatives by the coordinates go into `gradient`, as long as
   * there are constants.
   */
  logLoss(columns: Columns, j: number, coordinates: Coordinates, gradient: Float64Array): number;
  /** The constants, in the order of `Form.constants`. */
  constants(coordinates: Coordinates): number[];
  coordinates(constants: readonly number[]): number[];
}

export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** All combinations of one of each. */
export function grid(...axes: readonly (readonly number[])[]): number[][] {
  return axes.reduce<number[][]>((rows, axis) => rows.flatMap((row) => axis.map((one) => [...row, one])), [[]]);
}

/** ln(eᵘ + eᵛ). */
export function logSum(u: number, v: number): number {
  const most = Math.max(u, v);
  return most + log1p(exp(-Math.abs(u - v)));
}
