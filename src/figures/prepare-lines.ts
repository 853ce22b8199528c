import type { FigureAxis, FigurePoint, FigureScale, LinesPanel, Series } from './figure.ts';
import type { Counts } from './prepare.ts';
import { type PreparedDeviations, prepareDeviations } from './prepare-deviations.ts';
import { type PreparedGuide, prepareGuides } from './prepare-guides.ts';
import { fullRange, placeable, type Range, robustRange, splitAtEnds, type Vertex } from './range.ts';

export interface PreparedLines {
  kind: 'lines';
  panel: LinesPanel;
  /** The panel's own axis, or the figure's, whose range all panels on it share. */
  axis: FigureAxis;
  x: Range;
  y: Range;
  curves: PreparedCurve[];
  deviations?: PreparedDeviations;
  guides: PreparedGuide[];
}

export interface PreparedCurve {
  /** Index into `labels`. */
  style: number;
  /** The theory inside the frame; `NaN` in `y` is a gap. */
  line: { x: number; y: number }[];
  /** Theory values with a gap on both sides, which no line shows. */
  isolated: { x: number; y: number }[];
  /** Where the line leaves the frame for good. */
  poles: number[];
  band: { x: number; low: number; high: number }[];
  isolatedBand: { x: number; low: number; high: number }[];
  /** Points inside the frame, their bars cut to it. */
  points: FigurePoint[];
  /** The measured values as bars of a histogram, cut to the frame; in place of markers. */
  bars: { x1: number; x2: number; y1: number; y2: number; point: FigurePoint }[];
  /** Running trials, inside the frame; `NaN` in `y` is a gap. */
  traces: { x: number; y: number }[][];
  /** Points above or below the frame. */
  outside: { point: FigurePoint; side: 'above' | 'below' }[];
}

/** Whether anything of its theory is inside the frame. */
export function hasTheory({ line, isolated }: PreparedCurve): boolean {
  return isolated.length > 0 || line.some(({ y }) => !Number.isNaN(y));
}

/** What panels of lines share with their figure. */
export interface LinesContext {
  /** The family's labels; a curve's style is its place here. */
  labels: string[];
  axis: FigureAxis;
  /** The range of the figure's axis. */
  shared: Range;
  counts: Counts;
}

/**
 * Panels of one observable: cuts the lines to the frame and sorts the points into drawn, outside
 * and not drawable.
 */
export function prepareLines(block: LinesPanel[], { labels, axis: common, shared, counts }: LinesContext) {
  const [{ axis: own }] = block;
  const axis = own ?? common;
  const x = axis.places !== undefined ? placesRange(axis.places) : own ? xRange(block, axis.scale) : shared;
  const y = yRange(block, axis.scale);
  const deviations = prepareDeviations(block, axis.scale, labels);
  return block.map((panel, p): PreparedLines => {
    const curves = panel.series.map((series): PreparedCurve => {
      const style = labels.indexOf(series.label);
      return {
        style,
        ...prepareTheory(series, panel, axis.scale, y, counts),
        ...preparePoints(series, panel, axis.scale, y, counts),
        traces: (series.traces ?? []).map((trace) => prepareTrace(trace, axis.scale, y)),
      };
    });
    const guides = prepareGuides(panel, x, y, labels);
    return { kind: 'lines', panel, axis, x, y, curves, guides, ...(deviations[p] && { deviations: deviations[p] }) };
  });
}

function prepareTrace({ x, y }: { x: number[]; y: number[] }, xScale: FigureScale, range: Range) {
  return x
    .map((at, i) => ({ x: at, y: y[i] >= range.low && y[i] <= range.high ? y[i] : NaN }))
    .filter((one) => placeable(one.x, xScale));
}

/** Half a place of room on both sides. */
function placesRange(places: number): Range {
  return { scale: 'linear', low: -0.5, high: places - 0.5 };
}

/** The range of an axis that these panels are on. */
export function xRange(panels: LinesPanel[], scale: FigureScale): Range {
  const values = panels.flatMap((panel) =>
    panel.series.flatMap((series) => [
      ...(series.theory?.x ?? []),
      ...(panel.mark === 'bars'
        ? bins(series.points ?? []).flatMap(({ x1, x2 }) => [x1, x2])
        : (series.points ?? []).map((point) => point.x)),
    ]),
  );
  const isWhole = values.length > 0 && values.every(Number.isInteger);
  return { ...fullRange(values, scale), ...(isWhole && { whole: true }) };
}

/** The bins of a histogram from their centres, which are evenly spaced. */
function bins(points: FigurePoint[]): { x1: number; x2: number; point: FigurePoint }[] {
  const sorted = points.filter(({ x }) => Number.isFinite(x)).sort((a, b) => a.x - b.x);
  const gaps = sorted.slice(1).map(({ x }, i) => x - sorted[i].x);
  const half = gaps.length > 0 ? Math.min(...gaps) / 2 : 0.5;
  return sorted.map((point) => ({ x1: point.x - half, x2: point.x + half, point }));
}

