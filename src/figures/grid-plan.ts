import { arrange, type Spot } from './arrange.ts';
import { roomyTicks } from './axes.ts';
import { colourBarHeight } from './colour-bar.ts';
import type { FigureAxis } from './figure.ts';
import { deviationTicks } from './panel-deviations.ts';
import type { PreparedFigure, PreparedPanel } from './prepare.ts';
import type { Range } from './range.ts';
import { panelLetter } from './remarks.ts';
import { size } from './style.ts';
import { labelRuns, parseText, type Run, textWidth, wrap } from './text.ts';
import { type Ticks, ticks } from './ticks.ts';

/** How much room everything around the frames needs, before anything is drawn. No DOM. */

export const gutter = 10;
export const headLead = size.label * 1.2;
export const titleLead = size.tick * 1.3;
/** From a frame to the labels below its numbers, and where there are no numbers. */
export const foot = { numbered: 6 + size.tick, bare: 5 };

/** A panel with all that its place depends on. */
export interface PanelPlan {
  of: PreparedPanel;
  spot: Spot;
  block: BlockPlan;
  yTicks: Ticks;
  /** Of the strip of deviations. */
  stripTicks?: Ticks;
  tickWidth: number;
  numbered: { x: boolean; y: boolean };
  title: Run[][];
  /** From the left end of its cell to the frame. */
  left: number;
}

export interface BlockPlan {
  heading: Run[];
  yLines: Run[][];
  xLines: Run[][];
  /** Of the colour bar and of the titles, between heading and frame. */
  bar: number;
  titles: number;
}

interface ColumnPlace {
  x: number;
  cell: number;
  left: number;
  frame: number;
}

export function planPanels(prepared: PreparedFigure, columns: number, cell: number, least: number): PanelPlan[] {
  const { blocks } = prepared;
  const counts = blocks.map(({ length }) => length);
  const spots = arrange(counts, columns);
  const headings = blocks.map((panels, b) => headingOf(panels[0], blocks.length > 1 ? b : undefined));
  const head = 4 + (headings.some(({ length }) => length > 0) ? headLead : 0);
  const approximate = frameHeight(cell - 40, prepared.panels.length > 1, least);
  const at = (row: number, column: number) =>
    prepared.panels[spots.flat().findIndex((spot) => spot.row === row && spot.column === column)];
  return blocks.flatMap((panels, b) => {
    const [{ axis }] = panels;
    const rows = Math.ceil(panels.length / columns);
    const titles = panels.map(({ panel }) => titleOf(panel, cell));
    const numbered = panels.map((of, i) => numberedAxes(of, panels, spots[b][i], at));
    const bare = panels.every((_, i) => spots[b][i].blockColumn > 0 || !numbered[i].y);
    const named =
      panels[0].kind === 'cells' && panels[0].panel.kind === 'map' && bare
        ? []
        : yLabel(panels[0], blocks.length === 1);
    const block: BlockPlan = {
      heading: headings[b],
      yLines: wrap(named, size.label, rows * (approximate + head) + 8),
      xLines:
        axis && axis.places === undefined && isLabelled(prepared, spots, b)
          ? wrap(labelRuns(axis), size.label, cell - 30)
          : [],
      bar: panels[0].kind === 'cells' && panels[0].colours ? colourBarHeight : 0,
      titles: titleLead * titleLines(prepared, spots, b, cell),
    };
    return panels.map((of, i): PanelPlan => {
      const spot = spots[b][i];
      const yTicks = yTicksOf(of);
      const stripTicks = of.kind === 'lines' && of.deviations ? deviationTicks(of.deviations) : undefined;
      const labelled = numbered[i].y ? [...yTicks.major, ...(stripTicks?.major ?? [])] : [];
      const widths = labelled.map((tick) => textWidth([{ text: tick.label }], size.tick));
      const tickWidth = Math.max(...widths, 0);
      const labels = spot.blockColumn === 0 && block.yLines.length > 0 ? 3 + block.yLines.length * headLead : 2;
      const left = (numbered[i].y || labels > 2 ? 7 : 2) + tickWidth + labels;
      return { of, spot, block, yTicks, stripTicks, tickWidth, numbered: numbered[i], title: titles[i], left };
    });
  });
}

