import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { shortReference } from '../figures/bibtex.ts';
import { figureToPng, figureToSvg } from '../figures/node.ts';
import { allEntries, type Entry, entriesNamed } from '../gallery/entries.ts';
import { numberTable, sectionOf, withSections } from '../gallery/page.ts';
import { type Reproduction, reproduce as reproduceEntry, verdictInWords } from '../gallery/reproduction.ts';
import { BadInput } from '../numeric/errors.ts';
import { figureOf } from '../record/figure-of.ts';
import { resultJson } from '../record/json.ts';
import { prepareOutput, writeRecord } from '../record/record.ts';
import { listen } from './interruption.ts';
import { trackProgress } from './progress.ts';
import { kept, verdictWords } from './run.ts';
import { readJobs, readNumber, tableText, whyUnreadable } from './settings.ts';

export interface ReproduceFlags {
  all?: boolean;
  budget?: string;
  budgetBy: 'clock' | 'estimate';
  jobs?: string;
  engine: 'auto' | 'wasm' | 'openblas';
  seed: string;
  out: string;
  gallery?: string;
  json?: boolean;
}

/** Dots of a gallery's picture per inch. */
const DPI = 110;

export async function reproduce(words: string[], flags: ReproduceFlags): Promise<void> {
  const all = await allEntries();
  if (words.length > 0 && flags.all) throw new BadInput('--all is every figure; leave out the names, or --all');
  if (words.length === 0 && !flags.all) {
    console.log(flags.json ? JSON.stringify(all.map(header), null, 2) : listOf(all));
    return;
  }
  const entries = flags.all ? all : (await Promise.all(words.map(entriesNamed))).flat();
  const options = {
    seed: flags.seed,
    jobs: readJobs(flags.jobs),
    engine: flags.engine,
    budgetBy: flags.budgetBy,
    ...(flags.budget !== undefined && { budget: readNumber('--budget', flags.budget, { low: 0 }) }),
  };
  prepareOutput(flags.out);
  if (flags.gallery !== undefined) prepareGallery(flags.gallery);
  const interruption = listen('what is finished is kept (press Ctrl-C again to leave at once)');
  const { signal } = interruption;
  const done: Reproduction[] = [];
  process.exitCode = 0;
  for (const entry of entries) {
    if (signal.aborted) break;
    const progress = trackProgress(entry.name, flags.json);
    const reproduction = await reproduceEntry(entry, { ...options, signal, progress: progress.update }).finally(
      progress.stop,
    );
    done.push(reproduction);
    const { result, settings } = reproduction;
    const folder = kept(() => writeRecord(result, settings, [1], flags.out));
    if (flags.gallery !== undefined && !result.interrupted) addToGallery(reproduction, flags.gallery, all);
    if (flags.json) console.log(JSON.stringify({ ...jsonOf(reproduction), record: folder ?? null }));
    else console.log(wordsOf(reproduction, folder));
  }
  interruption.end();
  if (!flags.json && entries.length > 1) console.log(summaryOf(done, entries.length));
  // A record that could not be written has its own code already.
  process.exitCode ||= signal.aborted ? 130 : exitCode(done);
}

/**
 * 0 where every verdict is the declared one, 1 where one is against it, 4 where one is still open.
 */
function exitCode(done: Reproduction[]): number {
  if (done.some(({ outcome }) => outcome === 'against')) return 1;
  return done.some(({ outcome }) => outcome === 'open') ? 4 : 0;
}

/** The entry's figure beside the page, and its section in it; both are there after each entry. */
function addToGallery(reproduction: Reproduction, page: string, all: Entry[]): void {
  const { entry, result } = reproduction;
  const picture = join(page.replace(/\.md$/, ''), `${entry.name.replace('/', '-')}.png`);
  mkdirSync(dirname(picture), { recursive: true });
  writeFileSync(picture, figureToPng(figureToSvg(figureOf(result)), { dpi: DPI }));
  const names = all.map(({ name }) => name);
  const section = sectionOf(reproduction, relative(dirname(page), picture));
  writeFileSync(
    page,
    withSections(readFileSync(page, 'utf8') || '# Gallery\n', new Map([[entry.name, section]]), names),
  );
}

/** Throws `BadInput` where the page cannot be read and written, before anything is computed. */
function prepareGallery(page: string): void {
  if (!page.endsWith('.md'))
    throw new BadInput(`--gallery ${page} must be a Markdown page, as in --gallery gallery.md`);
  try {
    mkdirSync(dirname(page), { recursive: true });
    appendFileSync(page, '');
  } catch (error) {
    throw new BadInput(`--gallery ${page} cannot be written (${whyUnreadable(error)}); choose another page`);
  }
}

function header({ name, preset, source }: Entry): Record<string, unknown> {
  const { title, expected = 'holds', because, budget, published } = preset;
  return { name, title, source: source.id, expected, because, budget, published };
}

function listOf(entries: Entry[]): string {
  const lines = entries.map(({ name, preset, source }) => {
    const by = shortReference(source);
    const expected = preset.expected ?? 'holds';
    return `${name}\n    ${preset.title} (${by}); ${expected === 'holds' ? 'holds' : `${expected}, ${preset.because}`}`;
  });
  return [...lines, '', 'orrery reproduce <name> makes one again, orrery reproduce --all all of them.'].join('\n');
}

function wordsOf(reproduction: Reproduction, folder: string | undefined): string {
  const { entry, result, numbers } = reproduction;
  return [
    `${entry.name}: ${verdictInWords(reproduction)}`,
    `  ${entry.preset.title}`,
    tableText(numberTable(entry.system, numbers)).replace(/^/gm, '  '),
    verdictWords(result).replace(/^/gm, '  '),
    ...(folder === undefined ? [] : [`  record: ${folder}`]),
    '',
  ].join('\n');
}

function summaryOf(done: Reproduction[], wanted: number): string {
  const count = (outcome: Reproduction['outcome']) => done.filter((one) => one.outcome === outcome).length;
  const left = wanted - done.length;
  return `${count('as published')} of ${wanted} as published, ${count('open')} open, ${count('against')} against${left > 0 ? `, ${left} not made` : ''}`;
}

function jsonOf({ entry, result, numbers, outcome }: Reproduction): Record<string, unknown> {
  return { ...header(entry), outcome, numbers, ...resultJson(result) };
}
