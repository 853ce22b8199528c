import { escapeLatex } from './bibtex.ts';
import type { Figure } from './figure.ts';
import { prepare } from './prepare.ts';
import { remarks } from './remarks.ts';
import { parseText, type Run } from './text.ts';

/**
 * What stands below a figure, for `\caption{\input{caption}}`: verdict and numbers, settings, what
 * is strained, the source, and how to read the marks. ASCII, for every LaTeX.
 */
export function captionToLatex(figure: Figure): string {
  const paragraphs = remarks(figure, prepare(figure)).map(({ lead, text }) => {
    const words = parseText(text).map(runToLatex).join('');
    return lead ? `\\textbf{${escapeLatex(lead)}} ${words}` : words;
  });
  return `${paragraphs.join('\n')}\n`;
}

function runToLatex({ text, shift, italic }: Run): string {
  const words = escapeLatex(text);
  if (shift) return `\\text${shift === 'sub' ? 'sub' : 'super'}script{${words}}`;
  return italic && /^[A-Za-z]+$/.test(text) ? `\\textit{${words}}` : words;
}
