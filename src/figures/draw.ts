import type { Figure } from './figure.ts';
import { drawLegend, type LegendEntry } from './legend.ts';
import { drawPanel } from './panel.ts';
import { type PreparedFigure, type PreparedPanel, prepare } from './prepare.ts';
import { toScale } from './range.ts';
import { type Paragraph, panelLetter, remarks } from './remarks.ts';
import { type CurveStyle, columnWidth, crowd, curveStyle, fontFamily, pageWidth, size, type Theme } from './style.ts';
import { drawText, labelRuns, parseText, type Run, svgNamespace, textWidth, wrap } from './text.ts';
import { type Ticks, ticks } from './ticks.ts';

export interface DrawOptions {
  /** In points. Default: a paper's column (243.8 pt = 86 mm) for one panel, two columns (504.6 pt = 178 mm) for several. */
  width?: number;
  /** Panels side by side. Default: up to three, two for four panels; one when the width is a column's. */
  columns?: number;
  /** Whether to draw the title above and the caption below. Default: true. A LaTeX document has its own. */
  title?: boolean;
  caption?: boolean;
  /** `dark` takes colours that stand out from a dark page. Default `light`. */
  theme?: Theme;
  /** Colour of text, frame and a single curve's theory. Default black; `currentColor` follows the page. */
  ink?: string;
  /** What the figure lies on: open markers and halos take it. Default white. */
  paper?: string;
  fontFamily?: string;
}

/**
 * Draws a figure as one `<svg>`, measured in points, with a `viewBox` so that it scales. Runs in a browser and on linkedom. The same
 * figure gives the same elements: no ids, no randomness, no dates. Nothing in the figure makes it throw; what cannot be shown is
 * left out and said in the caption.
 */
