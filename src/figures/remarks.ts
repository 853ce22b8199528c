import type { Figure, FigurePoint, Panel } from './figure.ts';
import type { PreparedFigure } from './prepare.ts';

/** A paragraph of the caption; `lead` is set in bold before it. */
export interface Paragraph {
  lead?: string;
  text: string;
}

/** The whole text below a figure: the verdict, the figure's own caption, how to read the marks, and what is not shown. */
export function remarks(figure: Figure, prepared: PreparedFigure): Paragraph[] {
  const own = figure.caption.filter((text) => text.trim() !== '').map((text) => ({ text }));
  const legend = [...howToRead(figure, prepared), ...notShown(prepared)].join(' ');
  return [...verdicts(figure.panels), ...own, ...(legend === '' ? [] : [{ text: legend }])];
}

/** `(a)`, `(b)`, … */
export function panelLetter(index: number): string {
  return `(${String.fromCharCode(97 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26)})`;
}

export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

function verdicts(panels: Panel[]): Paragraph[] {
  const judged = panels.map((panel, i) => ({ panel, i })).filter(({ panel }) => panel.verdict !== undefined);
  if (judged.length === 0) return [];
  const bound = ({ relation }: Panel) =>
    relation === 'atMost' ? ' as an upper bound' : relation === 'atLeast' ? ' as a lower bound' : '';
  const margin = (panel: Panel) => (panel.margin === undefined ? '' : ` at a margin of ${percent(panel.margin)}`);
  if (panels.length === 1) {
    const [panel] = panels;
    const word = panel.verdict!;
    return [{ lead: `${word[0].toUpperCase()}${word.slice(1)}`, text: `${bound(panel)}${margin(panel)}.`.trimStart() }];
  }
  const margins = new Set(judged.map(({ panel }) => margin(panel)));
  const own = margins.size > 1;
  const each = judged.map(
    ({ panel, i }) => `${panelLetter(i)} ${panel.verdict}${bound(panel)}${own ? margin(panel) : ''}`,
  );
  const [shared] = margins;
  return [{ lead: 'Verdict:', text: `${each.join(', ')}${own || shared === '' ? '' : `; all${shared}`}.` }];
}

function howToRead(figure: Figure, prepared: PreparedFigure): string[] {
  const said: string[] = [];
  const points = figure.panels.flatMap((panel) => panel.series.flatMap((series) => series.points ?? []));
  const curves = prepared.panels.flatMap((panel) => panel.curves);
  if (curves.some((curve) => curve.line.length > 0)) {
    const shaded = curves.some((curve) => curve.band.length > 0 || curve.isolatedBand.length > 0);
    said.push(`Lines: theory${shaded ? ', shaded: the margin' : ''}.`);
  }
  const means = points.filter((point) => point.kind === 'mean');
  if (means.length > 0) {
    const marks = figure.panels.map((panel) => (panel.mark === 'bars' ? 'Columns' : 'Markers'));
    said.push(
      `${[...new Set(marks)].sort().reverse().join(' and ').replace('and C', 'and c')}: mean of ${trials(means)}; bars: ${figure.bars?.mean ?? '±2 standard errors'}.`,
    );
  }
  const medians = points.filter((point) => point.kind === 'median');
  if (medians.length > 0) {
    const bars = figure.bars?.median ?? 'the interquartile range';
    said.push(`Open markers with a dot: median of ${trials(medians)}; bars: ${bars}.`);
  }
  if (means.some((point) => !point.judged)) said.push('Open: not judged.');
  if (means.some((point) => point.broken)) said.push('Ringed: outside the margin.');
  if (curves.some((curve) => curve.traces.length > 0)) said.push('Thin lines: trials still running.');
  return said;
}

function trials(points: FigurePoint[]): string {
  const counts = points.map((point) => point.trials);
  const [least, most] = [counts.reduce((a, b) => Math.min(a, b)), counts.reduce((a, b) => Math.max(a, b))];
  return `${least === most ? least : `${least} to ${most}`} trial${most === 1 ? '' : 's'}`;
}

function notShown({ counts }: PreparedFigure): string[] {
  const some = (count: number, singular: string, plural: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? singular : plural}.`];
  return [
    ...some(counts.outside, 'point lies outside the frame (arrow)', 'points lie outside the frame (arrows)'),
    ...(counts.gaps > 0 ? ['Gaps in the lines: theory diverges or has no prediction there.'] : []),
    ...some(
      counts.notPositive,
      'value is not positive and has no place on a logarithmic axis',
      'values are not positive and have no place on a logarithmic axis',
    ),
    ...some(counts.notFinite, 'point is not finite and is not shown', 'points are not finite and are not shown'),
  ];
}
