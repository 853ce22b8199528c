import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { parameterMeta } from '../plan/settings.ts';
import { readManifest } from '../record/record.ts';
import { reportPage } from '../record/report-page.ts';
import { openSystem } from '../systems/open.ts';
import { whyUnreadable } from './settings.ts';

/** Writes a record as one page of PDF. */
export async function report(folder: string, { to = join(folder, 'report.pdf') }: { to?: string }): Promise<void> {
  const manifest = readManifest(folder);
  const system = await openSystem(manifest.origin?.file ?? manifest.system);
  const preset = system.presets.find(({ id }) => id === manifest.preset);
  const page = reportPage(folder, manifest, {
    title: preset?.title ?? system.title,
    question: system.question,
    symbolOf: (key) => parameterMeta(system, key)?.symbol ?? key,
  });
  if (!to.endsWith('.pdf')) throw new BadInput(`--to ${to} must be a PDF, as in --to report.pdf`);
  try {
    writeFileSync(to, page);
  } catch (error) {
    throw new BadInput(`${to} cannot be written (${whyUnreadable(error)}); choose another place with --to`);
  }
  console.error(`report: ${to}`);
}
