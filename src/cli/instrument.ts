import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { bundledFile } from '../data/open.ts';
import type { Bytes } from '../data/parse.ts';
import { costOf, report } from '../instruments/conduct.ts';
import type { AnyInstrument, InputFile, Report, ReportTable } from '../instruments/contract.ts';
import { findInstrument, instruments } from '../instruments/registry.ts';
import { writeReport } from '../instruments/write-report.ts';
import { type EngineChoice, selectEngine } from '../numeric/engines/select.ts';
import { BadInput } from '../numeric/errors.ts';
import type { Settings } from '../plan/settings.ts';
import { prepareOutput } from '../record/record.ts';
import { openData } from '../run/open-data.ts';
import { plain } from '../statistics/sentences.ts';
import { openSystem } from '../systems/open.ts';
import { duration } from './duration.ts';
import { readWords } from './instrument-words.ts';
import { fractionBar } from './progress.ts';
import { kept } from './run.ts';
import { tableText, whyUnreadable } from './settings.ts';

export interface InstrumentFlags {
  out: string;
  engine: EngineChoice;
  dryRun?: boolean;
  json?: boolean;
}

/** `orrery <instrument> file… key=value…`; `orrery confront <system> file… key=value…`. */
export async function runInstrument(name: string, words: string[], flags: InstrumentFlags): Promise<void> {
  const { instrument, rest } = await instrumentOf(name, words);
  const { files: paths, settings } = readWords(rest);
  const files = paths.map(openFile);
  const opened = await openData(instrument, settings);
  if (flags.dryRun) {
    console.log(await dryRun(instrument, files, opened, flags.json));
    return;
  }
  prepareOutput(flags.out);
  const engine = await selectEngine(flags.engine, { threads: cpus().length });
  const bar = fractionBar(instrument.id, flags.json);
  let made: Report;
  try {
    made = await report(instrument, files, opened, { progress: bar.update, engine });
  } finally {
    bar.stop();
  }
  process.exitCode = { holds: 0, broken: 1, unresolved: 4 }[made.backTest.verdict];
  if (!flags.json) say(made);
  const folder = kept(() => writeReport(instrument, made, settings, flags.out));
  if (flags.json) console.log(JSON.stringify({ instrument: instrument.id, ...made, record: folder ?? null }));
  else if (folder !== undefined) {
    for (const name of Object.keys(made.attachments ?? {})) console.error(`${name}: ${join(folder, name)}`);
    console.error(`figure: ${join(folder, 'figure.png')}\nrecord: ${folder}`);
  }
}

/** `mup check log.csv` is the instrument `mup-check`; `confront ridge …` that of a system. */
async function instrumentOf(
  name: string,
  [first, ...others]: string[],
): Promise<{ instrument: AnyInstrument; rest: string[] }> {
  const longer = `${name}-${first}`;
  if (instruments.some(({ id }) => id === longer)) return { instrument: await findInstrument(longer), rest: others };
  const rest = first === undefined ? [] : [first, ...others];
  if (!instruments.find(({ id }) => id === name)?.ofSystem) return { instrument: await findInstrument(name), rest };
  if (first === undefined || /[=]|^--/.test(first))
    throw new BadInput(`${name} takes a system first: orrery ${name} ridge measured.csv; orrery list has them`);
  return { instrument: await findInstrument(name, await openSystem(first)), rest: others };
}

async function dryRun(instrument: AnyInstrument, files: InputFile[], settings: Settings, json?: boolean) {
  const cost = await costOf(instrument, files, settings);
  if (json) return JSON.stringify(cost ?? null);
  if (!cost) return `${instrument.id} takes seconds whatever it is given`;
  return `${cost.sentence}: about ${duration(cost.seconds)}, ${(cost.bytes / 2 ** 20).toFixed(0)} MB of memory`;
}

/**
 * A folder is that of a report or a record: what stands in it for the whole. `digits` are the
 * bundled ones, unless there is a file of that name.
 */
function openFile(path: string): InputFile {
  const bundled = existsSync(path) ? undefined : bundledFile(path);
  if (bundled)
    return {
      ...{ name: basename(bundled.pathname), origin: path },
      bytes: async () => new Uint8Array(await readFile(bundled)) as Bytes,
    };
  const inside = ['report.json', 'points.csv'].map((name) => join(path, name)).find((file) => existsSync(file));
  const file = inside ?? path;
  const bytes = async (one: string) => {
    try {
      return new Uint8Array(await readFile(one)) as Bytes;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EISDIR')
        throw new BadInput(`${one} is a folder without report.json or points.csv: no report and no run left it`);
      throw new BadInput(`${one} cannot be read: ${whyUnreadable(error)}`);
    }
  };
  return {
    name: basename(file),
    origin: file,
    bytes: () => bytes(file),
    beside: async (name) => {
      const other = join(dirname(file), name);
      return existsSync(other) ? bytes(other) : undefined;
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