/** As wide as the frame: beside numbered panels that of an image is narrower than its cell. */
function titleOf({ facet, kind }: PreparedPanel['panel'], cell: number): Run[][] {
  return wrap(parseText(facet ?? ''), size.tick, kind === 'image' ? cell - 40 : cell - 16);
}

/** Of a block's titles; colour bars beside each other stand at one height. */
function titleLines({ blocks }: PreparedFigure, spots: Spot[][], index: number, cell: number): number {
  const barred = (block: PreparedPanel[]) => block[0].kind === 'cells' && block[0].colours !== undefined;
  const level = blocks.filter(
    (block, b) => b === index || (barred(block) && barred(blocks[index]) && spots[b][0].row === spots[index][0].row),
  );
  return Math.max(...level.flat().map(({ panel }) => titleOf(panel, cell).length));
}

/**
 * An axis has no numbers where a neighbour on the same one shows them: the one below, or to the
 * left.
 */
function numberedAxes(
  of: PreparedPanel,
  block: PreparedPanel[],
  { row, column }: Spot,
  at: (row: number, column: number) => PreparedPanel | undefined,
) {
  const below = at(row + 1, column);
  const beside = at(row, column - 1);
  const together = (other: PreparedPanel) => block.includes(other);
  return {
    x: of.axis !== undefined && of.axis.places === undefined && !(below && together(below) && sameRange(of.x, below.x)),
    y:
      verticalOf(of) !== undefined &&
      !(beside && (together(beside) || sameVertical(of, beside)) && sameRange(of.y, beside.y)),
  };
}

/** Maps of different things over the same parameter. */
function sameVertical(a: PreparedPanel, b: PreparedPanel): boolean {
  if (a.panel.kind !== 'map' || b.panel.kind !== 'map') return false;
  return a.panel.vertical.label === b.panel.vertical.label && a.panel.vertical.symbol === b.panel.vertical.symbol;
}

/** On one shared axis only the lowest panels are labelled. */
function isLabelled({ blocks, panels }: PreparedFigure, spots: Spot[][], index: number): boolean {
  if (panels.some(({ panel }) => panel.kind !== 'image' && panel.axis)) return true;
  const below = (spot: Spot) =>
    blocks.some((block, b) =>
      block.some(({ axis }, i) => {
        const other = spots[b][i];
        return axis === blocks[index][0].axis && other.column === spot.column && other.row > spot.row;
      }),
    );
  return spots[index].some((spot) => spot.lowest && !below(spot));
}

function sameRange(a: Range, b: Range): boolean {
  return a.scale === b.scale && a.low === b.low && a.high === b.high;
}

/** The headings, each as wide as the frames of its block and the room to the right of them. */
export function wrapHeadings(plans: PanelPlan[], across: ColumnPlace[]): Map<BlockPlan, Run[][]> {
  return new Map(
    [...new Set(plans.map(({ block }) => block))].map((block) => {
      const columns = plans.filter((plan) => plan.block === block).map(({ spot }) => across[spot.column]);
      const left = Math.min(...columns.map((place) => place.x + place.left));
      const right = Math.max(...columns.map((place) => place.x + place.cell));
      return [block, wrap(block.heading, size.label, right - left)];
    }),
  );
}

interface RowSpace {
  width: number;
  columns: number;
  cell: number;
  right: number;
}

/** Lines stand in cells of one width; small multiples, maps and images have frames of one width. */
export function columnPlaces(plans: PanelPlan[], prepared: PreparedFigure, space: RowSpace): ColumnPlace[] {
  const { width, columns, cell, right } = space;
  const lefts = Array.from({ length: columns }, (_, c) =>
    Math.max(0, ...plans.filter(({ spot }) => spot.column === c).map((plan) => plan.left)),
  );
  if (prepared.blocks.every(([{ kind, panel }]) => kind === 'lines' && panel.facet === undefined))
    return lefts.map((left, c) => ({ x: c * (cell + gutter), cell, left, frame: cell - left - right }));
  const taken = lefts.reduce((sum, left) => sum + left + right, 0) + gutter * (columns - 1);
  const frame = Math.max(10, (width - taken) / columns);
  let x = 0;
  return lefts.map((left) => {
    const place = { x, cell: left + frame + right, left, frame };
    x += place.cell + gutter;
    return place;
  });
}

