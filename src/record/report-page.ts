import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toText } from '../figures/bibtex.ts';
import { fontFiles } from '../figures/fonts.ts';
import { withoutWords } from '../figures/node.ts';
import { closePdf, drawSvg, openPdf, type PdfDocument, sizeOf } from '../figures/pdf.ts';
import { parseText } from '../figures/text.ts';
import { BadInput } from '../numeric/errors.ts';
import { capital, count, plain } from '../statistics/sentences.ts';
import type { Manifest } from './record.ts';

/** What a report says that the record does not hold. */
export interface ReportWords {
  title: string;
  question: string;
  /** A parameter by its symbol. */
  symbolOf: (key: string) => string;
}

interface Line {
  text: string;
  size: number;
  face?: 'plain' | 'bold' | 'italic';
  colour?: string;
  /** Points below it. */
  gap?: number;
}

/** A4, in points. */
const PAGE: [number, number] = [595.28, 841.89];
const MARGIN = 48;
const WIDTH = PAGE[0] - 2 * MARGIN;
const INK = { holds: '#1b6e4f', broken: '#b03a12', unresolved: '#6a5c1e', 'not judged': '#5c5850' };
const SOFT = '#5c5850';
const RULE = '#dcd7cb';
/** What a page has room for beside its figure. */
const MOST_SENTENCES = 6;
const MOST_SOURCES = 4;
/** A paper's column is not blown up to the width of the page. */
const LARGEST = 1.35;

/**
 * A record on one page: what was asked, the verdict, the figure, the settings, and how to make it
 * again. Throws `BadInput` for a record without its figure, or with a damaged one.
 */
export function reportPage(folder: string, manifest: Manifest, words: ReportWords): Uint8Array {
  const page = openPdf(PAGE, words.title);
  page.y = MARGIN - 12;
  for (const line of headOf(folder, manifest, words)) write(page, line);
  const foot = footOf(folder, manifest, words);
  const height = foot.reduce((sum, line) => sum + heightOf(page, line), 0);
  drawFigure(page, folder, PAGE[1] - MARGIN - page.y - height - 20);
  page
    .lineWidth(0.5)
    .moveTo(MARGIN, page.y)
    .lineTo(PAGE[0] - MARGIN, page.y)
    .stroke(RULE);
  page.y += 8;
  for (const line of foot) write(page, line);
  return closePdf(page);
}

function headOf(
  folder: string,
  { created, verdict, shown, margin }: Manifest,
  { title, question }: ReportWords,
): Line[] {
  const sentences = shown.flatMap((name) => verdict.observables[name]?.sentence ?? []);
  const isMore = sentences.length > MOST_SENTENCES;
  return [
    {
      text: `Orrery · ${basename(folder)} · ${created.slice(0, 16).replace('T', ' ')} UTC`,
      size: 7.5,
      colour: SOFT,
      gap: 10,
    },
    { text: title, size: 16, face: 'bold', gap: 2 },
    { text: question, size: 9.5, face: 'italic', colour: SOFT, gap: 8 },
    {
      text: `${capital(verdict.overall)} at a margin of ${plain(100 * margin, 3)} %`,
      ...{ size: 12, face: 'bold', colour: INK[verdict.overall], gap: 2 },
    },
    ...sentences.slice(0, MOST_SENTENCES).map((text): Line => ({ text: `${capital(text)}.`, size: 8, gap: 1 })),
    ...(isMore ? [{ text: `… and ${sentences.length - MOST_SENTENCES} more in result.json.`, size: 8 }] : []),
    { text: '', size: 4 },
  ];
}

function footOf(folder: string, manifest: Manifest, { symbolOf }: ReportWords): Line[] {
  const { system, seed, engineDescription, versions, sources, counts, parameters, settings } = manifest;
  const trials = counts.flat();
  const most = trials.reduce((so, one) => Math.max(so, one), 0);
  const all = Object.entries({ ...parameters, ...settings }).map(
    ([key, value]) => `${symbolOf(key)} = ${valueWords(value)}`,
  );
  const head = (text: string): Line => ({ text, size: 9, face: 'bold', gap: 2 });
  return [
    head('What was measured'),
    {
      text: `${count(trials.length, 'point')} with up to ${count(most, 'trial')}: ${all.join(', ')}.`,
      size: 8,
      gap: 5,
    },
    head('To make it again'),
    { text: `orrery verify ${basename(folder)}`, size: 8, gap: 1 },
    {
      text: `${system}, seed ${seed}, ${engineDescription}, Orrery ${versions.orrery}${versions.node ? `, Node ${versions.node}` : ''}`,
      ...{ size: 8, gap: 5 },
    },
    head('Sources'),
    ...sources.slice(0, MOST_SOURCES).map((source): Line => ({ text: toText(source), size: 7.5, gap: 1 })),
    ...(sources.length > MOST_SOURCES
      ? [{ text: `… and ${sources.length - MOST_SOURCES} more: orrery cite ${system}`, size: 7.5 }]
      : []),
  ];
}

/** A setting as it was typed; a long one by its beginning. */
function valueWords(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : `${value}`;
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

const HOW = { width: WIDTH, lineGap: 1.5 };

function heightOf(page: PdfDocument, { text, size, face = 'plain', gap = 0 }: Line): number {
  return page.font(fontFiles()[face]).fontSize(size).heightOfString(text, HOW) + gap;
}

/** Of the font, from the top of a line to where its letters stand, in units of its size. */
const ASCENT = 0.928;

/** Scripts are smaller, and stand on the same line. */
function write(page: PdfDocument, { text, size, face = 'plain', colour = 'black', gap = 0 }: Line): void {
  const end = page.y + heightOf(page, { text, size, face, gap });
  const runs = parseText(text);
  page.font(fontFiles()[face]).fillColor(colour);
  for (const [i, { text: piece, shift }] of runs.entries()) {
    page.fontSize(shift ? 0.75 * size : size);
    const how = { ...HOW, continued: i < runs.length - 1, baseline: 'alphabetic' };
    if (i === 0) page.text(piece, MARGIN, page.y + ASCENT * size, how);
    else page.text(piece, how);
  }
  page.y = end;
}

/** As wide as the page, or as high as the room. */
function drawFigure(page: PdfDocument, folder: string, room: number): void {
  const svg = readFigure(folder);
  const size = sizeOf(svg);
  const scale = Math.min(LARGEST, WIDTH / size.width, room / size.height);
  const [width, height] = [scale * size.width, scale * size.height];
  drawSvg(page, svg, { x: MARGIN + (WIDTH - width) / 2, y: page.y, width, height });
  page.y += height + 8;
}

function readFigure(folder: string): string {
  const file = join(folder, 'figure.svg');
  if (!existsSync(file))
    throw new BadInput(`${folder} has no figure.svg: the record is damaged, or of a run that has not ended`);
  try {
    return withoutWords(readFileSync(file, 'utf8'));
  } catch {
    throw new BadInput(`${file} is damaged: copy the record again, or make its run anew`);
  }
}
