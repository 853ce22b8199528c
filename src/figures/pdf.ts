import { createRequire } from 'node:module';
import { fontFiles } from './fonts.ts';

/** As in `node.ts`: loaded when it is used. */
const require = createRequire(import.meta.url);

/** What is used of pdfkit's document; lengths in points, from the upper left. */
export interface PdfDocument {
  x: number;
  y: number;
  font(file: string): this;
  fontSize(points: number): this;
  fillColor(colour: string): this;
  text(text: string, x?: number, y?: number, how?: PdfText): this;
  text(text: string, how?: PdfText): this;
  heightOfString(text: string, how: PdfText): number;
  moveTo(x: number, y: number): this;
  lineTo(x: number, y: number): this;
  lineWidth(points: number): this;
  stroke(colour: string): this;
  end(): void;
  read(): Uint8Array | null;
}

export interface PdfText {
  width?: number;
  continued?: boolean;
  lineGap?: number;
  /** What of the letters is at y; default: the top of the line. */
  baseline?: string;
}

/** A document of one page. The same content gives the same bytes. */
export function openPdf(size: [number, number], title?: string): PdfDocument {
  const PDFDocument = require('pdfkit') as new (options: object) => PdfDocument;
  const info = { CreationDate: new Date(0), ...(title !== undefined && { Title: title }) };
  return new PDFDocument({ size, margin: 0, info });
}

/** Its bytes; nothing can be added after. */
export function closePdf(document: PdfDocument): Uint8Array {
  document.end();
  const parts: Uint8Array[] = [];
  for (let part = document.read(); part !== null; part = document.read()) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * Draws an SVG from `figureToSvg` into a document, as vectors, with the letters that it uses of
 * DejaVu embedded; as large as fits into width and height, with its shape.
 */
export function drawSvg(
  document: PdfDocument,
  svg: string,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  const draw = require('svg-to-pdfkit') as (into: PdfDocument, svg: string, x: number, y: number, how: object) => void;
  const { plain, bold, italic } = fontFiles();
  // The size is given once, in points: as an attribute it would be taken for pixels.
  draw(document, svg.replace(/ (?:width|height)="[\d.]+pt"/g, ''), x, y, {
    ...{ width, height, assumePt: true, preserveAspectRatio: 'xMinYMin meet' },
    fontCallback: (_: string, isBold: boolean, isItalic: boolean) => (isBold ? bold : isItalic ? italic : plain),
  });
}

/** The size of an SVG from `figureToSvg`, in points. Throws `TypeError` for any other. */
export function sizeOf(svg: string): { width: number; height: number } {
  const [width, height] = ['width', 'height'].map((name) =>
    Number(new RegExp(` ${name}="([\\d.]+)pt"`).exec(svg)?.[1]),
  );
  if (!(width > 0 && height > 0))
    throw new TypeError('this takes an SVG from figureToSvg: its root has a size in points');
  return { width, height };
}

/** An SVG from `figureToSvg` as PDF, at the figure's own size. Throws `TypeError` for any other. */
export function figureToPdf(svg: string): Uint8Array {
  const { width, height } = sizeOf(svg);
  const document = openPdf([width, height]);
  drawSvg(document, svg, { x: 0, y: 0, width, height });
  return closePdf(document);
}
