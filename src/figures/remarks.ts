import { percent } from '../statistics/sentences.ts';
import type { Figure, FigurePoint, FigureVerdict, LinesPanel, MapPanel } from './figure.ts';
import type { PreparedFigure, PreparedPanel } from './prepare.ts';
import { hasTheory, type PreparedLines } from './prepare-lines.ts';

/** A paragraph of the caption; `lead` is set in bold before it. */
export interface Paragraph {
  lead?: string;
  text: string;
}

/**
 * The whole text below a figure: the verdict, the figure's own caption, how to read the marks, and
 * what is not shown.
 */
export function remarks(figure: Figure, prepared: PreparedFigure): Paragraph[] {
  const own = figure.caption.filter((text) => text.trim() !== '').map((text) => ({ text }));
  const legend = [...howToRead(figure, prepared), ...notShown(prepared)].join(' ');
  return [...verdicts(figure, prepared.blocks), ...own, ...(legend === '' ? [] : [{ text: legend }])];
}

/** `(a)`, `(b)`, … */
export function panelLetter(index: number): string {
  return `(${String.fromCharCode(97 + (index % 26))}${index < 26 ? '' : Math.floor(index / 26)})`;
}

type JudgedPanel = (LinesPanel | MapPanel) & { verdict: FigureVerdict };

/** What a verdict belongs to: `(a)`, and its `λ = 0.01` where the small multiples do not agree. */
interface NamedPanel {
  name: string;
  panel: JudgedPanel;
}

function verdicts({ verdict: overall }: Figure, blocks: PreparedPanel[][]): Paragraph[] {
  const judged = blocks.flatMap((block, i) => judgedOf(block, panelLetter(i)));
  if (judged.length === 0) return [];
  const bound = ({ relation }: JudgedPanel) =>
    relation === 'atMost' ? ' as an upper bound' : relation === 'atLeast' ? ' as a lower bound' : '';
  const margin = (panel: JudgedPanel) => (panel.margin === undefined ? '' : ` at a margin of ${percent(panel.margin)}`);
  const capital = (word: string) => `${word[0].toUpperCase()}${word.slice(1)}`;
  const isOfPanels = overall === undefined || judged.some(({ panel }) => panel.verdict === overall);
  if (blocks.length === 1 && judged.length === 1) {
    const [{ panel }] = judged;
    const text = `${bound(panel)}${margin(panel)}.`.trimStart();
    if (isOfPanels) return [{ lead: capital(panel.verdict), text }];
    return [{ lead: `${capital(overall)}:`, text: `${panel.label} ${panel.verdict} ${text}` }];
  }
  const margins = new Set(judged.map(({ panel }) => margin(panel)));
  const own = margins.size > 1;
  const each = judged.map(({ name, panel }) => `${name} ${panel.verdict}${bound(panel)}${own ? margin(panel) : ''}`);
  const [shared] = margins;
  return [
    {
      lead: isOfPanels ? 'Verdict:' : `${capital(overall)}:`,
      text: `${each.join(', ')}${own || shared === '' ? '' : judged.length === 1 ? shared : `; all${shared}`}.`,
    },
  ];
}

/** One for a block whose panels agree, else one for each; the verdict of most comes last. */
function judgedOf(block: PreparedPanel[], letter: string): NamedPanel[] {
  const panels = block.flatMap(({ panel }) => (isJudged(panel) ? [panel] : []));
  const said = ({ verdict, relation, margin }: JudgedPanel) => `${verdict} ${relation} ${margin}`;
  const alike = [...new Set(panels.map(said))].map((words) => panels.filter((panel) => said(panel) === words));
  alike.sort((a, b) => a.length - b.length);
  return alike.map((some, i): NamedPanel => {
    const rest = i === alike.length - 1 && panels.length === block.length;
    const names = rest ? 'else' : some.map(({ facet }) => facet).join(', ');
    const name = alike.length === 1 && rest ? letter : `${i === 0 ? `${letter} ` : ''}${names}:`;
    return { name, panel: some[0] };
  });
}

function isJudged(panel: PreparedPanel['panel']): panel is JudgedPanel {
  return panel.kind !== 'image' && panel.verdict !== undefined;
}

