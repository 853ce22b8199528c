// What the page and its workers say to each other. Everything here is plain data: the page itself
// knows no system.

import type { Dataset } from '../../src/data/dataset.ts';
import type { Figure } from '../../src/figures/figure.ts';
import type { Input, Report } from '../../src/instruments/contract.ts';
import type { Assignment, News, Result, Task } from '../../src/measure/tasks.ts';
import type { PlanTheory, Progress } from '../../src/run/conduct.ts';
import type {
  Claim,
  Coordinate,
  DerivedObservable,
  Measured,
  Observable,
  Preset,
  Source,
  ValidityNote,
} from '../../src/systems/contract.ts';

/** How a parameter is set by hand, read off its schema. */
export type Control =
  | {
      kind: 'number';
      integer: boolean;
      /** Of the slider. */
      low: number;
      high: number;
      /** What a sweep over it runs through unless told. */
      usual: [number, number];
      scale: 'log' | 'linear';
      words: string[];
    }
  | { kind: 'choice'; options: string[]; otherwise?: string }
  | { kind: 'data' }
  | { kind: 'text' };

export interface ParameterDeclaration {
  key: string;
  title: string;
  description: string;
  symbol?: string;
  unit?: string;
  control: Control;
  /** In the notation of the command line; empty where the parameter has no default. */
  fallback: string;
  /** What is allowed, in words. */
  allowed: string;
}

export interface LimitDeclaration {
  id: string;
  title: string;
  to: { system: string } | { closedForm: string };
  source?: string;
  order: number | 'exact';
  scales: number[];
}

/** What a list says of a system. */
export interface SystemHeader {
  id: string;
  title: string;
  strand: string;
  question: string;
}

/** All that a system declares, without its functions. */
export interface Declaration extends SystemHeader {
  sources: Source[];
  parameters: ParameterDeclaration[];
  sweep: Record<string, string>;
  coordinates: Record<string, Omit<Coordinate<unknown>, 'at'>>;
  observables: Record<string, Omit<Observable<unknown>, 'floor' | 'withoutMean' | 'events'>>;
  derived: Record<string, Omit<DerivedObservable<unknown>, 'fit' | 'predicted' | 'floor'>>;
  claims: Record<string, Omit<Claim, 'says' | 'made'>>;
  shown: readonly string[];
  margin: { value: number; reason: string };
  limits: LimitDeclaration[];
  presets: Preset[];
  notes: string;
}

/** What a list says of an instrument. */
export interface InstrumentHeader {
  id: string;
  title: string;
  /** Whether it is made for a system, which its address names too. */
  ofSystem: boolean;
}

/** All that an instrument declares, without its functions. */
export interface InstrumentDeclaration {
  id: string;
  title: string;
  question: string;
  /** The id of the one that it is made for. */
  system?: string;
  sources: Source[];
  inputs: Input[];
  parameters: ParameterDeclaration[];
  /** Files and settings to try it on. */
  examples: { title: string; files: { name: string; text: string }[]; settings: Record<string, string> }[];
}

/** Files for an instrument, and settings in the notation of the command line. */
export interface Errand {
  instrument: string;
  system?: string;
  files: { name: string; bytes: ArrayBuffer }[];
  settings: Record<string, string>;
}

/**
 * What is asked of a system: settings in the notation of the command line, and the conditions of
 * the run.
 */
export interface Question {
  system: string;
  settings: Record<string, string>;
  /** Observables, derived ones and claims. */
  shown: readonly string[];
  seed: string;
  margin: number;
  /** Seconds of work for the verdict beyond the first trials, by the system's own estimate. */
  budget: number;
}

/** Theory for a question, before any trial. */
export interface Theory {
  figure: Figure;
  axis?: string;
  /** The second range, where the figure is a map. */
  map?: string;
  /** What the files are taken for, in a line each. */
  readings: string[];
  /** The usual sweep beside these settings. */
  sweep: Record<string, string>;
  /** Settings that have no effect beside the others and were left out, with the reason. */
  leftOut: Record<string, string>;
  /** Parameters that have no effect here, with the reason. */
  inert: Record<string, string>;
  /** Notes that apply at some point, with where. */
  validity: (ValidityNote & { where: string })[];
  noPrediction: string[];
  /** Estimated seconds for the first trials at every point, on one thread. */
  seconds: number;
  table: Table;
  /** Where theory took long: all of it, for the bench, so that nobody computes it a second time. */
  known?: PlanTheory;
}

/** A curve of a figure: which of a panel's. */
export interface CurveOfFigure {
  /** Of the panel, as the next one. */
  observable: string;
  facet?: string;
  series: number;
}

