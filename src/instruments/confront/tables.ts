import type { Cell } from '../../judge/summary.ts';
import { count } from '../../statistics/sentences.ts';
import type { ReportTable } from '../contract.ts';
import type { Confronted } from './confrontation.ts';
import type { Fitted } from './fit-parameter.ts';

/** A longer table has those alone that are farthest from theory. */
const MOST_ROWS = 30;

/** Every measurement beside theory, or those farthest from it. */
export function deviationsTable({ plan, cells, shown }: Confronted): ReportTable {
  const swept = [...(plan.axis ? [plan.axis.name] : []), ...plan.families.map(({ name }) => name)];
  const mine = cells.filter(({ measurement }) => shown.includes(measurement.observable));
  const hasPlace = mine.some(({ measurement }) => measurement.coordinate !== undefined);
  const hasSecond = mine.some(({ measurement }) => measurement.second !== undefined);
  const far = [...mine].sort((a, b) => distanceOf(b.cell) - distanceOf(a.cell)).slice(0, MOST_ROWS);
  const chosen = mine.length <= MOST_ROWS ? mine : far;
  return {
    id: 'deviations',
    title:
      mine.length <= MOST_ROWS
        ? 'Measured and predicted'
        : `The ${MOST_ROWS} of ${count(mine.length, 'measurement')} that are farthest from theory; all are in points.csv`,
    columns: [
      ...['row', ...swept, ...(hasPlace ? ['coordinate'] : []), ...(hasSecond ? ['second'] : [])].map(same),
      ...['observable', 'measured'].map(same),
      { name: 'standardError', label: 'standard error' },
      same('predicted'),
      { name: 'deviation', label: 'deviation %' },
      same('verdict'),
    ],
    rows: chosen.map(({ measurement, cell }) => [
      measurement.line,
      ...swept.map((name) => shownValue(measurement.given[name])),
      ...(hasPlace ? [measurement.coordinate ?? null] : []),
      ...(hasSecond ? [measurement.second ?? null] : []),
      measurement.observable,
      centre(cell),
      errorOf(cell),
      finite(cell.predicted),
      finite(deviationOf(cell) === undefined ? undefined : 100 * deviationOf(cell)!),
      cell.judgement?.verdict ?? `not judged: ${cell.reason ?? ''}`,
    ]),
  };
}

export function fittedTable({ sought, value, low, high, isOpen, points, reduced, undetermined }: Fitted): ReportTable {
  return {
    id: 'fitted',
    title: 'Fitted, with the 95 % interval',
    columns: ['parameter', 'value', 'low', 'high', 'measurements', 'chi2PerDegree', 'remark'].map(same),
    rows: [
      [
        sought.key,
        value,
        isOpen.low ? null : low,
        isOpen.high ? null : high,
        points,
        reduced ?? null,
        undetermined ?? '',
      ],
    ],
  };
}

/** (measured − predicted) / |predicted|. */
export function deviationOf(cell: Cell): number | undefined {
  const measured = centre(cell);
  if (measured === null || cell.predicted === undefined || cell.predicted === 0) return undefined;
  return (measured - cell.predicted) / Math.abs(cell.predicted);
}

function distanceOf(cell: Cell): number {
  const deviation = Math.abs(deviationOf(cell) ?? -1);
  return Number.isFinite(deviation) ? deviation : -1;
}

function centre({ measured }: Cell): number | null {
  if (!measured) return null;
  return 'mean' in measured ? measured.mean : measured.median;
}

function errorOf({ measured }: Cell): number | null {
  return measured && 'mean' in measured ? finite(measured.standardError) : null;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function shownValue(value: unknown): string | number | null {
  return typeof value === 'number' || typeof value === 'string'
    ? value
    : value === undefined
      ? null
      : JSON.stringify(value);
}

function same(name: string): { name: string; label: string } {
  return { name, label: name };
}
