import * as Plot from '@observablehq/plot';
import { type CurveStyle, type MarkerSymbol, stroke } from './style.ts';
import { drawText, parseText, type Run, svgNamespace, textWidth, wrap } from './text.ts';

export interface LegendEntry {
  label: string;
  style: CurveStyle;
  line: boolean;
  marker: boolean;
}

/** Length of a line's sample, and of a marker that stands alone. */
const sample = 20;
const alone = 8;
const gap = 4;
const between = 12;

/** The family's curves in rows that fit the width, centred rows of samples and labels. Height 0 when there is nothing to tell. */
export function drawLegend(
  document: Document,
  entries: LegendEntry[],
  width: number,
  fontSize: number,
): { element: SVGElement; height: number } {
  const group = document.createElementNS(svgNamespace, 'g') as SVGElement;
  group.setAttribute('class', 'legend');
  const lead = 1.5 * fontSize;
  const items = entries.map((entry) => {
    const lines = wrap(parseText(entry.label), fontSize, width - sample - gap);
    const first = entry.line ? sample : alone;
    const textual = Math.max(...lines.map((line) => textWidth(line, fontSize)), 0);
    return { entry, lines, first, width: first + gap + textual };
  });
  let y = 0;
  for (const row of rows(items, width - 4)) {
    let x = (width - rowWidth(row)) / 2;
    for (const item of row) {
      const mark = drawSample(document, item.entry, item.first);
      mark.setAttribute('transform', `translate(${round(x)},${round(y + lead / 2)})`);
      group.appendChild(mark);
      item.lines.forEach((line: Run[], i) => {
        const place = {
          x: round(x + item.first + gap),
          y: round(y + i * lead + lead / 2 + 0.35 * fontSize),
          size: fontSize,
        };
        group.appendChild(drawText(document, line, place));
      });
      x += item.width + between;
    }
    y += lead * Math.max(...row.map((item) => item.lines.length));
  }
  return { element: group, height: y };
}

function rows<T extends { width: number }>(items: T[], width: number): T[][] {
  const all: T[][] = [];
  for (const item of items) {
    const last = all.at(-1);
    if (last && rowWidth([...last, item]) <= width) last.push(item);
    else all.push([item]);
  }
  return all;
}

function rowWidth(row: { width: number }[]): number {
  return row.reduce((sum, item) => sum + item.width, 0) + between * (row.length - 1);
}

function drawSample(document: Document, { style, line, marker }: LegendEntry, length: number): SVGElement {
  const group = document.createElementNS(svgNamespace, 'g') as SVGElement;
  if (line) {
    const stretch = document.createElementNS(svgNamespace, 'line') as SVGElement;
    const attributes = { x1: 0, x2: length, y1: 0, y2: 0, stroke: style.lineColour, 'stroke-width': stroke.line };
    for (const [name, value] of Object.entries(attributes)) stretch.setAttribute(name, String(value));
    if (style.dash !== '') stretch.setAttribute('stroke-dasharray', style.dash);
    group.appendChild(stretch);
  }
  if (marker) group.appendChild(drawMarker(document, style.symbol, style.colour, length / 2));
  return group;
}

/** The same marker as in the panel, taken from Plot. */
function drawMarker(document: Document, symbol: MarkerSymbol, colour: string, x: number): SVGElement {
  const drawn = Plot.plot({
    document,
    axis: null,
    width: 2 * sample,
    height: 2 * sample,
    margin: 0,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [Plot.dot([[0, 1]], { symbol, r: 2.2, fill: colour, stroke: 'none' })],
  });
  const dot = drawn.querySelector('path, circle') as SVGElement;
  dot.removeAttribute('cx');
  dot.removeAttribute('cy');
  dot.setAttribute('transform', `translate(${x},0)`);
  dot.setAttribute('fill', colour);
  return dot;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
