import * as Plot from '@observablehq/plot';
import { drawHatchSwatch, drawVerdictSwatch, element, rectPath, round } from './glyphs.ts';
import type { PreparedFigure } from './prepare.ts';
import type { PreparedCells } from './prepare-cells.ts';
import { hasTheory, type PreparedCurve } from './prepare-lines.ts';
import { type CurveStyle, contourDash, contourStroke, type MarkerSymbol, stroke } from './style.ts';
import { drawText, parseText, type Run, svgNamespace, textWidth, wrap } from './text.ts';

export interface LegendEntry {
  label: string;
  /** How wide the sample is, and the sample around the line y = 0. */
  width: number;
  draw: (document: Document) => SVGElement;
}

/** Length of a line's sample, of a marker that stands alone, and of a coloured cell. */
const sample = 20;
const alone = 8;
const swatch = { x1: 0, x2: 10, y1: -3.5, y2: 3.5 };
const gap = 4;
const between = 12;

/**
 * Everything in the figure that needs a name: curves, then lines over maps, verdicts, and cells
 * without a value.
 */
export function legendEntries(prepared: PreparedFigure, styles: CurveStyle[]): LegendEntry[] {
  const cells = prepared.panels.filter((panel): panel is PreparedCells => panel.kind === 'cells');
  const contents = cells.flatMap((panel) => panel.cells.map(({ content }) => content));
  const verdicts = (['holds', 'unresolved', 'broken', 'not judged'] as const).filter((verdict) =>
    contents.some((content) => content.kind === 'verdict' && content.verdict === verdict),
  );
  return [
    ...curveEntries(prepared, styles),
    ...prepared.contours.flatMap((label, i) => {
      const drawn = cells.some(({ contours }) => contours.some(({ style, lines }) => style === i && lines.length > 0));
      return drawn ? [{ label, width: sample, draw: (document: Document) => drawContourSample(document, i) }] : [];
    }),
    ...verdicts.map((label) => ({
      label,
      width: swatch.x2,
      draw: (document: Document) => drawVerdictSwatch(document, label, swatch),
    })),
    ...(contents.some(({ kind }) => kind === 'missing')
      ? [{ label: 'no value', width: swatch.x2, draw: (document: Document) => drawHatchSwatch(document, swatch) }]
      : []),
  ];
}

/** What of a curve is drawn somewhere in the figure. */
interface Marks {
  line: boolean;
  marker: boolean;
  bars: boolean;
}

function curveEntries({ labels, panels }: PreparedFigure, styles: CurveStyle[]): LegendEntry[] {
  const curves = panels.flatMap((panel): PreparedCurve[] => (panel.kind === 'lines' ? panel.curves : []));
  const entry = (label: string, style: CurveStyle, marks: Marks) => ({
    label,
    width: marks.line ? sample : marks.bars ? swatch.x2 : alone,
    draw: (document: Document) => drawSample(document, style, marks),
  });
  const has = (style: number): Marks => {
    const mine = curves.filter((curve) => curve.style === style);
    return {
      line: mine.some((curve) => hasTheory(curve)),
      marker: mine.some((curve) => curve.bars.length === 0 && curve.points.length + curve.outside.length > 0),
      bars: mine.some((curve) => curve.bars.length > 0),
    };
  };
  if (labels.length === 1 && labels[0] === '') {
    const [style] = styles;
    const { line, marker, bars } = has(0);
    // Theory alone is named too, so that a figure does not change its height when the first trials
    // come in.
    return [
      ...(line ? [entry('theory', style, { line, marker: false, bars: false })] : []),
      ...(marker || bars ? [entry('experiment', style, { line: false, marker, bars })] : []),
    ];
  }
  return labels.flatMap((label, i) => {
    const marks = has(i);
    return label !== '' && Object.values(marks).includes(true) ? [entry(label, styles[i], marks)] : [];
  });
}

/**
 * Centred rows of samples and labels that fit the width. Height 0 when there is nothing to tell.
 */
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
    const first = entry.width;
    const textual = Math.max(...lines.map((line) => textWidth(line, fontSize)), 0);
    return { entry, lines, first, width: first + gap + textual };
  });
  let y = 0;
  for (const row of rows(items, width - 4)) {
    let x = (width - rowWidth(row)) / 2;
    for (const item of row) {
      const mark = item.entry.draw(document);
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

function drawSample(document: Document, style: CurveStyle, { line, marker, bars }: Marks): SVGElement {
  const group = element(document, 'g', {});
  const length = line ? sample : alone;
  if (bars) {
    const fill = { fill: style.colour, 'fill-opacity': 0.4 };
    group.appendChild(element(document, 'path', { d: rectPath(swatch), ...fill }));
  }
  if (line) {
    group.appendChild(
      element(document, 'line', {
        ...{ x1: 0, x2: length, y1: 0, y2: 0, stroke: style.lineColour, 'stroke-width': stroke.line },
        'stroke-dasharray': style.dash === '' ? undefined : style.dash,
      }),
    );
  }
  if (marker) group.appendChild(drawMarker(document, style.symbol, style.colour, length / 2));
  return group;
}

function drawContourSample(document: Document, index: number): SVGElement {
  const group = element(document, 'g', {});
  const place = { x1: 0, x2: sample, y1: 0, y2: 0 };
  const dash = contourDash(index);
  group.appendChild(element(document, 'line', { ...place, stroke: 'white', 'stroke-width': contourStroke.casing }));
  group.appendChild(
    element(document, 'line', {
      ...{ ...place, stroke: 'black', 'stroke-width': contourStroke.line },
      'stroke-dasharray': dash === '' ? undefined : dash,
    }),
  );
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
