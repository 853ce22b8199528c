import type { z } from 'zod';
import type { Reading } from '../data/reading.ts';
import type { Engine } from '../numeric/engine.ts';
import type { Random } from '../numeric/random.ts';
import type { CurveFit } from '../statistics/curve-fits.ts';
import type { Relation } from '../statistics/equivalence.ts';
import type {
  Cost,
  Forecast,
  Prediction,
  Preparation,
  TheoryContext,
  Trial,
  TrialContext,
  ValidityNote,
} from './answers.ts';

export type * from './answers.ts';
export type { CurveFit, Reading, Relation };

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

/**
 * What zod's `.meta()` of a parameter carries: everything the command line, the sliders and the
 * docs show of it.
 */
export interface ParameterMeta {
  title: string;
  description: string;
  symbol?: string;
  unit?: string;
  /** How a slider and an axis should run. */
  scale?: Scale;
  /**
   * The range that a slider offers and that seeded random tests draw from; narrower than what is
   * allowed.
   */
  range?: [number, number];
  /**
   * Of a parameter with choices, those that seeded random tests draw, where the others cost too
   * much or need other numbers beside them; all unless given.
   */
  drawn?: readonly string[];
  /** Multiplied by `--scale`. */
  size?: boolean;
  /**
   * `data`: the value is a file of numbers, a path on the command line, a dropped file on the page.
   * `text`: it is taken as it is written, as no number, range or list.
   */
  kind?: 'data' | 'text';
}

/**
 * The five strands of the theory of deep learning that a system belongs to (Simon et al., 2026).
 */
export type Strand =
  | 'solvable settings'
  | 'tractable limits'
  | 'simple laws'
  | 'theories of hyperparameters'
  | 'universal behaviour';

/**
 * An axis that a system has of its own and no parameter sets: training step, time, eigenvalue,
 * mode.
 */
export interface Coordinate<Problem> {
  label: string;
  symbol: string;
  unit?: string;
  scale: Scale;
  /** The points that curves of this problem are given on, by theory and experiment alike. */
  at: (problem: Problem) => Float64Array;
}

/** A macroscopic quantity that theory predicts and the experiment measures. */
export interface Observable<Problem> {
  label: string;
  /** Plain text with Unicode Greek, as in a figure: `κ`, `E_test`. */
  symbol: string;
  description: string;
  scale: Scale;
  /**
   * A curve over this coordinate, a surface over two (row-major, the first one's points are the
   * rows), or a number when absent.
   */
  over?: string | readonly [string, string];
  /**
   * How the measured values of a curve are drawn: as points, or as the bars of a histogram with
   * evenly spaced bins.
   */
  mark?: 'points' | 'bars';
  /**
   * A value that the reader compares with, drawn as a dotted line: 1 of a ratio to a threshold. It
   * is never judged.
   */
  level?: { value: number; label: string };
  /** `equals` unless given; a bound is judged `atMost` or `atLeast`. */
  relation?: Relation;
  /** `none`: measured and drawn, never judged, since nobody has a theory of it. */
  theory?: 'none';
  /**
   * Magnitude below which the experiment cannot tell a value from zero (round-off): an absolute
   * addition to the margin.
   */
  floor?: (problem: Problem) => number;
  /**
   * The most that it can be: 1 of an overlap, or of a share. A theory of exactly 0 is judged where
   * the floor is a small part of that; and trials that all agree, as coins may, contradict a theory
   * only where rare other ones would not explain it.
   */
  most?: number;
  /**
   * Of what has a `most`: how many independent events a trial's value is the mean of, as the
   * networks of a share of them; 1 unless given. Trials that all agree hold only where rarer events
   * than they have seen would not lead out of the margin.
   */
  events?: (problem: Problem) => number;
  /**
   * Where means or variances do not exist: the statistic to show instead, and why. Such a point is
   * not judged.
   */
  withoutMean?: (problem: Problem) => string | undefined;
}

/**
 * A number drawn from a curve: an exponent, a crossing time, the position of an optimum. It is
 * measured on the mean of the trials, its error is bootstrapped over them, and it is judged like an
 * observable.
 */
