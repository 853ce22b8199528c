import type { PanelFrame } from './axes.ts';
import { drawColourBar } from './colour-bar.ts';
import { round } from './glyphs.ts';
import {
  columnPlaces,
  foot,
  gutter,
  headLead,
  innerFrame,
  type PanelPlan,
  planPanels,
  preferredHeight,
  rightRoom,
  stripGap,
  stripWithin,
  titleLead,
  wrapHeadings,
  xTicks,
} from './grid-plan.ts';
import { drawCells } from './panel-cells.ts';
import { drawDeviations } from './panel-deviations.ts';
import { drawLines } from './panel-lines.ts';
import type { PreparedFigure } from './prepare.ts';
import type { Range } from './range.ts';
import { type CurveStyle, size } from './style.ts';
import { drawText, type Run, svgNamespace } from './text.ts';

export interface GridSpace {
  width: number;
  columns: number;
  paper: string;
  /** Whether points have tooltips. */
  tips: boolean;
  styles: CurveStyle[];
  /** The least height of a frame of lines. */
  least: number;
}

/** Where a panel of lines stands, for a page that points into it; lengths are in points. */
export interface PlacedPanel {
  /** Its place in the figure's `panels`. */
  panel: number;
  /** Of its frame. */
  left: number;
  top: number;
  width: number;
  height: number;
  /** To the lower end of the strip of deviations, from the frame's upper one. */
  withStrip: number;
  x: Range;
  y: Range;
}

/** A frame in the grid. */
interface GridFrame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * The panels, block by block and row by row; frames in a column are aligned. Yields after each of
 * them.
 */
export function* drawGrid(
  document: Document,
  prepared: PreparedFigure,
  space: GridSpace,
): Generator<void, { element: SVGElement; height: number; placed: PlacedPanel[] }> {
  const { width, columns, least } = space;
  const several = prepared.panels.length > 1;
  const cell = (width - gutter * (columns - 1)) / columns;
  const plans = planPanels(prepared, columns, cell, least);
  const right = rightRoom(prepared.panels, cell);
  const across = columnPlaces(plans, prepared, { width, columns, cell, right });
  const narrowest = Math.min(...across.map(({ frame }) => frame));
  const headings = wrapHeadings(plans, across);
  const longestHeading = Math.max(0, ...[...headings.values()].map(({ length }) => length));
  const frames = new Map<PanelPlan, GridFrame>();
  const group = document.createElementNS(svgNamespace, 'g') as SVGElement;
  const rows = Math.max(0, ...plans.map(({ spot }) => spot.row + 1));
  let y = 0;
  for (let r = 0; r < rows; r++) {
    const row = plans.filter(({ spot }) => spot.row === r);
    const starts = row.some(({ spot }) => spot.blockRow === 0);
    const above = Math.max(...row.map(({ block, spot }) => block.titles + (spot.blockRow === 0 ? block.bar : 0)));
    const head = 4 + (starts ? headLead * longestHeading : 0) + above;
    const bottom = row.some(({ numbered }) => numbered.x) ? foot.numbered : foot.bare;
    const tall = Math.max(...row.map(({ of }) => preferredHeight(of, narrowest, several, least)));
    for (const plan of row) {
      const { of, numbered, title } = plan;
      const { x, left, frame, cell } = across[plan.spot.column];
      const inner = innerFrame(of, frame, tall);
      const box = {
        ...{ width: cell, height: head + tall + bottom, left, top: head },
        ...{ right: right + (frame - inner.width), bottom: bottom + (tall - inner.height) },
      };
      const ticks = { x: xTicks(of, inner.width), y: plan.yTicks };
      for (const panel of drawPanel(document, plan, { box, ticks, numbered }, space)) {
        panel.setAttribute('transform', `translate(${round(x)},${round(y)})`);
        group.appendChild(panel);
      }
      const placed = { x: x + left, y: y + head, ...inner };
      frames.set(plan, placed);
      title.forEach((line, k) => {
        const at = { x: placed.x + placed.width / 2, y: placed.y - 4 - titleLead * (title.length - 1 - k) };
        group.appendChild(
          drawText(document, line, { x: round(at.x), y: round(at.y), size: size.tick, anchor: 'middle' }),
        );
      });
      const mine = plans.filter(({ block }) => block === plan.block);
      if (plan === mine[mine.length - 1]) drawBlockLabels(document, group, mine, frames, headings.get(plan.block)!);
      yield;
    }
    const lines = row.filter(({ spot }) => spot.lowest).map(({ block }) => block.xLines.length * headLead);
    y += head + tall + bottom + Math.max(0, ...lines) + (several ? 4 : 0);
  }
  return { element: group, height: y, placed: plans.flatMap((plan, panel) => placeOf(plan, panel, frames.get(plan))) };
}

