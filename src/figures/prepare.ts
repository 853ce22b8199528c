import type { Figure, LinesPanel, Panel } from './figure.ts';
import { type CellsPanel, type PreparedCells, prepareCells } from './prepare-cells.ts';
import { type PreparedLines, prepareLines, xRange } from './prepare-lines.ts';

/** A figure with every number decided: what is drawn where, and what is left out. No DOM. */
export interface PreparedFigure {
  /** Small multiples together, every other panel alone; in the figure's order. */
  blocks: PreparedPanel[][];
  /** All panels, in the figure's order. */
  panels: PreparedPanel[];
  /** The family's labels in order of first appearance; a curve's style is its place here. */
  labels: string[];
  /** The labels of lines over maps, likewise. */
  contours: string[];
  counts: Counts;
}

export type PreparedPanel = PreparedLines | PreparedCells;

/** What could not be drawn as it is; the caption says so. */
export interface Counts {
  /** Points and predictions that are zero or negative where the axis is logarithmic. */
  notPositive: number;
  /** Points without a finite value. */
  notFinite: number;
  /** Predictions that are missing or infinite. */
  gaps: number;
  outside: number;
  /** Cells whose value lies past an end of the colours. */
  beyond: number;
}

/** Decides the ranges and what is drawn, outside and not drawable. */
export function prepare(figure: Figure): PreparedFigure {
  const lines = figure.panels.filter(isLines);
  const labels = [...new Set(lines.flatMap((panel) => panel.series.map((series) => series.label)))];
  const contours = [
    ...new Set(
      figure.panels.flatMap((panel) => (panel.kind === 'map' ? (panel.contours ?? []).map(({ label }) => label) : [])),
    ),
  ];
  const counts: Counts = { notPositive: 0, notFinite: 0, gaps: 0, outside: 0, beyond: 0 };
  const shared = xRange(
    lines.filter((panel) => !panel.axis),
    figure.axis.scale,
  );
  const { axis } = figure;
  const blocks = blocksOf(figure.panels).map((block): PreparedPanel[] =>
    block.every(isLines)
      ? prepareLines(block, { labels, axis, shared, counts })
      : prepareCells(block.filter(isCells), { contours, axis, counts }),
  );
  return { blocks, panels: blocks.flat(), labels, contours, counts };
}

function isLines(panel: Panel): panel is LinesPanel {
  return panel.kind === undefined || panel.kind === 'lines';
}

function isCells(panel: Panel): panel is CellsPanel {
  return !isLines(panel);
}

/** Runs of panels that show the same thing for several values of something else. */
function blocksOf(panels: Panel[]): Panel[][] {
  const blocks: Panel[][] = [];
  const shows = (panel: Panel) =>
    panel.kind === 'map' ? `${panel.shows} ${panel.vertical.scale}` : isLines(panel) ? panel.scale : panel.kind;
  const belong = (a: Panel, b: Panel) =>
    a.id === b.id &&
    a.facet !== undefined &&
    b.facet !== undefined &&
    isLines(a) === isLines(b) &&
    shows(a) === shows(b);
  for (const panel of panels) {
    const last = blocks.at(-1);
    if (last && belong(last[0], panel)) last.push(panel);
    else blocks.push([panel]);
  }
  return blocks;
}