function howToRead(figure: Figure, prepared: PreparedFigure): string[] {
  if (figure.reading !== undefined) return [figure.reading];
  const said: string[] = [];
  const lines = prepared.panels.filter((panel): panel is PreparedLines => panel.kind === 'lines');
  const points = lines.flatMap(({ panel }) => panel.series.flatMap((series) => series.points ?? []));
  const curves = lines.flatMap((panel) => panel.curves);
  if (curves.some(hasTheory)) {
    const shaded = curves.some((curve) => curve.band.length > 0 || curve.isolatedBand.length > 0);
    said.push(`Lines: theory${shaded ? ', shaded: the margin' : ''}.`);
  }
  const means = points.filter((point) => point.kind === 'mean');
  if (means.length > 0) {
    const marks = lines.map(({ panel }) => (panel.mark === 'bars' ? 'Columns' : 'Markers'));
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
  if (lines.some(({ guides }) => guides.length > 0)) said.push('Dashed beside a line: its predicted slope.');
  if (curves.some(({ poles }) => poles.length > 0)) said.push('Dashed upright: theory diverges.');
  return [...said, ...strips(lines), ...levels(prepared.blocks), ...deviations(prepared.blocks)];
}

/** How the strips below panels are to be read. */
function strips(lines: PreparedLines[]): string[] {
  const drawn = lines.flatMap((line) => (line.deviations ? [line.deviations] : []));
  if (drawn.every(({ curves }) => curves.every(({ points, outside }) => points.length + outside.length === 0)))
    return [];
  const isCut = drawn.some(({ curves }) => curves.some(({ outside }) => outside.length > 0));
  const beyond = isCut ? '; arrows: beyond the strip' : '';
  return [`Strip: (measured − theory) / |theory|, shaded: what the margin allows${beyond}.`];
}

/** What the dotted lines are, each said once. */
function levels(blocks: PreparedPanel[][]): string[] {
  const drawn = blocks.flatMap(([{ kind, panel, y }]) =>
    kind === 'lines' && panel.level && panel.level.value >= y.low && panel.level.value <= y.high
      ? [`${panel.level.label}, ${panel.symbol ?? panel.label} = ${panel.level.value}`]
      : [],
  );
  return drawn.length === 0 ? [] : [`Dotted: ${[...new Set(drawn)].join('; ')}.`];
}

function deviations(blocks: PreparedPanel[][]): string[] {
  const several = blocks.length > 1;
  const letters = blocks.flatMap(([{ panel }], i) =>
    panel.kind === 'map' && panel.shows === 'deviation' ? [panelLetter(i)] : [],
  );
  if (letters.length === 0) return [];
  const margins = blocks.flatMap(([first]) =>
    first.kind === 'cells' && first.colours?.margin !== undefined ? [percent(first.colours.margin)] : [],
  );
  const where = several ? ` in ${letters.join(', ')}` : '';
  const margin = [...new Set(margins)].join(' or ');
  const beyond = blocks.some((block) => block.some(isAllowedMore))
    ? '+ and −: beyond what is allowed; cells past the lines without a sign are within the addition to the margin'
    : '+ and −: beyond it';
  const marked = margins.length === 0 ? '' : `; lines in the colour bar: the margin of ${margin}, ${beyond}`;
  return [`Deviation${where}: (measured − theory) / |theory|${marked}.`];
}

/**
 * Whether a deviation lies past the margin and yet not outside: an absolute allowance adds to it.
 */
function isAllowedMore(block: PreparedPanel): boolean {
  if (block.kind !== 'cells' || block.panel.kind !== 'map' || block.panel.shows !== 'deviation') return false;
  const margin = block.colours?.margin ?? Infinity;
  return block.cells.some(
    ({ content }) => content.kind === 'value' && content.sign === undefined && Math.abs(content.value) > margin,
  );
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
      counts.beyond,
      'cell lies past the end of its colours (pointed)',
      'cells lie past the ends of their colours (pointed)',
    ),
    ...some(
      counts.notPositive,
      'value is not positive and has no place on a logarithmic axis',
      'values are not positive and have no place on a logarithmic axis',
    ),
    ...some(counts.notFinite, 'point is not finite and is not shown', 'points are not finite and are not shown'),
  ];
}
