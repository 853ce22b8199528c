import * as Plot from '@observablehq/plot';
import { element } from './glyphs.ts';
import { type Range, toScale } from './range.ts';
import { size, stroke } from './style.ts';
import { svgNamespace, textWidth } from './text.ts';
import { type Ticks, ticks } from './ticks.ts';

/** The frame's place inside the panel's box. */
export interface PanelBox {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface PanelFrame {
  box: PanelBox;
  ticks: { x: Ticks; y: Ticks };
  /** Whether the ticks have numbers: not where a neighbour on the same axis has them. */
  numbered: { x: boolean; y: boolean };
}

/** What Plot draws for these ranges, as a `<g>` in the box. */
export function plotPanel(
  document: Document,
  { x, y }: { x: Range; y: Range },
  { box }: PanelFrame,
  marks: Plot.Markish[],
): SVGElement {
  const drawn = Plot.plot({
    document,
    width: box.width,
    height: box.height,
    marginLeft: box.left,
    marginRight: box.right,
    marginTop: box.top,
    marginBottom: box.bottom,
    x: { type: x.scale, domain: [x.low, x.high], axis: null },
    y: { type: y.scale, domain: [y.low, y.high], axis: null },
    marks,
  });
  const group = document.createElementNS(svgNamespace, 'g') as SVGElement;
  group.setAttribute('class', 'panel');
  group.setAttribute('font-size', String(size.tick));
  group.setAttribute('text-anchor', 'middle');
  for (const child of Array.from(drawn.childNodes)) {
    // Plot's stylesheet is for its own root; fonts and colours are inherited from ours
    const empty = child.nodeName === 'g' && child.childNodes.length === 0;
    if (child.nodeName.toLowerCase() !== 'style' && !empty) group.appendChild(child);
  }
  // The figure has one description of its own; names on parts without a role are not allowed in
  // HTML.
  for (const part of Array.from(group.querySelectorAll('[aria-label]'))) part.removeAttribute('aria-label');
  roundNumbers(group);
  return group;
}

/**
 * Frame, ticks and their numbers. Plot has axes too, each of several marks, which take longer than
 * all else in a panel.
 */
export function axisMarks(document: Document, { box, ticks, numbered }: PanelFrame): Plot.Markish[] {
  const bottom = box.height - box.bottom;
  const extent = { width: box.width - box.left - box.right, height: bottom - box.top };
  const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': stroke.frame };
  const at = {
    x: (scales: Plot.ScaleFunctions, value: number) => `translate(${scales.x?.(value)},${bottom})`,
    y: (scales: Plot.ScaleFunctions, value: number) => `translate(${box.left},${scales.y?.(value)})`,
  };
  const tickMarks =
    (side: 'x' | 'y', values: number[], length: number): Plot.RenderFunction =>
    (_index, scales) => {
      const d = side === 'x' ? `M0,0L0,${length}` : `M0,0L${-length},0`;
      const group = element(document, 'g', { 'aria-hidden': 'true', ...line });
      for (const value of values)
        group.appendChild(element(document, 'path', { transform: at[side](scales, value), d }));
      return group;
    };
  const labels =
    (side: 'x' | 'y', look: Record<string, string>, y: string): Plot.RenderFunction =>
    (_index, scales) => {
      const group = element(document, 'g', { class: `${side}-labels`, ...look });
      for (const { value, label } of ticks[side].major) {
        const text = element(document, 'text', { y, transform: at[side](scales, value) });
        text.appendChild(document.createTextNode(label));
        group.appendChild(text);
      }
      return group;
    };
  const numerals = { 'font-variant': 'tabular-nums' };
  const values = (of: Ticks) => of.major.map(({ value }) => value);
  return [
    () => element(document, 'rect', { ...line, x: box.left, y: box.top, ...extent }),
    tickMarks('x', ticks.x.minor, 1.8),
    tickMarks('y', ticks.y.minor, 1.8),
    tickMarks('x', values(ticks.x), 3.2),
    tickMarks('y', values(ticks.y), 3.2),
    numbered.x ? labels('x', { ...numerals, transform: 'translate(0,5.5)' }, '0.71em') : null,
    numbered.y ? labels('y', { 'text-anchor': 'end', ...numerals, transform: 'translate(-5.5,0)' }, '0.32em') : null,
  ];
}

/** As many ticks along a horizontal axis as their labels have room for, from about `most` on. */
export function roomyTicks(x: Range, frame: number, most = Math.floor(frame / (x.scale === 'log' ? 22 : 32))): Ticks {
  const from = toScale(x.low, x.scale);
  const place = (value: number) => ((toScale(value, x.scale) - from) / (toScale(x.high, x.scale) - from)) * frame;
  const apart = ({ major }: Ticks) =>
    major.every(({ value, label }, i) => {
      if (i === 0) return true;
      const before = major[i - 1];
      const needed = (textWidth([{ text: label }], size.tick) + textWidth([{ text: before.label }], size.tick)) / 2 + 4;
      return place(value) - place(before.value) >= needed;
    });
  for (let count = Math.max(2, most); count > 1; count--) {
    const chosen = ticks(x.scale, x.low, x.high, count, x.whole);
    if (apart(chosen)) return chosen;
  }
  const { major, minor } = ticks(x.scale, x.low, x.high, 2, x.whole);
  const kept = major.length > 1 ? [major[0], major[major.length - 1]] : major;
  return { major: kept, minor: [...minor, ...major.slice(1, -1).map((tick) => tick.value)] };
}

/** What a tooltip calls an axis or an observable. */
export function nameOf(of: { label: string; symbol?: string }): string {
  return of.symbol ?? of.label;
}

/** Plot rounds its paths. */
const geometry = new Set(['transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'width', 'height', 'points']);

/**
 * Rounds coordinates to a thousandth of a point: smaller files, and the same bytes where `Math.log`
 * differs in its last digit.
 */
function roundNumbers(element: Element): void {
  for (const attribute of Array.from(element.attributes)) {
    const { name, value } = attribute;
    if (!geometry.has(name)) continue;
    // A length with a unit (`0.32em`) stays
    const rounded = value.replace(/-?\d*\.\d{4,}(?:e[-+]?\d+)?|-?\d+(?:\.\d+)?e[-+]?\d+/g, (n) =>
      String(Math.round(Number(n) * 1000) / 1000 || 0),
    );
    if (rounded !== value) attribute.value = rounded;
  }
  for (const child of Array.from(element.children)) roundNumbers(child);
}
