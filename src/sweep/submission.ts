import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../numeric/errors.ts';
import { replaceFile } from '../record/replace-file.ts';
import { linesIn } from './lines.ts';
import type { SlurmArray } from './slurm/arrays.ts';
import { journalFiles } from './sweep.ts';
import type { Range } from './tally.ts';

/** Tasks that were given to a cluster together, in parts that are worked independently. */
export interface Submission {
  /** From 1. */
  number: number;
  parts: number;
  /** Absent until the cluster has taken them. */
  arrays?: SlurmArray[];
}

/**
 * Deals open tasks in turn to so many parts, a few at a time, so that each has its share of what is
 * quick and what is slow. Returns as many parts as have a task.
 */
export function deal(ranges: Iterable<Range>, open: number, slots: number, wanted: number): Range[][] {
  const atOnce = Math.max(1, Math.min(slots, Math.floor(open / wanted)));
  const parts: Range[][] = Array.from({ length: Math.min(wanted, open) }, () => []);
  let turn = 0;
  for (const [from, to] of ranges)
    for (let first = from; first < to; ) {
      // At most to the end of a point, which is prepared once for what is done of it together.
      const end = Math.min(to, first + atOnce, (Math.floor(first / slots) + 1) * slots);
      parts[turn].push([first, end]);
      turn = (turn + 1) % parts.length;
      first = end;
    }
  return parts.filter((part) => part.length > 0);
}

/** A new submission of these parts, which the cluster has not seen yet. */
export function addSubmission(folder: string, parts: Range[][]): Submission {
  mkdirSync(submissionsOf(folder), { recursive: true });
  const number = (submissions(folder).at(-1)?.number ?? 0) + 1;
  const lines = parts.map((ranges) => ranges.map(([first, end]) => `${first}-${end}`).join(' '));
  replaceFile(partsFile(folder, number), `${lines.join('\n')}\n`);
  const submission = { number, parts: parts.length };
  saveSubmission(folder, submission);
  return submission;
}

export function saveSubmission(folder: string, submission: Submission): void {
  replaceFile(join(submissionsOf(folder), `${submission.number}.json`), `${JSON.stringify(submission)}\n`);
}

/** In their order; none where nothing was given to a cluster. */
export function submissions(folder: string): Submission[] {
  const place = submissionsOf(folder);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => /^\d+\.json$/.test(name))
    .map((name): Submission => JSON.parse(readFileSync(join(place, name), 'utf8')))
    .sort((a, b) => a.number - b.number);
}

/**
 * Whether jobs of it may be on a cluster: those that are known, or a script that could not be taken
 * back.
 */
export function wasSubmitted(folder: string): boolean {
  const scripts = join(folder, 'slurm');
  return (
    submissions(folder).some(({ arrays }) => arrays !== undefined) ||
    (existsSync(scripts) && readdirSync(scripts).length > 0)
  );
}

/** The tasks of a part. Throws `BadInput` where there is no such part. */
export function readPart(folder: string, number: number, part: number): Range[] {
  const path = partsFile(folder, number);
  if (!existsSync(path)) throw new BadInput(`${folder} has no submission ${number}`);
  let line = 0;
  for (const { text } of linesIn(path))
    if (line++ === part) return text.split(' ').map((range) => range.split('-').map(Number) as Range);
  throw new BadInput(`submission ${number} of ${folder} has ${line} parts, and none is ${part}`);
}

/** How the journals of a part begin: a part that is started again has several. */
export function partLabel(number: number, part: number): string {
  return `submission-${number}-part-${part}-`;
}

/** The journals that earlier attempts at a part left. */
export function partJournals(folder: string, number: number, part: number): string[] {
  return journalFiles(folder).filter((path) => path.includes(`-${partLabel(number, part)}`));
}

function submissionsOf(folder: string): string {
  return join(folder, 'submissions');
}

function partsFile(folder: string, number: number): string {
  return join(submissionsOf(folder), `${number}.parts`);
}
