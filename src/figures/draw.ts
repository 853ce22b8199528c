import { columnsOnPage } from './arrange.ts';
import type { Figure } from './figure.ts';
import { round } from './glyphs.ts';
import { drawGrid, type PlacedPanel } from './grid.ts';
import { drawLegend, legendEntries } from './legend.ts';
import { type PreparedFigure, prepare } from './prepare.ts';
import { type Paragraph, remarks } from './remarks.ts';
import { type CurveStyle, columnWidth, curveStyle, fontFamily, pageWidth, size, type Theme } from './style.ts';
import { drawText, parseText, type Run, svgNamespace, wrap } from './text.ts';

export interface DrawOptions {
  /**
   * In points. Default: a paper's column (243.8 pt = 86 mm) for one panel, two columns (504.6
   * pt = 178 mm) for several.
   */
  width?: number;
  /**
   * Panels side by side. Default: up to three, two for four panels; one when the width is a
   * column's.
   */
  columns?: number;
  /**
   * Whether to draw the title above and the caption below. Default: true. A LaTeX document has its
   * own.
   */
  title?: boolean;
  caption?: boolean;
  /** Default: true, where there is more than one thing to tell apart. */
  legend?: boolean;
  /** `dark` takes colours that stand out from a dark page. Default `light`. */
  theme?: Theme;
  /**
   * Colour of text, frame and a single curve's theory. Default black; `currentColor` follows the
   * page.
   */
  ink?: string;
  /** What the figure lies on: open markers and halos take it. Default white. */
  paper?: string;
  fontFamily?: string;
  /** In points: no frame of lines is lower. Default 0. */
  leastHeight?: number;
  /** Whether points have tooltips, of whatever shows the figure. Default: true. */
  tips?: boolean;
  /** Told where the panels of lines stand, in points of the figure, once it is drawn. */
  placed?: (panels: PlacedPanel[]) => void;
}

/**
 * Draws a figure as one `<svg>`, measured in points, with a `viewBox` so that it scales. Runs in a
 * browser and on linkedom. The same figure gives the same elements: no ids, no randomness, no
 * dates. Nothing in the figure makes it throw; what cannot be shown is left out and said in the
 * caption.
 */
export function drawFigure(figure: Figure, document: Document, options: DrawOptions = {}): SVGElement {
  const steps = drawSteps(figure, document, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * As `drawFigure`, a panel at each step, for a page that does other things between them. The figure
 * is what it returns.
 */
export function* drawSteps(figure: Figure, document: Document, options: DrawOptions = {}): Generator<void, SVGElement> {
  const count = figure.panels.length;
  const prepared = prepare(figure);
  const width = options.width ?? (count > 1 ? pageWidth : columnWidth);
  const onPage = columnsOnPage(
    prepared.blocks.map(({ length }) => length),
    figure.panels.every(({ kind }) => kind === 'image'),
  );
  const inColumn = onPage > 1 && prepared.blocks.some(({ length }) => length > 1) ? 2 : 1;
  const columns = Math.max(1, Math.min(count, options.columns ?? (width < 1.4 * columnWidth ? inColumn : onPage)));
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
    title.element.setAttribute('class', 'title');
    below(title.element, title.height + 2);
  }
  const entries = options.legend === false ? [] : legendEntries(prepared, styles);
  if (entries.length > 0) {
    const legend = drawLegend(document, entries, width, size.tick);
    below(legend.element, legend.height + 3);
  }
  const { paper = 'white', leastHeight = 0, tips = true } = options;
  const grid = yield* drawGrid(document, prepared, { width, columns, styles, paper, tips, least: leastHeight });
  const gridTop = y;
  below(grid.element, grid.height + 4);
  options.placed?.(grid.placed.map((one) => ({ ...one, top: gridTop + one.top })));
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

function curveStyles({ labels }: PreparedFigure, theme?: Theme): CurveStyle[] {
  return labels.map((_, i) => curveStyle(i, labels.length === 1, theme));
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
