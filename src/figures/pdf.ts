import { createRequire } from 'node:module';
import { fontFiles } from './fonts.ts';

/** As in `node.ts`: loaded when it is used. */
const require = createRequire(import.meta.url);

/** What is used of pdfkit's document. */
interface Document {
  end(): void;
  read(): Uint8Array | null;
}

/**
 * An SVG from `figureToSvg` as PDF: vectors, with the letters that it uses of DejaVu embedded, at
 * the figure's own size. The same SVG gives the same bytes. Throws `TypeError` for any other SVG.
 */
export function figureToPdf(svg: string): Uint8Array {
  const [width, height] = ['width', 'height'].map((name) =>
    Number(new RegExp(` ${name}="([\\d.]+)pt"`).exec(svg)?.[1]),
  );
  if (!(width > 0 && height > 0))
    throw new TypeError('figureToPdf takes an SVG from figureToSvg: its root has a size in points');
  const PDFDocument = require('pdfkit') as new (options: object) => Document;
  const drawSvg = require('svg-to-pdfkit') as (
    document: Document,
    svg: string,
    x: number,
    y: number,
    how: object,
  ) => void;
  const document = new PDFDocument({ size: [width, height], margin: 0, info: { CreationDate: new Date(0) } });
  const { plain, bold, italic } = fontFiles();
  // The size is given once, in points: as an attribute it would be taken for pixels.
  drawSvg(document, svg.replace(/ (?:width|height)="[\d.]+pt"/g, ''), 0, 0, {
    ...{ width, height, assumePt: true },
    fontCallback: (_: string, isBold: boolean, isItalic: boolean) => (isBold ? bold : isItalic ? italic : plain),
  });
  document.end();
  const parts: Uint8Array[] = [];
  for (let part = document.read(); part !== null; part = document.read()) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
