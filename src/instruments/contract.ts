import type { z } from 'zod';
import type { Bytes } from '../data/parse.ts';
import type { Figure } from '../figures/figure.ts';
import type { Engine } from '../numeric/engine.ts';
import type { Random } from '../numeric/random.ts';
import type { Verdict } from '../statistics/equivalence.ts';
import type { Source, ValidityNote } from '../systems/contract.ts';

/** A file that a user brings: opened from a path, or dropped on a page. */
export interface InputFile {
  /** Its name, for messages and titles. */
  name: string;
  /** Where it came from: a path. */
  origin: string;
  bytes(): Promise<Bytes>;
  /**
   * Another file of the folder that it stands in, by its name: undefined where it has none, or
   * stands in no folder.
   */
  beside?(name: string): Promise<Bytes | undefined>;
}

/** A file that an instrument takes. */
export interface Input {
  /** As help and messages call it: `runs`. */
  name: string;
  /** What it must hold, a clause without a full stop. */
  description: string;
  /** May be left out; those that may come last. */
  optional?: true;
}

/** A table of a report. A cell that has no value is null. */
export interface ReportTable {
  id: string;
  title: string;
  columns: { name: string; label: string }[];
  rows: (string | number | null)[][];
}

/** Columns whose labels are their names in words: `sizeLow` is "size low". */
export function namedColumns(names: readonly string[]): ReportTable['columns'] {
  const words = (name: string) => name.replace(/(?<=[a-z])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return names.map((name) => ({ name, label: words(name) }));
}

/**
 * What an instrument says of the user's numbers: plain data that survives JSON. The back-test comes
 * first wherever it is shown.
 */
export interface Report {
  /**
   * The theory, fitted to a part of what the user gave, predicts the rest: whether it does.
   * `unresolved` too where there is too little to hold anything back.
   */
  backTest: { verdict: Verdict; sentence: string };
  /** What the user came for, in sentences. */
  answers: string[];
  tables: ReportTable[];
  figure: Figure;
  /** What is assumed; `strained` where these numbers stretch it. */
  notes: ValidityNote[];
  /** What of each file was taken for what, a line each. */
  readings: string[];
  /** SHA-256 of each file, by the name of its input. */
  files: Record<string, { origin: string; sha256: string }>;
  /** The numbers of the answers, by name, for programs. */
  values: Record<string, unknown>;
  /** Files to take away, by their names: a snippet of code, settings for a trainer. */
  attachments?: Record<string, string>;
}

export interface InstrumentContext {
  /** All randomness comes from here. */
  random: Random;
  engine: Engine;
  /** The keys that the user set; all others have their defaults. */
  given: readonly string[];
  /** From 0 to 1, and what is being done. */
  progress(fraction: number, doing: string): void;
  /**
   * Throws `Stopped` when nobody wants the report any more; asked every few milliseconds of work.
   */
  check(): void;
}

/** A theory applied to the user's own numbers. */
export interface Instrument<Schema extends z.ZodObject = z.ZodObject> {
  /** Its command: `orrery fit`; `mup-check` is `orrery mup check`. */
  id: string;
  title: string;
  question: string;
  sources: Source[];
  inputs: readonly Input[];
  /** As a system's: type, range, default, description. */
  parameters: Schema;
  /** Throws `BadInput` naming the file, the column and the row, and what resolves it. */
  run(files: readonly InputFile[], parameters: z.output<Schema>, context: InstrumentContext): Promise<Report>;
  /** What a report would take, for one that may take long; files are read, nothing is computed. */
  cost?(
    files: readonly InputFile[],
    parameters: z.output<Schema>,
  ): Promise<{ seconds: number; bytes: number; sentence: string }>;
  /** What its conformance suite runs it on. */
  examples: Example[];
}

/** A small input with what must come out. */
export interface Example {
  title: string;
  /** Of each input, in order. */
  files: { name: string; text: string }[];
  settings: Record<string, string>;
  /** The back-test's verdict, or what the error must say. */
  expected: Verdict | { error: string };
}

/**
 * An instrument whose parameter type is not known where it is used; values have passed its schema.
 */
// biome-ignore lint/suspicious/noExplicitAny: a list holds instruments of every parameter type
export type AnyInstrument = Instrument<any>;

/** Declares an instrument. The identity function, there for the types. */
export function defineInstrument<Schema extends z.ZodObject>(instrument: Instrument<Schema>): Instrument<Schema> {
  return instrument;
}