/** Half of the last tick's label may stand out to the right of the frame. */
export function rightRoom(panels: PreparedPanel[], cell: number): number {
  const lastLabels = panels.map((panel) => xTicks(panel, cell - 50).major.at(-1)?.label ?? '');
  return Math.max(8, ...lastLabels.map((text) => textWidth([{ text }], size.tick) / 2));
}

/** Of a frame with all that belongs to it; one of lines is at least `least` high. */
export function preferredHeight(of: PreparedPanel, width: number, several: boolean, least: number): number {
  if (of.kind === 'lines') {
    const height = frameHeight(width, several, least);
    return of.deviations ? height + strip(height) + stripGap : height;
  }
  return of.panel.kind === 'map' ? Math.min(0.8 * width, 220) : Math.min(aspect(of) * width, 170);
}

/** A wide panel is not made taller than a column's figure would be. */
function frameHeight(frameWidth: number, several: boolean, least: number): number {
  return Math.max(least, Math.min((several ? 0.72 : 0.68) * frameWidth, 190));
}

/** Between a panel and its strip of deviations. */
export const stripGap = 5;

/** How high the strip is below a frame of this height. */
function strip(height: number): number {
  return Math.min(52, Math.max(32, 0.3 * height));
}

/** The height of the strip in a frame that is, with it, so high. */
export function stripWithin(whole: number): number {
  return strip((whole - stripGap) / 1.3);
}

/** Height to width of an image; what is longer than four times its width has oblong pixels. */
function aspect({ x, y }: PreparedPanel): number {
  return Math.min(4, Math.max(0.25, Math.abs(y.high - y.low) / Math.abs(x.high - x.low)));
}

/**
 * An image keeps its shape, also in a row with others; what is higher than wide is made narrower.
 */
export function innerFrame(of: PreparedPanel, width: number, height: number): { width: number; height: number } {
  if (of.panel.kind !== 'image') return { width, height };
  const shape = aspect(of);
  const fitted = Math.min(width, height / shape);
  return { width: fitted, height: fitted * shape };
}

export function xTicks(of: PreparedPanel, frame: number): Ticks {
  if (of.axis?.places !== undefined) return { major: [], minor: [] };
  return of.panel.kind === 'image' ? ends(of.x, of.axis) : roomyTicks(of.x, frame);
}

function yTicksOf(of: PreparedPanel): Ticks {
  return of.panel.kind === 'image' ? ends(of.y, verticalOf(of)) : ticks(of.y.scale, of.y.low, of.y.high, 5, of.y.whole);
}

/** The first and the last row or column of an image. */
function ends({ low, high }: Range, axis: FigureAxis | undefined): Ticks {
  const count = Math.max(low, high) - 0.5;
  const numbers = axis === undefined ? [] : count === 1 ? [1] : [1, count];
  return { major: numbers.map((value) => ({ value, label: String(value) })), minor: [] };
}

/** An image without named rows has no vertical axis; lines have their observable. */
function verticalOf(of: PreparedPanel): FigureAxis | undefined {
  return of.kind === 'lines' ? of.panel : of.vertical;
}

/** The observable in words; with its symbol where no axis bears it. */
function headingOf({ kind, panel }: PreparedPanel, index: number | undefined): Run[] {
  const letter = index === undefined ? [] : [{ text: `${panelLetter(index)} `, bold: true }];
  if (kind === 'lines') return index === undefined ? [] : [...letter, ...parseText(panel.label)];
  const percent = panel.kind === 'map' && panel.shows === 'deviation';
  return [...letter, ...labelRuns(percent ? { ...panel, unit: '%' } : panel)];
}

/** Words and symbol on a single panel; among several the heading has the words. */
function yLabel(of: PreparedPanel, alone: boolean): Run[] {
  if (of.kind === 'cells') return of.vertical ? labelRuns(of.vertical) : [];
  const { panel } = of;
  if (alone) return labelRuns(panel);
  return [
    ...(panel.symbol ? parseText(panel.symbol, { symbol: true }) : []),
    ...(panel.unit ? [{ text: panel.symbol ? ` (${panel.unit})` : panel.unit }] : []),
  ];
}
