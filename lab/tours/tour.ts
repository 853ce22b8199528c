import type { Mark } from '../pointing.ts';

/** A story in steps, each of which sets the knobs of a system and lets it answer. */
export interface Tour {
  id: string;
  /** The question that it answers. */
  title: string;
  /** What it leads through, in a sentence. */
  about: string;
  steps: readonly Step[];
}

/** One picture of a tour. Every number in its words is tested against theory or experiment. */
export interface Step {
  title: string;
  /** Two to four sentences. */
  says: string;
  /** What to look for in the figure. */
  look: string;
  /** Where it is. */
  mark: Mark;
  system: string;
  /** In the notation of the command line. */
  settings: Readonly<Record<string, string>>;
  /** Observables, derived ones and claims. */
  shown: readonly string[];
  /** Default: the system's own. */
  margin?: number;
  /** In which its experiment ends. */
  verdict: 'holds' | 'broken';
  /** The one that matters here. */
  knob: Knob;
}

export interface Knob {
  parameter: string;
  low: number;
  high: number;
  scale: 'log' | 'linear';
  /** What turning it shows. */
  says: string;
}

/** Seconds of work for the verdict of a step, by the system's own estimate. */
export const BUDGET = 10;
