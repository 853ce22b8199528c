import type * as Plot from '@observablehq/plot';
import { verdictLooks } from './style.ts';
import { svgNamespace } from './text.ts';

/** A rectangle in the SVG's units. */
export interface Rect {
  x1: number;
  x2: number;
  y1: number;
  y2: number;
}

export type Mark = '+' | '−' | 'ring' | 'cross' | 'dash' | 'none';

/** The outline of a small mark around a place. */
export function markPath(mark: Mark, x: number, y: number, r: number): string {
  const [l, t, d] = [x - r, y - r, 2 * r].map(round);
  const [cx, cy] = [round(x), round(y)];
  switch (mark) {
    case '+':
      return `M${l},${cy}h${d}M${cx},${t}v${d}`;
    case '−':
    case 'dash':
      return `M${l},${cy}h${d}`;
    case 'cross':
      return `M${l},${t}l${d},${d}m0,${-d}l${-d},${d}`;
    case 'ring':
      return `M${l},${cy}a${round(r)},${round(r)} 0 1 0 ${d},0a${round(r)},${round(r)} 0 1 0 ${-d},0`;
    case 'none':
      return '';
  }
}

/** Diagonal lines across a rectangle, in step with those of its neighbours. */
export function hatchPath({ x1, x2, y1, y2 }: Rect): string {
  const step = 3;
  let path = '';
  // The lines x + y = k
  for (let k = Math.ceil((x1 + y1) / step) * step; k < x2 + y2; k += step) {
    const [from, to] = [Math.max(x1, k - y2), Math.min(x2, k - y1)];
    if (to > from) path += `M${round(from)},${round(k - from)}L${round(to)},${round(k - to)}`;
  }
  return path;
}

export function rectPath({ x1, x2, y1, y2 }: Rect): string {
  const [x, y, width, height] = [x1, y1, x2 - x1, y2 - y1].map(round);
  return `M${x},${y}h${width}v${height}h${-width}z`;
}

/** The sample of a verdict in the legend. */
export function drawVerdictSwatch(document: Document, verdict: keyof typeof verdictLooks, rect: Rect): SVGElement {
  const { fill, ink, mark } = verdictLooks[verdict];
  const group = element(document, 'g', {});
  group.appendChild(element(document, 'path', { d: rectPath(rect), fill, ...outline }));
  const path = markPath(mark, (rect.x1 + rect.x2) / 2, (rect.y1 + rect.y2) / 2, 2);
  if (path !== '') group.appendChild(element(document, 'path', { d: path, fill: 'none', stroke: ink, ...markStroke }));
  return group;
}

/** The sample of cells without a value. */
export function drawHatchSwatch(document: Document, rect: Rect): SVGElement {
  const group = element(document, 'g', {});
  group.appendChild(element(document, 'path', { d: hatchPath(rect), fill: 'none', ...hatchStroke }));
  group.appendChild(element(document, 'path', { d: rectPath(rect), fill: 'none', ...outline }));
  return group;
}

const outline = { stroke: 'currentColor', 'stroke-width': 0.4 };
export const markStroke = { 'stroke-width': 0.8, 'stroke-linecap': 'round' };
export const hatchStroke = { stroke: 'currentColor', 'stroke-width': 0.4, 'stroke-opacity': 0.6 };

/** An SVG element with its attributes. */
export function element(
  document: Document,
  name: string,
  attributes: Record<string, string | number | undefined>,
): SVGElement {
  const made = document.createElementNS(svgNamespace, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, String(value));
  return made;
}

/**
 * To a thousandth of a point: smaller files, and the same bytes where `Math.log` differs in its
 * last digit.
 */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000 || 0;
}

/**
 * Head with a short stem, so that it is not taken for a triangular marker. The tip is at the
 * anchor's end.
 */
export const arrow: Plot.VectorShapeImplementation = {
  draw(context, length) {
    const head = 0.55 * length;
    context.moveTo(0, 0);
    context.lineTo(0, -length + head);
    context.moveTo(0, -length);
    context.lineTo(0.32 * length, -length + head);
    context.lineTo(-0.32 * length, -length + head);
    context.closePath();
  },
};
