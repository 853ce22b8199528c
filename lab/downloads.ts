import { toBibtex } from '../src/figures/bibtex.ts';
import { drawFigure } from '../src/figures/draw.ts';
import type { Figure } from '../src/figures/figure.ts';
import type { Source } from '../src/systems/contract.ts';
import type { Outcome, Table } from './work/protocol.ts';

// Files that a visitor takes away, made in the browser.

export type Format = 'SVG' | 'PNG' | 'CSV' | 'JSON' | 'BibTeX';
export const FORMATS: Format[] = ['SVG', 'PNG', 'CSV', 'JSON', 'BibTeX'];

export interface Content {
  name: string;
  figure: Figure;
  outcome?: Outcome;
  table: Table;
  sources: Source[];
}

/**
 * The file of this format. CSV and JSON are those of a record when the run has ended, else the
 * numbers shown.
 */
export async function fileOf(format: Format, content: Content): Promise<File> {
  const { name, figure, outcome, table, sources } = content;
  const file = (data: BlobPart, extension: string, type: string) => new File([data], `${name}.${extension}`, { type });
  switch (format) {
    case 'SVG':
      return file(standalone(figure), 'svg', 'image/svg+xml');
    case 'PNG':
      return file(await pngOf(figure), 'png', 'image/png');
    case 'CSV':
      return file(outcome?.ended?.csv ?? csvOf(table), 'csv', 'text/csv');
    case 'JSON':
      return file(outcome?.ended?.json ?? `${JSON.stringify(figure, null, 1)}\n`, 'json', 'application/json');
    case 'BibTeX':
      return file(sources.map(toBibtex).join('\n'), 'bib', 'text/x-bibtex');
  }
}

export function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** As the command line draws it: for paper, with title and caption. */
function standalone(figure: Figure): string {
  return `${new XMLSerializer().serializeToString(drawFigure(figure, document))}\n`;
}

/** At 300 dots per inch. */
async function pngOf(figure: Figure): Promise<Blob> {
  const svg = drawFigure(figure, document);
  const [, , width, height] = svg.getAttribute('viewBox')!.split(' ').map(Number);
  const scale = 300 / 72;
  const image = new Image();
  const address = URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' }),
  );
  try {
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function csvOf({ columns, rows }: Table): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