export function drawFigure(figure: Figure, document: Document, options: DrawOptions = {}): SVGElement {
  const count = figure.panels.length;
  const width = options.width ?? (count > 1 ? pageWidth : columnWidth);
  const columns = Math.max(
    1,
    Math.min(count, options.columns ?? (width < 1.4 * columnWidth ? 1 : count === 4 ? 2 : 3)),
  );
  const prepared = prepare(figure);
  const styles = curveStyles(prepared, options.theme);
  const svg = document.createElementNS(svgNamespace, 'svg') as SVGElement;
  let y = 2;
  const below = (element: SVGElement, height: number) => {
    element.setAttribute('transform', `translate(0,${round(y)})`);
    svg.appendChild(element);
    y += height;
  };
  if (options.title !== false && figure.title !== '') {
    const title = drawParagraphs(document, [parseText(figure.title, { bold: true })], width, size.title, 'middle');
    below(title.element, title.height + 2);
  }
  const entries = legendEntries(prepared, styles);
  if (entries.length > 0) {
    const legend = drawLegend(document, entries, width, size.tick);
    below(legend.element, legend.height + 3);
  }
  const grid = drawGrid(document, figure, prepared, { width, columns, styles, paper: options.paper ?? 'white' });
  below(grid.element, grid.height + 4);
  const paragraphs = options.caption === false ? [] : remarks(figure, prepared);
  if (paragraphs.length > 0) {
    const caption = drawParagraphs(document, paragraphs.map(paragraphRuns), width, size.caption, 'start');
    caption.element.setAttribute('class', 'caption');
    below(caption.element, caption.height);
  }
  const attributes = {
    xmlns: svgNamespace,
    width: `${round(width)}pt`,
    height: `${round(y + 2)}pt`,
    viewBox: `0 0 ${round(width)} ${round(y + 2)}`,
    role: 'img',
    'aria-label': [figure.title, ...paragraphs.slice(0, 1).map(paragraphText)].filter((part) => part !== '').join('. '),
    'font-family': options.fontFamily ?? fontFamily,
    fill: options.ink ?? 'black',
    color: options.ink ?? 'black',
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  return svg;
}

function curveStyles({ labels, panels }: PreparedFigure, theme?: Theme): CurveStyle[] {
  const crowded = panels.some((panel) => panel.curves.some((curve) => curve.points.length > crowd));
  return labels.map((_, i) => curveStyle(i, crowded || labels.length === 1, theme));
}

function legendEntries({ labels, panels }: PreparedFigure, styles: CurveStyle[]): LegendEntry[] {
  const curves = panels.flatMap((panel) => panel.curves);
  const has = (style: number) => {
    const mine = curves.filter((curve) => curve.style === style);
    return {
      line: mine.some((curve) => curve.line.length > 0 || curve.isolated.length > 0),
      marker: mine.some((curve) => curve.points.length > 0 || curve.outside.length > 0),
    };
  };
  if (labels.length === 1 && labels[0] === '') {
    const [style] = styles;
    const { line, marker } = has(0);
    // Theory alone is named too, so that a figure does not change its height when the first trials come in.
    return [
      ...(line ? [{ label: 'theory', style, line: true, marker: false }] : []),
      ...(marker ? [{ label: 'experiment', style, line: false, marker: true }] : []),
    ];
  }
  return labels
    .map((label, i) => ({ label, style: styles[i], ...has(i) }))
    .filter((entry) => entry.label !== '' && (entry.line || entry.marker));
}

interface GridSpace {
  width: number;
  columns: number;
  paper: string;
  styles: CurveStyle[];
}

/** The panels, row by row; frames in a column are aligned. */
function drawGrid(document: Document, figure: Figure, prepared: PreparedFigure, space: GridSpace) {
  const { width, columns, paper, styles } = space;
  const several = figure.panels.length > 1;
  const gutter = 10;
  const cell = (width - gutter * (columns - 1)) / columns;
  const headings = figure.panels.map((panel, i) => {
    const letter: Run = { text: `${panelLetter(i)} `, bold: true };
    return several ? wrap([letter, ...parseText(panel.label)], size.label, cell - 40) : [];
  });
  const headLead = size.label * 1.2;
  const head = 4 + headLead * Math.max(0, ...headings.map((lines) => lines.length));
  const foot = 6 + size.tick;
  // Half of the last tick's label may stand out to the right of the frame
  const lastLabels = prepared.panels.map((panel) => xTicks(panel, cell - 50).major.at(-1)?.label ?? '');
  const right = Math.max(8, ...lastLabels.map((text) => textWidth([{ text }], size.tick) / 2));
  const group = document.createElementNS(svgNamespace, 'g') as SVGElement;

  const plans = prepared.panels.map((of, i) => {
    const yTicks = ticks(of.y.scale, of.y.low, of.y.high, 5);
    const tickWidth = Math.max(...yTicks.major.map((tick) => textWidth([{ text: tick.label }], size.tick)), 0);
    const approximate = frameHeight(cell - 40, several);
    const yLines = wrap(yLabel(figure, i), size.label, approximate + head + 8);
    return {
      of,
      yTicks,
      tickWidth,
      yLines,
      xLines: wrap(labelRuns(of.axis), size.label, cell - 30),
      left: 7 + tickWidth + (yLines.length > 0 ? 3 + yLines.length * size.label * 1.2 : 2),
    };
  });
  const lefts = Array.from({ length: columns }, (_, c) =>
    Math.max(...plans.filter((_, i) => i % columns === c).map((plan) => plan.left), 0),
  );
  const tall = frameHeight(cell - Math.max(...lefts) - right, several);

  // On one shared axis only the lowest panels are labelled.
  const labelled = (i: number) => i + columns >= plans.length || prepared.panels.some(({ panel }) => panel.axis);
  const labelHeight = (i: number) => (labelled(i) ? plans[i].xLines.length * size.label * 1.2 : 0);

  let y = 0;
  let below = 0;
  plans.forEach((plan, i) => {
    const column = i % columns;
    const left = lefts[column];
    const x = column * (cell + gutter);
    below = Math.max(column === 0 ? 0 : below, labelHeight(i));
    const box = { width: cell, height: head + tall + foot, left, right, top: head, bottom: foot };
    const frame = cell - left - right;
    const both = { x: xTicks(plan.of, frame), y: plan.yTicks };
    const look = { styles, tickSize: size.tick, paper };
    const panel = drawPanel(document, plan.of, both, box, look);
    panel.setAttribute('transform', `translate(${round(x)},${round(y)})`);
    group.appendChild(panel);
    headings[i].forEach((line, k) => {
      const above = headLead * (headings[i].length - 1 - k);
      group.appendChild(
        drawText(document, line, { x: round(x + left), y: round(y + head - 4 - above), size: size.label }),
      );
    });
    plan.yLines.forEach((line, k) => {
      const outwards = 7 + plan.tickWidth + 4 + (plan.yLines.length - 1 - k) * size.label * 1.2;
      const place = {
        x: round(x + left - outwards),
        y: round(y + head + tall / 2),
        size: size.label,
        anchor: 'middle',
        upwards: true,
      } as const;
      group.appendChild(drawText(document, line, place));
    });
    if (labelled(i)) {
      plan.xLines.forEach((line, k) => {
        const place = {
          x: round(x + left + frame / 2),
          y: round(y + head + tall + foot + (k + 1) * size.label * 1.2 - 2),
          size: size.label,
        };
        group.appendChild(drawText(document, line, { ...place, anchor: 'middle' }));
      });
    }
    if (column === columns - 1 || i === plans.length - 1) y += head + tall + foot + below + (several ? 4 : 0);
  });
  return { element: group, height: y };
}

/** A wide panel is not made taller than a column's figure would be. */
function frameHeight(frameWidth: number, several: boolean): number {
  return Math.min((several ? 0.72 : 0.68) * frameWidth, 190);
}

/** As many ticks as their labels have room for. */
function xTicks({ x }: PreparedPanel, frame: number): Ticks {
  const from = toScale(x.low, x.scale);
  const place = (value: number) => ((toScale(value, x.scale) - from) / (toScale(x.high, x.scale) - from)) * frame;
  const apart = ({ major }: Ticks) =>
    major.every(({ value, label }, i) => {
      if (i === 0) return true;
      const before = major[i - 1];
      const needed = (textWidth([{ text: label }], size.tick) + textWidth([{ text: before.label }], size.tick)) / 2 + 4;
      return place(value) - place(before.value) >= needed;
    });
  for (let count = Math.max(2, Math.floor(frame / (x.scale === 'log' ? 22 : 32))); count > 1; count--) {
    const chosen = ticks(x.scale, x.low, x.high, count);
    if (apart(chosen)) return chosen;
  }
  const { major, minor } = ticks(x.scale, x.low, x.high, 2);
  const kept = major.length > 1 ? [major[0], major[major.length - 1]] : major;
  return { major: kept, minor: [...minor, ...major.slice(1, -1).map((tick) => tick.value)] };
}

/** Words and symbol on a single panel; among several the heading has the words. */
function yLabel(figure: Figure, index: number): Run[] {
  const panel = figure.panels[index];
  if (figure.panels.length === 1) return labelRuns(panel);
  return [
    ...(panel.symbol ? parseText(panel.symbol, { symbol: true }) : []),
    ...(panel.unit ? [{ text: panel.symbol ? ` (${panel.unit})` : panel.unit }] : []),
  ];
}

function paragraphRuns({ lead, text }: Paragraph): Run[] {
  return [...(lead ? [{ text: `${lead} `, bold: true }] : []), ...parseText(text)];
}

function paragraphText({ lead, text }: Paragraph): string {
  return lead ? `${lead} ${text}` : text;
}

function drawParagraphs(
  document: Document,
  paragraphs: Run[][],
  width: number,
  fontSize: number,
  anchor: 'start' | 'middle',
) {
  const group = document.createElementNS(svgNamespace, 'g') as SVGElement;
  const lead = size.lead * fontSize;
  let lines = 0;
  for (const paragraph of paragraphs) {
    for (const line of wrap(paragraph, fontSize, width - 4)) {
      const place = { x: anchor === 'start' ? 2 : width / 2, y: round((lines + 0.8) * lead), size: fontSize, anchor };
      group.appendChild(drawText(document, line, place));
      lines++;
    }
  }
  return { element: group, height: lines * lead };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
