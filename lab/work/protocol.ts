// What the page and its workers say to each other. Everything here is plain data: the page itself knows no system.

import type { Dataset } from '../../src/data/dataset.ts';
import type { Figure } from '../../src/figures/figure.ts';
import type { Progress } from '../../src/run/conduct.ts';
import type { TrialOutcome, TrialTask } from '../../src/run/trials.ts';
import type { Coordinate, Measured, Observable, Preset, Source, ValidityNote } from '../../src/systems/contract.ts';

/** How a parameter is set by hand, read off its schema. */
export type Control =
  | { kind: 'number'; integer: boolean; low: number; high: number; scale: 'log' | 'linear'; words: string[] }
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

/** All that a system declares, without its functions. */
export interface Declaration {
  id: string;
  title: string;
  strand: string;
  question: string;
  sources: Source[];
  parameters: ParameterDeclaration[];
  sweep: Record<string, string>;
  coordinates: Record<string, Coordinate>;
  observables: Record<string, Omit<Observable<unknown>, 'floor' | 'withoutMean'>>;
  shown: string[];
  margin: { value: number; reason: string };
  limits: LimitDeclaration[];
  presets: Preset[];
  notes: string;
}

/** What is asked of a system: settings in the notation of the command line, and the conditions of the run. */
export interface Question {
  system: string;
  settings: Record<string, string>;
  shown: string[];
  seed: string;
  margin: number;
  /** Seconds of work for the verdict beyond the first trials, by the system's own estimate. */
  budget: number;
}

/** Theory for a question, before any trial. */
export interface Theory {
  figure: Figure;
  axis?: string;
  family?: string;
  /** Settings that have no effect beside the others and were left out. */
  leftOut: string[];
  /** Parameters that have no effect here, with the reason. */
  inert: Record<string, string>;
  /** Notes that apply at some point, with where. */
  validity: (ValidityNote & { where: string })[];
  noPrediction: string[];
  /** Estimated seconds for the first trials at every point, on one thread. */
  seconds: number;
  table: Table;
}

/** The numbers behind a figure, for reading and for screen readers. */
export interface Table {
  columns: string[];
  rows: string[][];
}

/** The state of an experiment: growing while it runs. */
export interface Outcome {
  figure: Figure;
  verdict: 'holds' | 'broken' | 'unresolved' | 'not judged';
  /** Of each shown observable; the sentence begins with the verdict where there is one. */
  sentences: string[];
  /** Trials that failed, with the reason. */
  failures: string[];
  table: Table;
  /** Present when the run has ended. */
  ended?: { interrupted: boolean; csv: string; json: string; seconds: number };
}

/** A long trial while it runs. */
export interface RunningTrial {
  curve: number;
  point: number;
  trial: number;
  fraction: number;
  observables: Record<string, Measured>;
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
  | { kind: 'declarations' }
  | { kind: 'theory'; question: Question }
  | { kind: 'limits'; system: string }
  | { kind: 'open'; name: string; bytes: ArrayBuffer };

export interface DeskAnswers {
  declarations: Declaration[];
  theory: Theory;
  limits: LimitState[];
  open: Dataset;
}

export type DeskReply = { number: number; answer: unknown } | { number: number; problem: string; usage: boolean };

/** Page → bench, which runs one experiment at a time. */
export type BenchRequest =
  | { kind: 'run'; run: number; question: Question; jobs: number }
  | { kind: 'pause' | 'resume' | 'cancel' }
  | { kind: 'data'; dataset: Dataset };

export type BenchReply =
  | { kind: 'progress'; run: number; progress?: Progress; outcome?: Outcome }
  | { kind: 'outcome'; run: number; outcome: Outcome }
  | { kind: 'problem'; run: number; problem: string };

/** Bench → one of its trial workers. */
export type TrialRequest =
  | { kind: 'setting'; system: string; seed: string; curves: { scale: number; points: Record<string, unknown>[] }[] }
  | { kind: 'task'; task: TrialTask };

export type TrialReply =
  | { kind: 'done'; outcomes: TrialOutcome[] }
  | { kind: 'partial'; partial: RunningTrial }
  | { kind: 'problem'; problem: string };

/** The first message to a worker says which of the three it is. */
export type Role = 'desk' | 'bench' | 'trials';