/** What theory says of all scalar observables at one point of a curve. */
export interface Values {
  /** Which curve, where there are several. */
  curve?: string;
  /** The axis there; absent without one. */
  at?: { title: string; text: string };
  /** Which of how many points. */
  place: number;
  places: number;
  /** The parameters there that are words. */
  choices: Record<string, string>;
  numbers: { label: string; symbol: string; text: string }[];
}

/** The numbers behind a figure, for reading and for screen readers. */
export interface Table {
  columns: string[];
  rows: string[][];
}

/** The state of an experiment: growing while it runs. */
export interface Outcome {
  figure: Figure;
  /**
   * Present until every point has its first trials, before which there is no verdict: of how many
   * points the answer is known already.
   */
  measuring?: { settled: number; points: number };
  verdict: 'holds' | 'broken' | 'unresolved' | 'not judged';
  /** Of each shown observable; the sentence begins with the verdict where there is one. */
  sentences: string[];
  /** What is said beside the verdict: failures, where it stops to hold, what would decide it. */
  remarks: string[];
  table: Table;
  /**
   * When the run has ended: the notes of theory, in the words of the point where it is furthest
   * off.
   */
  validity?: Theory['validity'];
  /** Present when the run has ended. */
  ended?: { interrupted: boolean; seconds: number };
}

/** What a record holds of a run, as far as it is. */
export interface Files {
  /** `points.csv`. */
  csv: string;
  /** `result.json`. */
  json: string;
  figure: Figure;
}

/** A long trial while it runs. */
export interface RunningTrial {
  /** Of its point. */
  key: string;
  trial: number;
  observables: Record<string, Measured>;
}

/**
 * The curve of a trial that is still running, as far as it is, and where it stands in the figure.
 */
export interface Trace {
  panel: number;
  series: number;
  x: number[];
  y: number[];
}

export interface LimitState {
  system: string;
  id: string;
  holds: boolean;
  deviations: number[];
  measuredOrder?: number;
}

/** Page → desk, which does everything but experiments. Each is answered under its number. */
export type DeskRequest =
  | { kind: 'headers' }
  | { kind: 'declaration'; system: string }
  | { kind: 'instruments' }
  | { kind: 'instrument'; id: string; system?: string }
  | { kind: 'theory'; question: Question; jobs: number }
  | { kind: 'files'; question: Question; jobs: number; known?: PlanTheory }
  | { kind: 'values'; question: Question; curve?: CurveOfFigure; place?: number; known?: PlanTheory }
  | { kind: 'limits'; system: string }
  | { kind: 'open'; name: string; bytes: ArrayBuffer };

export interface DeskAnswers {
  headers: SystemHeader[];
  declaration: Declaration;
  instruments: InstrumentHeader[];
  instrument: InstrumentDeclaration;
  theory: Theory;
  /** Of theory alone. */
  files: Files;
  values: Values;
  limits: LimitState[];
  open: Dataset;
}

/**
 * Theory that takes long says how far it is; `forget` stops it, and its question is then answered
 * by a problem.
 */
export type DeskMessage = { number: number; request: DeskRequest } | { forget: number };

export type DeskReply =
  | { number: number; progress: Progress }
  | { number: number; answer: unknown }
  | { number: number; problem: string };

/** Page → bench, which runs one experiment at a time. */
export type BenchRequest =
  | { kind: 'run'; run: number; question: Question; jobs: number; known?: PlanTheory }
  | { kind: 'pause' | 'resume' | 'cancel' }
  | { kind: 'files'; run: number }
  | { kind: 'data'; dataset: Dataset };

/** What a running experiment says may leave out what is as it was. */
export type BenchReply =
  | { kind: 'progress'; run: number; progress?: Progress; outcome?: Outcome; traces?: Trace[] }
  | { kind: 'outcome'; run: number; outcome: Outcome }
  | { kind: 'files'; run: number; files: Files }
  | { kind: 'problem'; run: number; problem: string };

/** To one of the workers that do tasks, by whoever hired it. */
export type TrialRequest =
  | { kind: 'assignment'; system: string; assignment: Assignment; threads: number }
  | { kind: 'task'; task: Task };

export type TrialReply =
  | { kind: 'done'; result: Result }
  | { kind: 'news'; news: News }
  | { kind: 'problem'; problem: string };

/** From the worker of reports, which does one errand at a time. */
export type ReportReply =
  | { kind: 'progress'; fraction: number; doing: string }
  | { kind: 'report'; report: Report }
  | { kind: 'problem'; problem: string };

/** The name of a worker says which of the five it is. */
export type Role = 'desk' | 'bench' | 'trials' | 'helper' | 'reports';
