import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../plan/settings.ts';
import { figureFiles } from '../record/figure-files.ts';
import { newFolder, writeInto } from '../record/record.ts';
import type { AnyInstrument, Report } from './contract.ts';
import { csvOf, manifestOf } from './manifest.ts';

/**
 * Writes `report.json`, each table as CSV, the figure and what is attached into a new folder under
 * `out`, and returns its path. Node alone. Throws `NotWritten`.
 */
export function writeReport(instrument: AnyInstrument, report: Report, settings: Settings, out: string): string {
  const { figure, tables, attachments = {}, files } = report;
  const hash = createHash('sha256').update(JSON.stringify([files, settings]));
  const folder = () => newFolder(out, `${instrument.id}-${hash.digest('hex').slice(0, 8)}`);
  return writeInto(out, folder, (made) => {
    writeFileSync(join(made, 'report.json'), `${JSON.stringify(manifestOf(instrument, report, settings), null, 2)}\n`);
    for (const table of tables) writeFileSync(join(made, `${table.id}.csv`), csvOf(table));
    for (const [name, text] of Object.entries(attachments)) writeFileSync(join(made, name), text);
    for (const [name, content] of Object.entries(figureFiles(figure, instrument.sources)))
      writeFileSync(join(made, name), content);
  });
}
