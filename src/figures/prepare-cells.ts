import { type Interval, intervals } from './cells.ts';
import { type ColourScale, colourShare, deviationColours, matrixColours, valueColours } from './colours.ts';
import { clipToFrame, levelLines, type Polyline } from './contours.ts';
import type { CellVerdict, Contour, FigureAxis, ImagePanel, MapPanel } from './figure.ts';
import type { Counts } from './prepare.ts';
import { placeable, type Range } from './range.ts';

export type CellsPanel = MapPanel | ImagePanel;

/** A map or an image: cells, and lines over them. */
export interface PreparedCells {
  kind: 'cells';
  panel: CellsPanel;
  /** An image has axes only where its rows and columns have names. */
  axis?: FigureAxis;
  vertical?: FigureAxis;
  x: Range;
  /** Of an image from the last row up to the first: `low` is the lower end of the frame. */
  y: Range;
  cells: MapCell[];
  contours: PreparedContour[];
  /** None for verdicts. */
  colours?: ColourScale;
}

export interface MapCell {
  x: number;
  y: number;
  x1: number;
  x2: number;
  y1: number;
  y2: number;
  content: CellContent;
}

export type CellContent =
  | { kind: 'missing' }
  | { kind: 'verdict'; verdict: CellVerdict }
  /** `share` of the way through the colours; `sign` of a deviation outside the margin. */
  | { kind: 'value'; value: number; share: number; sign?: '+' | '−' };

export interface PreparedContour {
  /** Index into the figure's labels of contours. */
  style: number;
  /** Written on the line, where there are several. */
  level?: number;
  lines: Polyline[];
}

export interface CellsContext {
  contours: string[];
  axis: FigureAxis;
  counts: Counts;
}

/** Panels of one observable: they share their colours. */
export function prepareCells(block: CellsPanel[], context: CellsContext): PreparedCells[] {
  const colours = coloursOf(block);
  return block.map((panel) =>
    panel.kind === 'image' ? prepareImage(panel, colours, context) : prepareMap(panel, colours, context),
  );
}

function coloursOf(block: CellsPanel[]): ColourScale | undefined {
  const [first] = block;
  const values = block.flatMap((panel) => (isVerdicts(panel) ? [] : numbers(panel.values)));
  if (first.kind === 'image') return matrixColours(values);
  if (first.shows === 'value') return valueColours(values, first.scale);
  return first.shows === 'deviation' ? deviationColours(values, first.margin) : undefined;
}

function isVerdicts(panel: CellsPanel) {
  return panel.kind === 'map' && panel.shows === 'verdict';
}

function numbers(values: CellsPanel['values']): number[] {
  return values.flatMap((row) => row.filter((v): v is number => typeof v === 'number' && Number.isFinite(v)));
}

function prepareImage(panel: ImagePanel, colours: ColourScale | undefined, { counts }: CellsContext): PreparedCells {
  const columns = panel.values.reduce((most, row) => Math.max(most, row.length), 0);
  const place = (index: number): Interval => ({ index, value: index + 1, low: index + 0.5, high: index + 1.5 });
  const across = Array.from({ length: columns }, (_, i) => place(i));
  const down = panel.values.map((_, j) => place(j));
  const named = (label: string | undefined): FigureAxis | undefined => (label ? { label, scale: 'linear' } : undefined);
  return {
    kind: 'cells',
    panel,
    axis: named(panel.columns),
    vertical: named(panel.rows),
    x: { scale: 'linear', low: 0.5, high: Math.max(columns, 1) + 0.5 },
    y: { scale: 'linear', low: Math.max(down.length, 1) + 0.5, high: 0.5 },
    cells: cellsOf(panel, across, down, colours, counts),
    contours: [],
    colours,
  };
}

