import type { z } from 'zod';
import type { Engine } from '../numeric/engine.ts';
import type { Random } from '../numeric/random.ts';

/** `equals` is the default; a bound is judged `atMost` or `atLeast`. */
export type Relation = 'equals' | 'atMost' | 'atLeast';
export type Scale = 'log' | 'linear';

/** A publication. At least one of `arxiv` and `doi`. */
export interface Source {
  id: string;
  authors: string[];
  title: string;
  year: number;
  venue?: string;
  arxiv?: string;
  doi?: string;
}

/** What zod's `.meta()` of a parameter carries: everything the command line, the sliders and the docs show of it. */
export interface ParameterMeta {
  title: string;
  description: string;
  symbol?: string;
  unit?: string;
  /** How a slider and an axis should run. */
  scale?: Scale;
  /** The range that a slider offers and that seeded random tests draw from; narrower than what is allowed. */
  range?: [number, number];
  /** Multiplied by `--scale`. */
  size?: boolean;
  /** The value is a file of numbers: a path on the command line, a dropped file on the page. */
  kind?: 'data';
}

/** An axis that a system has of its own and no parameter sets: training step, time, eigenvalue, mode. */
export interface Coordinate {
  label: string;
  symbol: string;
  unit?: string;
  scale: Scale;
}

/** A macroscopic quantity that theory predicts and the experiment measures. */
export interface Observable<P> {
  label: string;
  /** Plain text with Unicode Greek, as in a figure: `κ`, `E_test`. */
  symbol: string;
  description: string;
  scale: Scale;
  /** A curve over this coordinate, or a number when absent. */
  over?: string;
  /** How the measured values of a curve are drawn: as points, or as the bars of a histogram with evenly spaced bins. */
  mark?: 'points' | 'bars';
  relation?: Relation;
  /** Magnitude below which the experiment cannot tell a value from zero (round-off): an absolute addition to the margin. */
  floor?: (parameters: P) => number;
  /** Where means or variances do not exist: the statistic to show instead, and why. Such a point is not judged. */
  withoutMean?: (parameters: P) => string | undefined;
}

/** A predicted number, or a curve over the observable's coordinate, and the relative numerical error it promises. */
export interface Quantity {
  value: number | Float64Array;
  error: number;
  /** The same curve on a finer grid, for the figure alone: a density between the bins that `value` averages over. */
  fine?: { at: Float64Array; value: Float64Array };
}

export type Prediction<O extends string> = {
  observables: Partial<Record<O, Quantity>>;
  /** The points of each coordinate that the curves are given on. */
  coordinates?: Record<string, Float64Array>;
};

export type Measured = number | Float64Array;

/** A picture or a matrix from inside a trial, to show and not to judge. */
export interface Exhibit {
  title: string;
  rows: number;
  columns: number;
  values: Float64Array;
}

export interface Trial<O extends string> {
  /** A curve has the length of the coordinate in the prediction; a partial trial may have less of it. */
  observables: Partial<Record<O, Measured>>;
  exhibits?: Exhibit[];
}

/** Lets a long trial report how far it is, show what it has, and stop when asked. */
export interface TrialReporter<O extends string> {
  progress(fraction: number): void;
  partial(trial: Trial<O>): void;
  readonly signal: AbortSignal;
}

/** How far the parameters stretch an assumption of the theory: `strained` lights up, `note` informs. */
export interface ValidityNote {
  id: string;
  /** A few words, for a caption. */
  title: string;
  level: 'note' | 'strained';
  message: string;
}

export interface Cost {
  /** Of one trial on the wasm engine of an ordinary machine. */
  seconds: number;
  /** Of heap, at the trial's peak. */
  bytes: number;
}

/**
 * A named corner where a prediction must turn into a closed form or into another system's prediction. At each scale `s` of three,
 * `deviation(s)` is the relative distance; it must fall as s^(−order). An `exact` limit must be within 1e-10 at every scale.
 */
export interface Limit {
  id: string;
  title: string;
  /** The id of the system it turns into, or the name of the closed form. */
  to: { system: string } | { closedForm: string };
  source?: string;
  scales: [number, number, number];
  order: number | 'exact';
  deviation: (scale: number) => number;
}

/** Parameters that reproduce a published figure or table. `settings` are command-line values: ranges and lists allowed. */
export interface Preset {
  id: string;
  title: string;
  source: string;
  settings: Record<string, string>;
  /** The observables that the published figure shows, where they are not the system's usual ones. */
  shown?: string[];
}

export interface System<Schema extends z.ZodObject = z.ZodObject, O extends string = string> {
  id: string;
  title: string;
  strand: string;
  question: string;
  sources: Source[];
  parameters: Schema;
  /** What a figure sweeps when the user sweeps nothing, as command-line values; empty when its axis is a coordinate. */
  sweep: Record<string, string>;
  coordinates?: Record<string, Coordinate>;
  observables: Record<O, Observable<z.output<Schema>>>;
  /** The observables a figure shows unless the user asks for others. */
  shown: O[];
  /** How fast the deviation between a finite experiment and the theory vanishes: relative deviation ~ size^(−order). */
  finiteSizeOrder?: number;
  /** The relative margin of the verdict, unless the user gives one, and the reason for it. */
  margin: { value: number; reason: string };
  validity: (parameters: z.output<Schema>) => ValidityNote[];
  /** The parameters that change nothing beside the others, with the reason: setting one of them is refused rather than ignored. */
  inert?: (parameters: z.output<Schema>) => Record<string, string>;
  cost: (parameters: z.output<Schema>) => Cost;
  /** With `wanted`, observables that are not among them may be left out: worth it where one costs much more than the others. */
  predict: (parameters: z.output<Schema>, wanted?: readonly string[]) => Prediction<O>;
  trial: (
    parameters: z.output<Schema>,
    random: Random,
    engine: Engine,
    reporter?: TrialReporter<O>,
  ) => Trial<O> | Promise<Trial<O>>;
  limits: Limit[];
  presets: Preset[];
}

/** A system whose parameter type is not known where it is used; values have passed its schema. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds systems of every parameter type
export type AnySystem = System<any, any>;

/** Declares a system. The identity function, there for the types: `parameters` flow into every other field. */
export function defineSystem<Schema extends z.ZodObject, O extends string>(
  system: System<Schema, O>,
): System<Schema, O> {
  return system;
}

/** For each formula of the reference files that a system implements: inputs in, observables out. */
export type Evaluators = Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>;