export interface DerivedObservable<Problem, O extends string = string> {
  label: string;
  symbol: string;
  description: string;
  scale: Scale;
  /** The observable it is drawn from. */
  of: O;
  /**
   * The coordinate that `of` runs over (the number is then one for each point), or a parameter (one
   * for each curve, where that is the axis).
   */
  along: string;
  fit: CurveFit;
  /**
   * `curve`: the same fit to the predicted curve. A function is asked at every point of the curve,
   * may say `curve` as well, and is undefined where nothing is believed, as outside a scaling
   * regime: one such point, and nothing is predicted. The first point's number counts.
   */
  predicted: 'curve' | ((problem: Problem) => number | 'curve' | undefined);
  relation?: Relation;
  /** As an observable's, in the units of the derived number: an absolute addition to the margin. */
  floor?: (problem: Problem) => number;
}

/**
 * An ordinal prediction, true or false in each trial, and judged as the share of trials in which it
 * is true.
 */
export interface Claim<Problem = unknown, O extends string = string> {
  /** A sentence without a full stop: `the strongest mode is learned first`. */
  label: string;
  /** The observables whose values of one trial `says` is given, in this order. */
  of: readonly O[];
  /**
   * The coordinate that they run over, or a parameter where that is the axis; absent for numbers at
   * one point.
   */
  along?: string;
  /** One array for each of `of`: its curve along `along`, or a single number. */
  says: (...values: Float64Array[]) => boolean;
  /**
   * Whether it is made of this problem (no mode may be stronger than another); of all points along
   * a parameter.
   */
  made?: (problem: Problem) => boolean;
  /** The least share of trials in which it is true, above 0 and below 1. */
  share: number;
}

/**
 * Parameters that change nothing while `when` is true, with the reason: setting one of them is then
 * refused rather than ignored.
 */
export interface InertRule<P> {
  keys: readonly string[];
  when: (parameters: P) => boolean;
  reason: string;
}

/** What a limit may use. */
export interface LimitContext {
  /**
   * The system's own prediction of one observable at these settings. A limit that takes its values
   * from here constrains what the system says, and not only a formula that it may or may not use.
   */
  predicted: (observable: string, settings: Record<string, unknown>) => Promise<number | Float64Array>;
  engine: Engine;
  /** A stream of the limit's own. */
  random: Random;
}

/**
 * A named corner where a prediction must turn into a closed form or into another system's
 * prediction. At each scale `s` of three, `deviation(s)` is the relative distance; it must fall as
 * s^(−order). An `exact` limit must be within 1e-10 at every scale.
 *
 * Every observable that is predicted is held by a limit: one that fails when `predicted` gives it a
 * tenth too large.
 */
export interface Limit {
  id: string;
  title: string;
  /** The id of the system it turns into, or the name of the closed form. */
  to: { system: string } | { closedForm: string };
  source?: string;
  scales: readonly [number, number, number];
  order: number | 'exact';
  deviation: (scale: number, context: LimitContext) => number | Promise<number>;
  /** Seconds that the check takes, where it is more than one. */
  cost?: number;
}

/** A number that a publication gives, to stand beside the predicted and the measured one. */
export interface Published {
  /** The observable, or the derived one, that it is of. */
  of: string;
  /**
   * The point: a value for each parameter that the preset sweeps, and for each coordinate of the
   * observable.
   */
  at?: Record<string, number | string>;
  value: number;
  /** How far it may be off, relative: its last digit, or how well a figure can be read. */
  accuracy: number;
  /** `Fig. 2`, `Table 1`, and what was done to the number, if anything. */
  where: string;
}

/**
 * Parameters that reproduce a published figure or table. `settings` are command-line values: ranges
 * and lists allowed.
 */
export interface Preset {
  id: string;
  title: string;
  source: string;
  settings: Record<string, string>;
  /**
   * The observables that the published figure shows, where they are not the system's usual ones.
   */
  shown?: string[];
  /** The margin that the figure is held to, where it is not the system's. */
  margin?: number;
  /** Seconds of trials that its verdict takes on two cores, where they are more than the usual. */
  budget?: number;
  /** The verdict that it ends in on two cores; `holds` unless given. */
  expected?: 'holds' | 'broken' | 'unresolved';
  /** Why it does not hold, a clause without a full stop. */
  because?: string;
  /** What the publication gives in numbers. Theory is tested against them. */
  published?: Published[];
}

export interface System<
  Schema extends z.ZodObject = z.ZodObject,
  Problem = unknown,
  O extends string = string,
  D extends string = string,
  C extends string = string,