function prepareMap(panel: MapPanel, colours: ColourScale | undefined, context: CellsContext): PreparedCells {
  const { counts } = context;
  const axis = panel.axis ?? context.axis;
  const across = intervals(panel.x, axis.scale);
  const down = intervals(panel.y, panel.vertical.scale);
  const dropped = (values: number[], scale: FigureAxis['scale']) =>
    values.filter((value) => !placeable(value, scale)).length;
  counts.notPositive += dropped(panel.x, axis.scale) * panel.y.length;
  counts.notPositive += dropped(panel.y, panel.vertical.scale) * across.length;
  const x = extent(across, axis);
  const y = extent(down, panel.vertical);
  return {
    kind: 'cells',
    panel,
    axis,
    vertical: panel.vertical,
    x,
    y,
    cells: cellsOf(panel, across, down, colours, counts),
    contours: (panel.contours ?? []).flatMap((contour) =>
      prepareContour(contour, context.contours.indexOf(contour.label), { panel, across, down, x, y }),
    ),
    colours,
  };
}

function extent(places: Interval[], { scale }: FigureAxis): Range {
  if (places.length === 0) return scale === 'log' ? { scale, low: 0.1, high: 10 } : { scale, low: 0, high: 1 };
  const isWhole = places.every(({ value }) => Number.isInteger(value));
  return { scale, low: places[0].low, high: places[places.length - 1].high, ...(isWhole && { whole: true }) };
}

function cellsOf(
  panel: CellsPanel,
  across: Interval[],
  down: Interval[],
  colours: ColourScale | undefined,
  counts: Counts,
): MapCell[] {
  return down.flatMap((row) =>
    across.map((column) => ({
      x: column.value,
      y: row.value,
      x1: column.low,
      x2: column.high,
      y1: row.low,
      y2: row.high,
      content: contentOf(panel, row.index, column.index, colours, counts),
    })),
  );
}

function contentOf(
  panel: CellsPanel,
  row: number,
  column: number,
  colours: ColourScale | undefined,
  counts: Counts,
): CellContent {
  const given: CellVerdict | number | null | undefined = panel.values[row]?.[column];
  if (typeof given === 'string') return isVerdicts(panel) ? { kind: 'verdict', verdict: given } : { kind: 'missing' };
  if (given === null || given === undefined || !Number.isFinite(given) || !colours) return { kind: 'missing' };
  if (!placeable(given, colours.scale)) {
    counts.notPositive++;
    return { kind: 'missing' };
  }
  if (given < colours.low || given > colours.high) counts.beyond++;
  const known = panel.kind === 'map' && panel.shows === 'deviation' ? panel.outside?.[row]?.[column] : undefined;
  const outside = known ?? (colours.margin !== undefined && Math.abs(given) > colours.margin);
  return {
    kind: 'value',
    value: given,
    share: colourShare(given, colours),
    ...(outside ? { sign: given > 0 ? '+' : '−' } : {}),
  };
}

interface MapFrame {
  panel: MapPanel;
  across: Interval[];
  down: Interval[];
  x: Range;
  y: Range;
}

function prepareContour(contour: Contour, style: number, frame: MapFrame): PreparedContour[] {
  const { across, down, x, y } = frame;
  const clipped = (lines: Polyline[]) => lines.flatMap((line) => clipToFrame(line, x, y));
  if ('path' in contour) {
    const line = contour.path.x.map((at, i) => ({ x: at ?? Number.NaN, y: contour.path.y[i] ?? Number.NaN }));
    return [{ style, lines: clipped([line]) }];
  }
  const own = contour.x && contour.y;
  const field = {
    x: contour.x ?? across.map(({ value }) => value),
    y: contour.y ?? down.map(({ value }) => value),
    values: own ? contour.values : down.map((row) => across.map((column) => contour.values[row.index]?.[column.index])),
  };
  const scales = { x: x.scale, y: y.scale, value: contour.scale ?? 'linear' };
  return contour.levels.map((level) => ({
    style,
    ...(contour.levels.length > 1 ? { level } : {}),
    lines: clipped(levelLines(field, level, scales)),
  }));
}
