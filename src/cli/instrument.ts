import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Bytes } from '../data/parse.ts';
import { report } from '../instruments/conduct.ts';
import type { AnyInstrument, InputFile, Report, ReportTable } from '../instruments/contract.ts';
import { findInstrument } from '../instruments/registry.ts';
import { writeReport } from '../instruments/write-report.ts';
import { BadInput } from '../numeric/errors.ts';
import { readAssignments } from '../plan/settings.ts';
import { prepareOutput } from '../record/record.ts';
import { plain } from '../statistics/sentences.ts';
import { fractionBar } from './progress.ts';
import { kept } from './run.ts';
import { tableText, whyUnreadable } from './settings.ts';

/** `orrery <instrument> file… key=value…`. */
export async function runInstrument(
  id: string,
  words: string[],
  options: { out: string; json?: boolean },
): Promise<void> {
  const instrument = await findInstrument(id);
  const settings = readAssignments(words.slice(instrument.inputs.length));
  const files = words.slice(0, instrument.inputs.length).map((path) => openFile(path, instrument));
  prepareOutput(options.out);
  const bar = fractionBar(id, options.json);
  let made: Report;
  try {
    made = await report(instrument, files, settings, { progress: bar.update });
  } finally {
    bar.stop();
  }
  process.exitCode = { holds: 0, broken: 1, unresolved: 4 }[made.backTest.verdict];
  if (!options.json) say(made);
  const folder = kept(() => writeReport(instrument, made, settings, options.out));
  if (options.json) console.log(JSON.stringify({ instrument: id, ...made, record: folder ?? null }));
  else if (folder !== undefined) console.error(`figure: ${join(folder, 'figure.png')}\nrecord: ${folder}`);
}

function openFile(path: string, { id, inputs }: AnyInstrument): InputFile {
  if (path.includes('=') && !path.includes('.'))
    throw new BadInput(
      `'${path}' stands where a file should: orrery ${id} ${inputs.map(({ name }) => `${name}.csv`).join(' ')} ${path}`,
    );
  return {
    name: basename(path),
    origin: path,
    bytes: async () => {
      try {
        return new Uint8Array(await readFile(path)) as Bytes;
      } catch (error) {
        throw new BadInput(`${path} cannot be read: ${whyUnreadable(error)}`);
      }
    },
  };
}

/** The back-test first. */
function say({ backTest, answers, tables, notes, readings }: Report): void {
  for (const line of readings) console.error(line);
  console.log(`${backTest.sentence}.`);
  for (const answer of answers) console.log(answer);
  for (const { level, message } of notes) if (level === 'strained') console.log(`  strained: ${message}`);
  for (const table of tables) console.log(`\n# ${table.title}\n${textOf(table)}`);
  for (const { level, message } of notes) if (level === 'note') console.error(`note: ${message}`);
}

function textOf({ columns, rows }: ReportTable): string {
  const cell = (value: string | number | null) =>
    value === null ? '–' : typeof value === 'number' ? plain(value, 4) : value;
  return tableText([columns.map(({ label }) => label), ...rows.map((row) => row.map(cell))]);
}
