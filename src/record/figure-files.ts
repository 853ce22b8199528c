import { toBibtex } from '../figures/bibtex.ts';
import { captionToLatex } from '../figures/caption.ts';
import type { Figure } from '../figures/figure.ts';
import { figureToPng, figureToSvg } from '../figures/node.ts';
import { figureToPdf } from '../figures/pdf.ts';
import type { Source } from '../systems/contract.ts';
import { figureToCsv } from './figure-csv.ts';

/** How a figure is drawn into a record. */
export interface FigureStyle {
  /** In points; default: a paper's column for one panel, two columns for several. */
  width?: number;
  /** In the place of the figure's own; empty for none. */
  title?: string;
  /** Whether the caption is drawn below it. Default: true. */
  caption?: boolean;
}

/**
 * The files of a figure: the picture as SVG, PNG and PDF, what it draws as a table, its caption for
 * LaTeX, and its sources for BibTeX.
 */
export function figureFiles(
  given: Figure,
  sources: readonly Source[],
  { width, title, caption }: FigureStyle = {},
): Record<string, string | Uint8Array> {
  const figure = { ...given, title: title ?? given.title };
  const svg = figureToSvg(figure, { width, caption });
  return {
    'figure.svg': svg,
    'figure.png': figureToPng(svg),
    'figure.pdf': figureToPdf(svg),
    'figure.csv': figureToCsv(figure),
    'caption.tex': captionToLatex(figure),
    'sources.bib': sources.map(toBibtex).join('\n'),
  };
}
