import { toBibtex } from '../src/figures/bibtex.ts';
import { drawFigure } from '../src/figures/draw.ts';
import type { Figure } from '../src/figures/figure.ts';
import type { Report } from '../src/instruments/contract.ts';
import { csvOf, manifestOf } from '../src/instruments/manifest.ts';
import type { Source } from '../src/systems/contract.ts';
import type { Files, InstrumentDeclaration } from './work/protocol.ts';

// Files that a visitor takes away, made in the browser.

export type Format = 'SVG' | 'PNG' | 'CSV' | 'JSON' | 'BibTeX';
export const FORMATS: Format[] = ['SVG', 'PNG', 'CSV', 'JSON', 'BibTeX'];

export interface Content {
  /** Of the system: the files' names begin with it. */
  name: string;
  sources: Source[];
  /** What a record holds, asked for when it is wanted. */
  files: () => Promise<Files>;
}

/** The file of this format: a record's, as far as the run is. */
export async function fileOf(format: Format, { name, sources, files }: Content): Promise<File> {
  const file = (data: BlobPart, end: string, type: string) => new File([data], `${name}-${end}`, { type });
  switch (format) {
    case 'SVG':
      return file(standalone((await files()).figure), 'figure.svg', 'image/svg+xml');
    case 'PNG':
      return file(await pngOf((await files()).figure), 'figure.png', 'image/png');
    case 'CSV':
      return file((await files()).csv, 'points.csv', 'text/csv');
    case 'JSON':
      return file((await files()).json, 'result.json', 'application/json');
    case 'BibTeX':
      return file(sources.map(toBibtex).join('\n'), 'sources.bib', 'text/x-bibtex');
  }
}

export type ReportFormat = 'SVG' | 'PNG' | 'JSON' | 'tables';
export const REPORT_FORMATS: ReportFormat[] = ['SVG', 'PNG', 'JSON', 'tables'];

/** Of a report, the file of this format: the tables one below the other. */
export async function fileOfReport(
  format: ReportFormat,
  instrument: InstrumentDeclaration,
  report: Report,
  settings: Record<string, string>,
): Promise<File> {
  const file = (data: BlobPart, end: string, type: string) => new File([data], `${instrument.id}-${end}`, { type });
  switch (format) {
    case 'SVG':
      return file(standalone(report.figure), 'figure.svg', 'image/svg+xml');
    case 'PNG':
      return file(await pngOf(report.figure), 'figure.png', 'image/png');
    case 'JSON':
      return file(
        `${JSON.stringify(manifestOf(instrument, report, settings), null, 2)}\n`,
        'report.json',
        'application/json',
      );
    case 'tables':
      return file(
        report.tables.map((table) => `# ${table.title}\n${csvOf(table)}`).join('\n'),
        'tables.csv',
        'text/csv',
      );
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
