/**
 * The one description of a figure. Plain data that survives JSON, so a run can put it in its
 * record, a worker can post it to the page, and both draw the same picture from it (`draw.ts`).
 * No functions, no styling: what a figure says, not how it looks.
 *
 * JSON has no NaN and no Infinity: a prediction that does not exist or diverges is `null` and
 * becomes a gap in the line. (Non-finite numbers are tolerated and treated the same way.)
 */

export type FigureScale = 'log' | 'linear';
export type FigureVerdict = 'holds' | 'broken' | 'unresolved';

export interface Figure<P extends Panel = Panel> {
  title: string;
  /** The horizontal axis of every panel that has none of its own. */
  axis: FigureAxis;
  /**
   * One panel is drawn at the width of a paper's column, several as a grid across two columns with
   * one legend. Panels that follow each other with the same `id` and a `facet` each are small
   * multiples of one observable: one heading, shared ranges, one colour bar, a title each.
   */
  panels: P[];
  /** Of the whole run, in which more may count than the panels show. */
  verdict?: FigureVerdict;
  /**
   * Sentences below the figure, one paragraph each: parameters, validity notes, the source. How to
   * read lines, bars and markers, what the verdict is and what could not be shown is added by the
   * drawing; do not repeat it here.
   */
  caption: string[];
  /**
   * What `low` and `high` of the points are. Default: `mean` "±2 standard errors", `median` "the
   * interquartile range".
   */
  bars?: { mean?: string; median?: string };
  /**
   * How lines, shading and markers are to be read, in sentences, where they are not theory, its
   * margin and means of trials.
   */
  reading?: string;
}

/** A horizontal axis: a swept parameter, or a coordinate of the system. */
export interface FigureAxis {
  /** In words: "samples". */
  label: string;
  /**
   * Plain text with Unicode Greek; `_` and `^` start a sub- or superscript, braces hold a longer
   * one: `P`, `E_test`, `N_{eff}`.
   */
  symbol?: string;
  unit?: string;
  scale: FigureScale;
  /**
   * There is no axis: so many values stand side by side, at x = 0, 1, …, each by the name of its
   * series. No ticks, and no label.
   */
  places?: number;
}

export type Panel = LinesPanel | MapPanel | ImagePanel;

interface PanelHead {
  /** The observable's name in the declaration, unique within the figure but for small multiples. */
  id: string;
  label: string;
  symbol?: string;
  unit?: string;
  /** What tells this panel from the others of its `id`: `λ = 0.01`, or `predicted`. */
  facet?: string;
}

/** What the caption says of the panel's verdict. */
interface PanelVerdict {
  /** The relative margin of the verdict: 0.03 for 3 %. Shaded around a line of theory. */
  margin?: number;
  /** A bound is shaded on its far side only. Default `equals`. */
  relation?: 'equals' | 'atMost' | 'atLeast';
  verdict?: FigureVerdict;
}

/** One observable along an axis: theory as lines, measured values as points. */
export interface LinesPanel extends PanelHead, PanelVerdict {
  /** A panel without a kind is one of lines. */
  kind?: 'lines';
  scale: FigureScale;
  /**
   * Where it differs from the figure's: a curve over a coordinate beside numbers along a parameter.
   */
  axis?: FigureAxis;
  /** `bars` draws the measured values as a histogram with evenly spaced bins. Default `points`. */
  mark?: 'points' | 'bars';
  /**
   * A value to compare with, drawn as a dotted line across the frame and named in the caption: "the
   * edge".
   */
  level?: { value: number; label: string };
  /**
   * Lines of theory go through their points in the order given and may close, without a margin: a
   * phase portrait. Otherwise they go in the order of x.
   */
  isPath?: boolean;
  /**
   * A strip below the panel: what was measured against what was predicted, in per cent, with the
   * margin as a band. The margin is then no longer shaded around the line.
   */
  deviations?: boolean;
  /** Slopes that are predicted, drawn beside the lines where both axes are logarithmic. */
  guides?: SlopeGuide[];
  /**
   * The same family, in the same order, in every panel that has it; a curve keeps its colour, dash
   * and marker across panels.
   */
  series: Series[];
}

/** A power law y ∝ x^exponent, from one end of where it is predicted to the other. */
export interface SlopeGuide {
  /** The curve it belongs to: its place in `series`. */
  series: number;
  exponent: number;
  from: number;
  to: number;
}

