import * as Plot from '@observablehq/plot';
import { axisMarks, nameOf, type PanelFrame, plotPanel } from './axes.ts';
import { colourAt } from './colours.ts';
import type { Polyline } from './contours.ts';
import { element, hatchPath, hatchStroke, markPath, markStroke, type Rect, rectPath } from './glyphs.ts';
import type { MapCell, PreparedCells, PreparedContour } from './prepare-cells.ts';
import { contourDash, contourStroke, verdictLooks } from './style.ts';
import { textWidth } from './text.ts';
import { print } from './ticks.ts';

/** Above this many cells they have no tooltips. */
const silent = 900;

/** Frame, ticks, cells and lines of a map or an image as a `<g>`; labels are not part of it. */
export function drawCells(document: Document, prepared: PreparedCells, frame: PanelFrame): SVGElement {
  return plotPanel(document, prepared, frame, [
    (_index, scales) => cellGroup(document, prepared, pixelsOf(scales)),
    ...prepared.contours.flatMap(contourMarks),
    (_index, scales) => levelGroup(document, prepared, pixelsOf(scales)),
    ...axisMarks(document, frame),
  ]);
}

interface Pixels {
  x: (value: number) => number;
  y: (value: number) => number;
}

function pixelsOf({ x, y }: Plot.ScaleFunctions): Pixels {
  return { x: (value) => Number(x?.(value)), y: (value) => Number(y?.(value)) };
}

function cellGroup(document: Document, prepared: PreparedCells, pixels: Pixels): SVGElement {
  const { cells, panel } = prepared;
  const group = element(document, 'g', { class: 'cells' });
  const titled = panel.kind === 'map' && cells.length <= silent;
  const fills = new Map<string, string>();
  const inks = new Map<string, string>();
  let hatch = '';
  // Without smoothing: else the page would shine through between neighbours
  const ground = element(document, 'g', { class: 'ground', 'shape-rendering': 'crispEdges' });
  for (const cell of cells) {
    const rect = rectOf(cell, pixels);
    const { fill, ink, mark } = lookOf(cell, prepared.colours?.kind ?? 'sequential');
    if (titled) {
      const path = element(document, 'path', { d: rectPath(rect), fill });
      const title = element(document, 'title', {});
      title.appendChild(document.createTextNode(describe(cell, prepared)));
      path.appendChild(title);
      ground.appendChild(path);
    } else if (fill !== 'none') fills.set(fill, (fills.get(fill) ?? '') + rectPath(rect));
    if (cell.content.kind === 'missing') hatch += hatchPath(rect);
    const r = Math.min(2, 0.28 * Math.min(rect.x2 - rect.x1, rect.y2 - rect.y1));
    const path = markPath(mark, (rect.x1 + rect.x2) / 2, (rect.y1 + rect.y2) / 2, r);
    if (path !== '') inks.set(ink, (inks.get(ink) ?? '') + path);
  }
  for (const [fill, d] of fills) ground.appendChild(element(document, 'path', { d, fill }));
  group.appendChild(ground);
  if (hatch !== '')
    group.appendChild(element(document, 'path', { class: 'missing', d: hatch, fill: 'none', ...hatchStroke }));
  for (const [stroke, d] of inks)
    group.appendChild(element(document, 'path', { class: 'cell-marks', d, fill: 'none', stroke, ...markStroke }));
  return group;
}

function rectOf({ x1, x2, y1, y2 }: MapCell, { x, y }: Pixels): Rect {
  const across = [x(x1), x(x2)].sort((a, b) => a - b);
  const down = [y(y1), y(y2)].sort((a, b) => a - b);
  return { x1: across[0], x2: across[1], y1: down[0], y2: down[1] };
}

function lookOf({ content }: MapCell, kind: 'sequential' | 'diverging') {
  if (content.kind === 'missing') return { fill: 'none', ink: 'none', mark: 'none' } as const;
  if (content.kind === 'verdict') return verdictLooks[content.verdict];
  // The ends of diverging colours are dark
  const ink = Math.abs(content.share - 0.5) > 0.3 ? 'white' : 'black';
  return { fill: colourAt(content.share, kind), ink, mark: content.sign ?? 'none' } as const;
}

