/**
 * The one description of a figure. Plain data that survives JSON, so a run can put it in its record, a worker can post it to the
 * page, and both draw the same picture from it (`draw.ts`). No functions, no styling: what a figure says, not how it looks.
 *
 * JSON has no NaN and no Infinity: a prediction that does not exist or diverges is `null` and becomes a gap in the line.
 * (Non-finite numbers are tolerated and treated the same way.)
 */

export type FigureScale = 'log' | 'linear';
export type FigureVerdict = 'holds' | 'broken' | 'unresolved';

export interface Figure {
  title: string;
  /** The horizontal axis of every panel that has none of its own. */
  axis: FigureAxis;
  /** One panel is drawn at the width of a paper's column, several as a grid across two columns with one legend. */
  panels: Panel[];
  /**
   * Sentences below the figure, one paragraph each: parameters, validity notes, the source. How to read lines, bars and markers,
   * what the verdict is and what could not be shown is added by the drawing; do not repeat it here.
   */
  caption: string[];
  /** What `low` and `high` of the points are. Default: `mean` "±2 standard errors", `median` "the interquartile range". */
  bars?: { mean?: string; median?: string };
}

/** A horizontal axis: a swept parameter, or a coordinate of the system. */
export interface FigureAxis {
  /** In words: "samples". */
  label: string;
  /** Plain text with Unicode Greek; `_` and `^` start a sub- or superscript, braces hold a longer one: `P`, `E_test`, `N_{eff}`. */
  symbol?: string;
  unit?: string;
  scale: FigureScale;
}

/** One observable. */
export interface Panel {
  /** The observable's name in the declaration, unique within the figure. */
  id: string;
  label: string;
  symbol?: string;
  unit?: string;
  scale: FigureScale;
  /** Where it differs from the figure's: a curve over a coordinate beside numbers along a parameter. */
  axis?: FigureAxis;
  /** `bars` draws the measured values as a histogram with evenly spaced bins. Default `points`. */
  mark?: 'points' | 'bars';
  /** The relative margin of the verdict, shaded around the theory: 0.03 for 3 %. */
  margin?: number;
  /** An absolute addition to the margin (the observable's `floor`). */
  floor?: number;
  /** A bound is shaded on its far side only. Default `equals`. */
  relation?: 'equals' | 'atMost' | 'atLeast';
  verdict?: FigureVerdict;
  /** The same family, in the same order, in every panel that has it; a curve keeps its colour, dash and marker across panels. */
  series: Series[];
}

/** One curve of a family: a theory line, measured points, or both. */
export interface Series {
  /** Empty when there is only one; else the family's value, e.g. `λ = 0.01`. */
  label: string;
  /** `x` and `y` of the same length, in any order of x. */
  theory?: { x: number[]; y: (number | null)[] };
  points?: FigurePoint[];
  /** Single trials that are still running: thin lines as far as they have come, which enter no mean. */
  traces?: { x: number[]; y: number[] }[];
}

export interface FigurePoint {
  x: number;
  y: number;
  /** Lower and upper end of the error bar, in the units of y: mean ∓ 2 standard errors, or quartiles around a median. */
  low: number;
  high: number;
  /** A median is drawn open with a dot in it. */
  kind: 'mean' | 'median';
  /** Whether the point entered the verdict; drawn open when it did not. */
  judged: boolean;
  /** The verdict on this point is `broken`: it gets a ring, since on a logarithmic axis a few per cent cannot be seen. */
  broken?: boolean;
  trials: number;
}