> {
  id: string;
  /**
   * The module that a system outside this package was loaded from, and the checksum of all that it
   * imports from beside it; set by whoever loads it.
   */
  origin?: { file: string; sha256: string };
  title: string;
  strand: Strand;
  question: string;
  sources: Source[];
  /**
   * The id of the source of what is predicted at these settings, where that is not always the first
   * one. A preset cites its own.
   */
  sourceFor?: (parameters: z.output<Schema>) => string;
  parameters: Schema;
  /**
   * What a figure sweeps when the user sweeps nothing, as command-line values; empty when its axis
   * is a coordinate.
   */
  sweep: Record<string, string>;
  /**
   * The same where it depends on the user's other settings, as the rows of a file: undefined where
   * `sweep` serves.
   */
  sweepFor?: (given: Record<string, unknown>) => Record<string, string> | undefined;
  /**
   * Of systems that read a file: what in it is taken for what. Every run says and records it.
   * Throws `BadInput`.
   */
  reading?: (parameters: z.output<Schema>) => Reading | undefined;
  /**
   * What theory and experiment both start from, made once for each point and remembered by whoever
   * asks. What several points share (a population, a file turned into its eigenbasis) the system
   * keeps itself, with `remember`. Throws `BadInput` where the parameters contradict each other.
   */
  prepare: (parameters: z.output<Schema>, preparation: Preparation) => Problem;
  coordinates?: Record<string, Coordinate<Problem>>;
  observables: Record<O, Observable<Problem>>;
  derived?: Record<D, DerivedObservable<Problem, NoInfer<O>>>;
  claims?: Record<C, Claim<Problem, NoInfer<O>>>;
  /**
   * The observables, derived ones among them, that a figure shows and that make the run's verdict,
   * unless the user asks for others.
   */
  shown: readonly string[];
  /**
   * Two curves over one coordinate that are drawn against each other, where both are shown: a phase
   * portrait, in the place of a panel each.
   */
  portrait?: { across: NoInfer<O>; up: NoInfer<O> };
  /**
   * What `--scale` makes larger, and how, where that is not every parameter that is a size by the
   * same factor: what comes back takes the place of these parameters.
   */
  scaled?: (parameters: z.output<Schema>, factor: number) => Partial<z.output<Schema>>;
  /**
   * Of a parameter, the values at which predictions have a corner: the line of a figure goes
   * through them. A jump is named twice, by the last value before it and the first one behind.
   */
  corners?: Partial<Record<string, (parameters: z.output<Schema>) => number[]>>;
  /**
   * How fast the deviation between a finite experiment and the theory vanishes: relative
   * deviation ~ size^(−order).
   */
  finiteSizeOrder?: number;
  /** The relative margin of the verdict, unless the user gives one, and the reason for it. */
  margin: { value: number; reason: string };
  validity: (problem: Problem) => ValidityNote[];
  inert?: readonly InertRule<z.output<Schema>>[];
  cost: (problem: Problem) => Cost;
  /**
   * About the same from the parameters alone, with the seconds of `prepare` in each thread: where
   * that takes long, as of a large file, so that a cost can be told before.
   */
  forecast?: (parameters: z.output<Schema>) => Forecast | undefined;
  /**
   * Why no trial can be made where theory may have a prediction: a file has no rows left to test
   * on.
   */
  untestable?: (problem: Problem) => string | undefined;
  predict: (
    problem: Problem,
    context: TheoryContext<NoInfer<O>>,
  ) => Prediction<NoInfer<O>> | Promise<Prediction<NoInfer<O>>>;
  trial: (problem: Problem, context: TrialContext<NoInfer<O>>) => Trial<NoInfer<O>> | Promise<Trial<NoInfer<O>>>;
  limits: Limit[];
  presets: Preset[];
}

/** A system whose parameter type is not known where it is used; values have passed its schema. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds systems of every parameter type
export type AnySystem = System<any, any, any, any, any>;

/**
 * Declares a system. The identity function, there for the types: `parameters`, `prepare` and the
 * keys of `observables` flow into every other field.
 */
export function defineSystem<
  Schema extends z.ZodObject,
  Problem,
  O extends string,
  D extends string = never,
  C extends string = never,
>(system: System<Schema, Problem, O, D, C>): System<Schema, Problem, O, D, C> {
  return system;
}

/**
 * Declares observables in a file of their own, so that theory and experiment take their names from
 * its keys.
 */
export function defineObservables<Problem>() {
  return <O extends string>(observables: Record<O, Observable<Problem>>): Record<O, Observable<Problem>> => observables;
}

/** For each formula of the reference files that a system implements: inputs in, observables out. */
export type Evaluators = Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>;