function describe(cell: MapCell, { panel, axis, vertical }: PreparedCells): string {
  const at = [
    ...(axis ? [`${nameOf(axis)} = ${print(cell.x)}`] : []),
    ...(vertical ? [`${nameOf(vertical)} = ${print(cell.y)}`] : []),
  ].join(', ');
  const { content } = cell;
  if (content.kind === 'missing') return `${at}: no value`;
  if (content.kind === 'verdict') return `${at}: ${content.verdict}`;
  if (panel.kind === 'map' && panel.shows === 'deviation')
    return `${at}: ${content.value > 0 ? '+' : ''}${print(100 * content.value, 3)} %`;
  return `${at}: ${nameOf(panel)} = ${print(content.value)}`;
}

/** Black on white, which is seen on every colour of a map. */
function contourMarks({ style, lines }: PreparedContour): Plot.Markish[] {
  const vertices = lines.flatMap((line) => [...line, { x: Number.NaN, y: Number.NaN }]);
  if (vertices.length === 0) return [];
  const dash = contourDash(style);
  const look = { x: 'x', y: 'y', strokeLinejoin: 'round', strokeLinecap: 'butt' } as const;
  return [
    Plot.line(vertices, { ...look, className: 'casing', stroke: 'white', strokeWidth: contourStroke.casing }),
    Plot.line(vertices, {
      ...look,
      className: 'contour',
      stroke: 'black',
      strokeWidth: contourStroke.line,
      ...(dash === '' ? {} : { strokeDasharray: dash }),
    }),
  ];
}

const levelSize = 6;

/** The level of each line, written across its longest part where there is room. */
function levelGroup(document: Document, { contours, x, y }: PreparedCells, pixels: Pixels): SVGElement {
  const group = element(document, 'g', { class: 'levels', 'font-size': levelSize });
  const taken: Rect[] = [];
  const frame = { x1: pixels.x(x.low), x2: pixels.x(x.high), y1: pixels.y(y.high), y2: pixels.y(y.low) };
  for (const { level, lines } of contours) {
    if (level === undefined) continue;
    const text = print(level, 3);
    const half = textWidth([{ text }], levelSize) / 2 + 1;
    const around = ({ x, y }: { x: number; y: number }) => ({
      x1: x - half,
      x2: x + half,
      y1: y - 0.55 * levelSize,
      y2: y + 0.55 * levelSize,
    });
    const place = places(lines, pixels, 3 * half).find(
      (at) => within(frame, around(at)) && !taken.some((rect) => overlap(rect, around(at))),
    );
    if (!place) continue;
    taken.push(around(place));
    const attributes = {
      x: place.x,
      y: place.y + 0.36 * levelSize,
      fill: 'black',
    };
    group.appendChild(element(document, 'path', { d: rectPath(around(place)), fill: 'white' }));
    const label = element(document, 'text', attributes);
    label.appendChild(document.createTextNode(text));
    group.appendChild(label);
  }
  return group;
}

/** Where a label may stand on the longest of the lines: in its middle, else further to its ends. */
function places(lines: Polyline[], { x, y }: Pixels, least: number): { x: number; y: number }[] {
  const measured = lines.map((line) => {
    const points = line.map((p) => ({ x: x(p.x), y: y(p.y) }));
    const along = [0];
    for (let i = 1; i < points.length; i++)
      along.push(along[i - 1] + Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
    return { points, along, length: along[along.length - 1] };
  });
  const longest = measured.reduce((a, b) => (b.length > a.length ? b : a), { points: [], along: [], length: 0 });
  if (longest.length < least) return [];
  return [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => {
    const at = longest.along.findIndex((length) => length >= share * longest.length);
    const [a, b] = [longest.points[at - 1], longest.points[at]];
    const t = (share * longest.length - longest.along[at - 1]) / (longest.along[at] - longest.along[at - 1]);
    return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
  });
}

function within(frame: Rect, a: Rect): boolean {
  return a.x1 > frame.x1 && a.x2 < frame.x2 && a.y1 > frame.y1 && a.y2 < frame.y2;
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
}
