import type { Figure, LinesPanel, MapPanel, Panel } from '../figures/figure.ts';
import { type Column, csvHeader, csvLines } from './points.ts';

interface Row {
  panel: string;
  facet?: string;
  curve?: string;
  /** `theory`, `measured`, or what a map shows. */
  kind: string;
  x?: number;
  y?: number;
  value?: number | string | null;
  low?: number;
  high?: number;
  trials?: number;
}

/**
 * What a figure draws as a table, for a plot of one's own: a row for each point of a line, each
 * measured point with its error bar, and each cell of a map or matrix.
 */
export function figureToCsv({ panels }: Figure): string {
  const rows = panels.flatMap(rowsOf);
  const column = (name: keyof Row, type: Column['type'] = 'DOUBLE'): Column => ({
    ...{ name, type },
    values: rows.map((row) => row[name] ?? null),
  });
  const columns = [
    column('panel', 'STRING'),
    column('facet', 'STRING'),
    column('curve', 'STRING'),
    column('kind', 'STRING'),
    ...[column('x'), column('y'), column('value'), column('low'), column('high'), column('trials')],
  ];
  return csvHeader(columns) + (rows.length > 0 ? csvLines(columns) : '');
}

function rowsOf(panel: Panel): Row[] {
  const { id, facet } = panel;
  const head = { panel: id, facet };
  if (panel.kind === 'map') return ofMap(panel).map((row) => ({ ...head, ...row }));
  if (panel.kind === 'image')
    return panel.values.flatMap((row, y) => row.map((value, x): Row => ({ ...head, kind: 'entry', x, y, value })));
  return ofLines(panel).map((row) => ({ ...head, ...row }));
}

type Body = Omit<Row, 'panel' | 'facet'>;

function ofLines({ series }: LinesPanel): Body[] {
  return series.flatMap(({ label, theory, points = [] }) => [
    ...(theory?.x ?? []).map(
      (x, i): Body => ({
        ...{ curve: label, kind: 'theory', x, value: theory!.y[i] },
        ...(theory!.band && { low: theory!.band.low[i], high: theory!.band.high[i] }),
      }),
    ),
    ...points.map(
      ({ x, y, low, high, kind, trials }): Body => ({
        ...{ curve: label, kind: kind === 'mean' ? 'measured' : 'measured median' },
        ...{ x, value: y, low, high, trials },
      }),
    ),
  ]);
}

function ofMap({ x, y, values, shows }: MapPanel): Body[] {
  return values.flatMap((row, j) => row.map((value, i): Body => ({ kind: shows, x: x[i], y: y[j], value })));
}
