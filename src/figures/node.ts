import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { type DrawOptions, drawFigure } from './draw.ts';
import type { Figure } from './figure.ts';
import { fontFiles } from './fonts.ts';
import { sizeOf } from './pdf.ts';
import { svgNamespace } from './text.ts';

/**
 * For what is loaded when it is used: most commands draw nothing, and linkedom takes a tenth of a
 * second.
 */
const require = createRequire(import.meta.url);

/** A standalone SVG document. The same figure gives the same bytes. */
export function figureToSvg(figure: Figure, options: DrawOptions = {}): string {
  const { DOMParser } = require('linkedom') as typeof import('linkedom');
  // An XML document, not an HTML one: its serialisation escapes attributes and closes every element
  const document = new DOMParser().parseFromString(`<svg xmlns="${svgNamespace}"/>`, 'image/svg+xml');
  const svg = drawFigure(figure, document as unknown as Document, options);
  return `${svg.toString()}\n`;
}

/**
 * An SVG from `figureToSvg` without its title and its caption, and as much lower. Throws
 * `TypeError` for any other.
 */
export function withoutWords(svg: string): string {
  const { DOMParser } = require('linkedom') as typeof import('linkedom');
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement!;
  const { width, height } = sizeOf(svg);
  const parts = Array.from(root.children);
  const top = (part: (typeof parts)[number]) => Number(/,([\d.]+)\)/.exec(part.getAttribute('transform') ?? '')?.[1]);
  const kept = parts.filter((part) => !['title', 'caption'].includes(part.getAttribute('class') ?? ''));
  const end = parts.find((part) => part.getAttribute('class') === 'caption');
  const [from, to] = [top(kept[0]) - 2, end ? top(end) - 2 : height];
  for (const part of parts) if (!kept.includes(part)) part.remove();
  root.setAttribute('viewBox', `0 ${from} ${width} ${to - from}`);
  root.setAttribute('height', `${to - from}pt`);
  return root.toString();
}

/**
 * The SVG as PNG, on white, at 300 dpi unless told otherwise. Fonts come from the
 * `dejavu-fonts-ttf` package and never from the system, so that every machine draws the same.
 */
export function figureToPng(svg: string, options: { dpi?: number; background?: string } = {}): Uint8Array {
  const { dpi = 300, background = 'white' } = options;
  const width = /\bwidth="([\d.]+)pt"/.exec(svg);
  if (!width) throw new TypeError('figureToPng takes an SVG from figureToSvg: its root has a width in points');
  const image = new Resvg(svg, {
    background,
    fitTo: { mode: 'width', value: Math.round((Number(width[1]) / 72) * dpi) },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(fontFiles()),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return new Uint8Array(image.render().asPng());
}
