import type { Settings } from '../plan/settings.ts';
import { versions } from '../run/version.ts';
import type { Instrument, Report, ReportTable } from './contract.ts';

/** What `report.json` holds: everything but what is attached. */
export function manifestOf(
  { id, sources }: Pick<Instrument, 'id' | 'sources'>,
  { attachments, ...report }: Report,
  settings: Settings,
): Record<string, unknown> {
  return {
    schema: 'orrery-report/1',
    instrument: id,
    created: new Date().toISOString(),
    settings,
    ...report,
    versions: versions(),
    sources,
  };
}

/** The numbers in full, with their columns' names. */
export function csvOf({ columns, rows }: ReportTable): string {
  const cell = (value: string | number | null) =>
    typeof value === 'string' && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : (value ?? '');
  const lines = [columns.map(({ name }) => name), ...rows].map((cells) => cells.map(cell).join(','));
  return `${lines.join('\n')}\n`;
}
