import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figureToPng, figureToSvg } from '../figures/node.ts';
import type { Settings } from '../plan/settings.ts';
import { newFolder, writeInto } from '../record/record.ts';
import { versions } from '../run/version.ts';
import type { AnyInstrument, Report, ReportTable } from './contract.ts';

/**
 * Writes `report.json`, each table as CSV, the figure and what is attached into a new folder under
 * `out`, and returns its path. Node alone. Throws `NotWritten`.
 */
export function writeReport(instrument: AnyInstrument, report: Report, settings: Settings, out: string): string {
  const { figure, tables, attachments = {}, ...rest } = report;
  const manifest = {
    schema: 'orrery-report/1',
    instrument: instrument.id,
    created: new Date().toISOString(),
    settings,
    ...rest,
    versions: versions(),
    sources: instrument.sources,
  };
  const hash = createHash('sha256').update(JSON.stringify([rest.files, settings]));
  const folder = () => newFolder(out, `${instrument.id}-${hash.digest('hex').slice(0, 8)}`);
  return writeInto(out, folder, (made) => {
    const svg = figureToSvg(figure);
    writeFileSync(join(made, 'report.json'), `${JSON.stringify({ ...manifest, tables, figure }, null, 2)}\n`);
    for (const table of tables) writeFileSync(join(made, `${table.id}.csv`), csvOf(table));
    for (const [name, text] of Object.entries(attachments)) writeFileSync(join(made, name), text);
    writeFileSync(join(made, 'figure.svg'), svg);
    writeFileSync(join(made, 'figure.png'), figureToPng(svg));
  });
}

function csvOf({ columns, rows }: ReportTable): string {
  const cell = (value: string | number | null) =>
    typeof value === 'string' && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : (value ?? '');
  const lines = [columns.map(({ name }) => name), ...rows].map((cells) => cells.map(cell).join(','));
  return `${lines.join('\n')}\n`;
}