function yRange(block: LinesPanel[], xScale: FigureScale): Range {
  const [panel] = block;
  const theory = block.flatMap(({ level }) => (level ? [level.value] : []));
  const measured: number[] = [];
  for (const { theory: line, points = [] } of block.flatMap(({ series }) => series)) {
    line?.x.forEach((x, i) => {
      if (!placeable(x, xScale)) return;
      theory.push(line.y[i] ?? NaN);
      if (line.band) measured.push(line.y[i] ?? NaN, line.band.low[i], line.band.high[i]);
    });
    // A point's bar may be cut by the frame, its mean should not be: bars enter only as far as they
    // are ordinary
    for (const { x, y, low, high } of points) if (placeable(x, xScale)) measured.push(y, low, high);
  }
  // Far below the floor there is nothing to compare: an exponential decay would fill the axis with
  // decades that no trial reaches
  const floors = block.flatMap(({ series }) => series.flatMap(({ theory: line }) => line?.floor ?? []));
  const least = panel.scale === 'log' && floors.length > 0 ? floors.reduce((a, b) => Math.min(a, b)) / 3 : 0;
  const raised = least > 0 ? theory.map((y) => (y > 0 && y < least ? least : y)) : theory;
  const range = robustRange(raised, measured, panel.scale, panel.margin);
  // Bars stand on zero.
  return panel.mark === 'bars' && panel.scale === 'linear' && range.high > 0 ? { ...range, low: 0 } : range;
}

function prepareTheory(series: Series, panel: LinesPanel, xScale: FigureScale, range: Range, counts: Counts) {
  const empty = { line: [], isolated: [], poles: [], band: [], isolatedBand: [] };
  if (!series.theory) return empty;
  const { x, y, floor, band, poles = [] } = series.theory;
  const { margin = 0, relation = 'equals', scale, isPath = false } = panel;
  const order = x.map((_, i) => i);
  if (!isPath) order.sort((i, j) => x[i] - x[j]);
  const vertices: Vertex[] = [];
  const none = y.every((value) => !Number.isFinite(value ?? NaN));
  for (const i of order) {
    const isPole = y[i] === null && poles.includes(x[i]);
    const value = isPole ? range.high : (y[i] ?? NaN);
    if (!Number.isFinite(value)) counts.gaps += none ? 0 : 1;
    else if (!placeable(value, scale) || !placeable(x[i], xScale)) counts.notPositive++;
    const shown = placeable(value, scale) && placeable(x[i], xScale);
    const half = margin * Math.abs(value) + (floor?.[i] ?? 0);
    const low = band ? band.low[i] : relation === 'atMost' ? value : value - half;
    const high = band ? band.high[i] : relation === 'atLeast' ? value : value + half;
    // A lower edge that is not positive lies below every logarithmic frame
    const edge = scale === 'log' && low <= 0 ? Number.MIN_VALUE : low;
    vertices.push(shown ? { x: x[i], ys: [value, edge, high] } : { x: NaN, ys: [] });
  }
  const alone = (i: number) => !isVertex(vertices[i - 1]) && !isVertex(vertices[i + 1]);
  const isolated = vertices.filter((vertex, i) => isVertex(vertex) && alone(i));
  const connected = vertices.map((vertex, i) => (isVertex(vertex) && alone(i) ? { x: NaN, ys: [] } : vertex));
  const split = splitAtEnds(connected, xScale, range);
  const inside = (v: number) => v >= range.low && v <= range.high;
  const toBand = ({ x: at, ys: [, low, high] }: Vertex) => ({
    x: at,
    low: clamp(low, range),
    high: clamp(high, range),
  });
  const isAround = band !== undefined || (!panel.deviations && (margin > 0 || floor !== undefined));
  const banded = !isPath && isAround;
  return {
    line: split.map((vertex) => ({ x: vertex.x, y: inside(vertex.ys[0]) ? vertex.ys[0] : NaN })),
    isolated: isolated.filter((vertex) => inside(vertex.ys[0])).map((vertex) => ({ x: vertex.x, y: vertex.ys[0] })),
    poles: poles.filter((at) => placeable(at, xScale)),
    band: banded ? split.map(toBand) : [],
    isolatedBand: banded ? isolated.map(toBand) : [],
  };
}

function isVertex(vertex: Vertex | undefined): boolean {
  return vertex !== undefined && !Number.isNaN(vertex.x);
}

function preparePoints(series: Series, panel: LinesPanel, xScale: FigureScale, range: Range, counts: Counts) {
  const points: FigurePoint[] = [];
  const outside: PreparedCurve['outside'] = [];
  for (const point of series.points ?? []) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) counts.notFinite++;
    else if (!placeable(point.x, xScale) || !placeable(point.y, range.scale)) counts.notPositive++;
    else if (point.y < range.low || point.y > range.high) {
      outside.push({ point, side: point.y > range.high ? 'above' : 'below' });
      counts.outside++;
    } else {
      const low = Number.isNaN(point.low) ? point.y : clamp(Math.min(point.low, point.y), range);
      const high = Number.isNaN(point.high) ? point.y : clamp(Math.max(point.high, point.y), range);
      points.push({ ...point, low, high });
    }
  }
  if (panel.mark !== 'bars') return { points, bars: [], outside };
  const bars = bins(points)
    .filter(({ x1 }) => placeable(x1, xScale))
    .map((bin) => ({ ...bin, y1: range.low, y2: bin.point.y }));
  return { points, bars, outside };
}

function clamp(value: number, { low, high }: Range): number {
  return Math.min(Math.max(value, low), high);
}
