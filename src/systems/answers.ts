import type { Engine } from '../numeric/engine.ts';
import type { Random } from '../numeric/random.ts';

// What a system is asked and what it answers: by `prepare`, `predict`, `trial`, `validity`, `cost`.

/**
 * A predicted number, or a curve over the observable's coordinate, and the relative numerical error
 * it promises.
 */
export interface Quantity {
  value: number | Float64Array;
  error: number;
  /**
   * The same curve on a finer grid, for the figure alone: a density between the bins that `value`
   * averages over.
   */
  fine?: { at: Float64Array; value: Float64Array };
}

/** The observables that theory predicts here; one that is left out is measured and not judged. */
export interface Prediction<O extends string = string> {
  observables: Partial<Record<O, Quantity>>;
}

export type Measured = number | Float64Array;

/** A picture or a matrix from inside a trial, to show and not to judge. */
export interface Exhibit {
  title: string;
  rows: number;
  columns: number;
  /** Row-major. */
  values: Float64Array;
}

export interface Trial<O extends string = string> {
  /** A curve has the length of its coordinate; a partial trial may have less of it. */
  observables: Partial<Record<O, Measured>>;
  /**
   * Why an observable that is left out has no value in this trial, a clause without a full stop:
   * `training ended before the edge`. What is predicted of it is then not judged, and the whole
   * cannot hold.
   */
  without?: Partial<Record<O, string>>;
  exhibits?: Exhibit[];
}

/** Lets a long trial say how far it is, show what it has, and stop when asked. */
export interface TrialReporter<O extends string = string> {
  progress(fraction: number): void;
  partial(trial: Trial<O>): void;
  /**
   * Throws `Stopped` when the run was stopped; a long trial asks every few milliseconds of work.
   */
  check(): void;
}

/** What the preparation of a problem may use. */
export interface Preparation {
  engine: Engine;
  /**
   * Throws `Stopped` when nobody wants the problem any more; a preparation of seconds asks often.
   */
  check?(): void;
}

/** What theory may use. */
export interface TheoryContext<O extends string = string> {
  engine: Engine;
  /**
   * The observables asked for; others may be left out, worth it where one costs much more than the
   * rest.
   */
  wanted: ReadonlySet<O>;
  /** Says how far a theory is that takes seconds. */
  progress(fraction: number): void;
  /** Throws `Stopped` when nobody wants the prediction any more. */
  check(): void;
}

/** What a trial may use. All randomness comes from `random`, a stream of the trial's own. */
export interface TrialContext<O extends string = string> {
  random: Random;
  engine: Engine;
  reporter: TrialReporter<O>;
  /** The observables asked for; others may be left out. */
  wanted: ReadonlySet<O>;
}

/**
 * How far the parameters stretch an assumption of the theory: `strained` lights up, `note` informs.
 */
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
  /**
   * Seconds of one prediction, where it is more than a few milliseconds: above 0.05 it runs beside
   * the trials, not before them.
   */
  theory?: number;
}

/** A cost that is told before anything is prepared. */
export interface Forecast extends Cost {
  preparation: number;
  /** Whether every point takes it anew, as a search does, and not all of them once, as a file. */
  eachPoint?: boolean;
  /** As the system's own `untestable`. */
  untestable?: string;
}