/** One observable, its deviation, or its verdict over two axes: a cell for each point. */
export type MapPanel = ValueMap | DeviationMap | VerdictMap;

interface MapGrid extends PanelHead, PanelVerdict {
  kind: 'map';
  /** The horizontal axis, where it differs from the figure's. */
  axis?: FigureAxis;
  vertical: FigureAxis;
  /**
   * The values of the two axes, in any order and unevenly spaced: cells reach to the midpoints, in
   * the logarithm where the axis is logarithmic.
   */
  x: number[];
  y: number[];
  /** Drawn over the cells, and named in the legend. */
  contours?: Contour[];
}

/** `values[j][i]` is the value at `x[i]` and `y[j]`; `null` is hatched as "no value". */
export interface ValueMap extends MapGrid {
  shows: 'value';
  /** Of the colours. Values of both signs on a linear scale get diverging colours around 0. */
  scale: FigureScale;
  values: (number | null)[][];
}

/**
 * `values[j][i]` is (measured − predicted) / |predicted|, so 0.03 is 3 %; beyond `margin` a cell is
 * marked + or −, or where `outside` says so: an absolute allowance may add to the margin.
 */
export interface DeviationMap extends MapGrid {
  shows: 'deviation';
  values: (number | null)[][];
  outside?: boolean[][];
}

export type CellVerdict = FigureVerdict | 'not judged';

/** `values[j][i]` is the verdict at `x[i]` and `y[j]`. */
export interface VerdictMap extends MapGrid {
  shows: 'verdict';
  values: (CellVerdict | null)[][];
}

/** A line over a map: where a field takes given levels, or a curve that is known. */
export type Contour = LevelContour | PathContour;

export interface LevelContour {
  /**
   * In the legend, the same in every panel that shows it: `predicted E_test`. Several levels are
   * numbered on the lines.
   */
  label: string;
  /**
   * `values[j][i]` at the map's own grid, or at a finer one given by `x` and `y` in ascending
   * order.
   */
  values: (number | null)[][];
  x?: number[];
  y?: number[];
  levels: number[];
  /**
   * Of the values: between grid points a logarithmic field is interpolated in its logarithm.
   * Default `linear`.
   */
  scale?: FigureScale;
}

export interface PathContour {
  label: string;
  /** In the units of the axes; `null` is a gap. */
  path: { x: (number | null)[]; y: (number | null)[] };
}

/**
 * A matrix or picture as it is: square pixels, the first row at the top. Both signs give diverging
 * colours around 0. Panels of one `id` share their colours; exhibits that do not compare have ids
 * of their own.
 */
export interface ImagePanel extends PanelHead {
  kind: 'image';
  /** One array per row. */
  values: (number | null)[][];
  /** What rows and columns are: "output neuron". With a name come numbers at both ends. */
  rows?: string;
  columns?: string;
}

/** One curve of a family: a theory line, measured points, or both. */
export interface Series {
  /** Empty when there is only one; else the family's value, e.g. `λ = 0.01`. */
  label: string;
  /** `x` and `y` of the same length, in any order of x. */
  theory?: {
    x: number[];
    y: (number | null)[];
    /** At each x an absolute addition to the margin (the observable's `floor`). */
    floor?: number[];
    /** Where among the gaps theory diverges upwards. */
    poles?: number[];
    /** At each x the ends of an interval of the line's own, shaded in place of the margin. */
    band?: { low: number[]; high: number[] };
  };
  points?: FigurePoint[];
  /**
   * Single trials that are still running: thin lines as far as they have come, which enter no mean.
   */
  traces?: { x: number[]; y: number[] }[];
}

export interface FigurePoint {
  x: number;
  y: number;
  /**
   * Lower and upper end of the error bar, in the units of y: mean ∓ 2 standard errors, or quartiles
   * around a median.
   */
  low: number;
  high: number;
  /** A median is drawn open with a dot in it. */
  kind: 'mean' | 'median';
  /** What theory says at this x, and how far from it the verdict lets a value be, in units of y. */
  predicted?: number;
  allowed?: number;
  /** Whether the point entered the verdict; drawn open when it did not. */
  judged: boolean;
  /**
   * The verdict on this point is `broken`: it gets a ring, since on a logarithmic axis a few per
   * cent cannot be seen.
   */
  broken?: boolean;
  trials: number;
}
