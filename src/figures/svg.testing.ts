import { DOMParser } from 'linkedom';
import { expect, it } from 'vitest';
import type { Figure } from './figure.ts';
import { figureToPng, figureToSvg } from './node.ts';
import { type Run, textWidth } from './text.ts';

/** What tests read from a drawn figure. */

/** A strict parse (resvg rejects what is not well-formed XML) and no number that is not one. */
export function expectSound(svg: string) {
  const png = figureToPng(svg, { dpi: 36 });
  expect(new DataView(png.buffer, png.byteOffset).getUint32(16), 'width in pixels').toBeGreaterThan(0);
  expect(svg).not.toMatch(/NaN|Infinity|undefined|\[object/);
}

/** What holds for every figure. */
export function itIsSteady(make: () => Figure): void {
  it('is well-formed and free of non-numbers', () => expectSound(figureToSvg(make())));

  it('is the same each time, also through JSON', () => {
    const first = figureToSvg(make());
    expect(figureToSvg(make())).toBe(first);
    expect(figureToSvg(JSON.parse(JSON.stringify(make())))).toBe(first);
    expect(first).not.toMatch(/\bid="/);
  });

  it('does not change its figure', () => {
    const figure = make();
    figureToSvg(figure);
    expect(figure).toEqual(make());
  });
}

/** How many marks the groups of this class hold, over all panels. */
export function marks(svg: string, name: string): number {
  const groups = svg.match(new RegExp(`<g [^>]*class="${name}"[^>]*>[\\s\\S]*?</g>`, 'g')) ?? [];
  return groups.join('').match(/<(path|circle|line)\b/g)?.length ?? 0;
}

export function captionOf(svg: string): string {
  const caption = /<g[^>]*class="caption"[\s\S]*$/.exec(svg)?.[0] ?? '';
  return caption
    .replace(/<\/text>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ');
}

/** Where each text of a drawn figure is, in the figure's units. */
export function textBoxes(svg: string): { text: string; x1: number; x2: number; y1: number; y2: number }[] {
  const document = new DOMParser().parseFromString(svg, 'image/svg+xml') as unknown as Document;
  return Array.from(document.querySelectorAll('text')).map((element) => {
    const text = element.textContent ?? '';
    const inherited = (name: string) => element.closest(`[${name}]`)?.getAttribute(name);
    const size = Number(inherited('font-size'));
    const runs = Array.from(element.childNodes, (node): Run => {
      const style = (name: string) => 'getAttribute' in node && (node as Element).getAttribute(name) !== null;
      return { text: node.textContent ?? '', bold: style('font-weight'), ...(style('font-size') && { shift: 'sub' }) };
    });
    const length = textWidth(runs, size);
    const anchor = inherited('text-anchor') ?? 'start';
    const from = anchor === 'middle' ? -length / 2 : anchor === 'end' ? -length : 0;
    const own = (name: string) => {
      const value = element.getAttribute(name) ?? '0';
      return value.endsWith('em') ? size * Number.parseFloat(value) : Number(value);
    };
    let [x, y] = [own('x'), own('y')];
    let upwards = false;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const transform = at.getAttribute('transform') ?? '';
      const moved = /translate\(([^,)]+),([^)]+)\)/.exec(transform);
      if (moved) [x, y] = [x + Number(moved[1]), y + Number(moved[2])];
      upwards ||= transform.includes('rotate(-90)');
    }
    const [above, below] = [0.72 * size, 0.18 * size];
    return upwards
      ? { text, x1: x - above, x2: x + below, y1: y - from - length, y2: y - from }
      : { text, x1: x + from, x2: x + from + length, y1: y - above, y2: y + below };
  });
}