function placeOf({ of }: PanelPlan, panel: number, frame: GridFrame | undefined): PlacedPanel[] {
  if (of.kind !== 'lines' || !frame) return [];
  const { x: left, y: top, width, height } = frame;
  const strip = of.deviations ? stripWithin(height) + stripGap : 0;
  return [{ panel, left, top, width, height: height - strip, withStrip: height, x: of.x, y: of.y }];
}

/** A panel, and the strip of its deviations. */
function drawPanel(
  document: Document,
  { of, stripTicks }: PanelPlan,
  frame: PanelFrame,
  space: GridSpace,
): SVGElement[] {
  if (of.kind === 'cells') return [drawCells(document, of, frame)];
  if (!of.deviations || !stripTicks) return [drawLines(document, of, frame, space)];
  const { box, ticks, numbered } = frame;
  const strip = stripWithin(box.height - box.top - box.bottom);
  const above = { ...box, bottom: box.bottom + strip + stripGap };
  const below = { ...box, top: box.height - box.bottom - strip };
  return [
    drawLines(document, of, { box: above, ticks, numbered: { ...numbered, x: false } }, space),
    drawDeviations(
      document,
      of.deviations,
      of.x,
      { box: below, ticks: { x: ticks.x, y: stripTicks }, numbered },
      space.styles,
    ),
  ];
}

/** What a block says once: its heading with the colour bar below, and the labels of its axes. */
function drawBlockLabels(
  document: Document,
  group: SVGElement,
  plans: PanelPlan[],
  frames: Map<PanelPlan, GridFrame>,
  heading: Run[][],
) {
  const [{ block, of }] = plans;
  const placed = (plan: PanelPlan) => frames.get(plan) ?? { x: 0, y: 0, width: 0, height: 0 };
  const span = (some: PanelPlan[]) => {
    const all = some.map(placed);
    const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
    const right = Math.max(...all.map(({ x, width }) => x + width));
    const bottom = Math.max(...all.map(({ y, height }) => y + height));
    return { left, top, right, bottom };
  };
  const top = span(plans.filter(({ spot }) => spot.blockRow === 0));
  heading.forEach((line, k) => {
    const above = 4 + block.titles + block.bar + headLead * (heading.length - 1 - k);
    group.appendChild(drawText(document, line, { x: round(top.left), y: round(top.top - above), size: size.label }));
  });
  if (of.kind === 'cells' && of.colours) {
    const percent = of.panel.kind === 'map' && of.panel.shows === 'deviation';
    const bar = drawColourBar(document, of.colours, top.right - top.left, percent);
    bar.setAttribute('transform', `translate(${round(top.left)},${round(top.top - block.titles - block.bar)})`);
    group.appendChild(bar);
  }
  const first = plans.filter(({ spot }) => spot.blockColumn === 0);
  const side = span(first);
  const tickWidth = Math.max(...first.map((plan) => plan.tickWidth));
  block.yLines.forEach((line, k) => {
    const outwards = 7 + tickWidth + 4 + (block.yLines.length - 1 - k) * headLead;
    const at = { x: round(side.left - outwards), y: round((side.top + side.bottom) / 2) };
    group.appendChild(drawText(document, line, { ...at, size: size.label, anchor: 'middle', upwards: true }));
  });
  const lowest = span(plans.filter(({ spot }) => spot.lowest));
  block.xLines.forEach((line, k) => {
    const at = {
      x: round((lowest.left + lowest.right) / 2),
      y: round(lowest.bottom + foot.numbered + (k + 1) * headLead - 2),
    };
    group.appendChild(drawText(document, line, { ...at, size: size.label, anchor: 'middle' }));
  });
}
