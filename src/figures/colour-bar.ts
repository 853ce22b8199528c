import { roomyTicks } from './axes.ts';
import { type ColourScale, colourAt, colourShare } from './colours.ts';
import { element, rectPath, round } from './glyphs.ts';
import type { Range } from './range.ts';
import { size, stroke } from './style.ts';
import { drawText } from './text.ts';
import { print, type Ticks } from './ticks.ts';

const thick = 6;
const tip = 5;

/** From the heading above it to the frame below. */
export const colourBarHeight = thick + 4 + 1.3 * size.tick + 2;

/**
 * A horizontal bar from x = 0 to `width` with its numbers below; `percent` counts in hundredths.
 */
export function drawColourBar(document: Document, colours: ColourScale, width: number, percent: boolean): SVGElement {
  const { kind, scale, margin } = colours;
  const group = element(document, 'g', { class: 'colour-bar' });
  const left = colours.below ? tip : 0;
  const right = width - (colours.above ? tip : 0);
  const place = (value: number) => left + colourShare(value, colours) * (right - left);
  // Strips that reach under the next ones, so that no seam shows; a gradient would need an id
  const strips = element(document, 'g', { 'shape-rendering': 'crispEdges' });
  const count = Math.max(2, Math.min(128, Math.round(right - left)));
  for (let i = 0; i < count; i++) {
    const x1 = left + ((right - left) * i) / count;
    const fill = colourAt(i / (count - 1), kind);
    strips.appendChild(element(document, 'path', { d: rectPath({ x1, x2: right, y1: 0, y2: thick }), fill }));
  }
  group.appendChild(strips);
  const pointed = (from: number, to: number, share: number) =>
    element(document, 'path', {
      d: `M${round(from)},0L${round(to)},${thick / 2}L${round(from)},${thick}z`,
      fill: colourAt(share, kind),
    });
  if (colours.below) group.appendChild(pointed(left, 0, 0));
  if (colours.above) group.appendChild(pointed(right, width, 1));
  const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': stroke.frame };
  const [l, r] = [round(left), round(right)];
  const ends = [colours.above ? `L${round(width)},${thick / 2}` : '', colours.below ? `L0,${thick / 2}` : ''];
  const outline = `M${l},0L${r},0${ends[0]}L${r},${thick}L${l},${thick}${ends[1]}z`;
  group.appendChild(element(document, 'path', { d: outline, ...line }));
  const { major, minor } = barTicks({ scale, low: colours.low, high: colours.high }, right - left, percent ? 100 : 1);
  const mark = (values: number[], length: number) =>
    values.map((v) => `M${round(place(v))},${thick}v${length}`).join('');
  const d =
    mark(minor, 1.4) +
    mark(
      major.map(({ value }) => value),
      2.4,
    );
  if (d !== '') group.appendChild(element(document, 'path', { d, ...line }));
  for (const { value, label } of major) {
    const at = { x: round(place(value)), y: thick + 3 + size.tick, size: size.tick, anchor: 'middle' } as const;
    group.appendChild(drawText(document, [{ text: label }], at));
  }
  if (margin !== undefined) {
    const rules = [-margin, margin].map((v) => `M${round(place(v))},-1.5v${thick + 1.5}`).join('');
    group.appendChild(
      element(document, 'path', { class: 'bar-margin', d: rules, ...line, 'stroke-width': 0.9, stroke: 'black' }),
    );
  }
  return group;
}

/**
 * Of a logarithmic bar over a few decades the halves and fifths are numbered too: colours are hard
 * to interpolate.
 */
function barTicks({ scale, low, high }: Range, length: number, factor: number): Ticks {
  const { major, minor } = roomyTicks({ scale, low: factor * low, high: factor * high }, length, 8);
  const more = scale === 'log' && major.length < 4 ? minor.filter((value) => /^[25]e/.test(value.toExponential())) : [];
  const numbered = [...major, ...more.map((value) => ({ value, label: print(value) }))];
  const apart = length / numbered.length > 30 ? numbered : major;
  return {
    major: apart.map(({ value, label }) => ({ value: value / factor, label })),
    minor: minor.filter((value) => apart === major || !more.includes(value)).map((value) => value / factor),
  };
}
