import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, NotWritten } from '../numeric/errors.ts';
import { occupy } from '../record/occupy.ts';
import { count } from '../statistics/sentences.ts';
import { workLocally } from '../sweep/local.ts';
import { Stored } from '../sweep/stored.ts';
import { journalFiles, journalsOf, ownJournals, type Sweep } from '../sweep/sweep.ts';
import { type SweepManifest, tabulate } from '../sweep/table.ts';
import type { Tally } from '../sweep/tally.ts';
import { settingWords } from '../sweep/verdict.ts';
import { diskWords } from './failure.ts';
import { follow } from './follow.ts';
import { listen } from './interruption.ts';
import { plainScripts } from './plain-scripts.ts';
import { fractionBar } from './progress.ts';
import { readJobs } from './settings.ts';
import { checkSlurmFlags, refuseWhileLive, type SlurmFlags, submit } from './sweep-slurm.ts';

/** Where the tasks of a sweep are done. */
export interface CarryFlags extends SlurmFlags {
  executor: 'inline' | 'pool' | 'slurm';
  jobs?: string;
  retryFailed?: boolean;
  json?: boolean;
}

/**
 * Does what is open of a sweep, or gives it to a cluster. Judges all of it when nobody works at it
 * any more.
 */
export async function carryOut(sweep: Sweep, flags: CarryFlags): Promise<void> {
  const { folder } = sweep;
  const jobs = checkPlace(flags);
  await refuseWhileLive(folder);
  const occupation = occupy(folder);
  const interruption = listen(
    flags.executor === 'slurm'
      ? `the cluster goes on with ${folder}`
      : `what is done is kept in ${folder} (press Ctrl-C again to stop at once)`,
  );
  const { signal } = interruption;
  try {
    mkdirSync(journalsOf(folder), { recursive: true });
    const tally = tallyOf(sweep);
    if (flags.retryFailed) tally.retryFailed();
    if (tally.open > 0 && flags.executor === 'slurm') {
      const isOver = await submit(sweep, tally, flags, signal);
      if (!isOver) return;
    } else if (tally.open > 0) await work(sweep, tally, jobs, signal, flags.json);
    if (!signal.aborted) {
      await conclude(sweep, flags.json, signal);
      return;
    }
    process.exitCode = 130;
    console.error(`go on with it: orrery sweep resume ${folder}`);
  } finally {
    interruption.end();
    occupation.end();
  }
}

/** Every line is read to its end: one that is damaged inside is a task to be done again. */
function tallyOf(sweep: Sweep): Tally {
  const stored = new Stored(sweep);
  stored.close();
  const foreign = journalFiles(sweep.folder).length - ownJournals(sweep).length;
  if (foreign > 0)
    console.error(
      `${count(foreign, 'journal')} of another seed, engine or version than sweep.json asks for ${foreign === 1 ? 'is' : 'are'} left aside`,
    );
  if (stored.damaged > 0)
    console.error(
      `${count(stored.damaged, 'line')} of the journals ${stored.damaged === 1 ? 'is' : 'are'} damaged: what they said is done again`,
    );
  return stored.tally;
}

/**
 * Says how many threads of this machine work. Throws `BadInput` for options that contradict each
 * other.
 */
export function checkPlace(flags: CarryFlags): number {
  const { executor, jobs } = flags;
  checkSlurmFlags(flags, executor === 'slurm');
  if (executor === 'pool') return readJobs(jobs);
  if (executor === 'slurm' && jobs !== undefined)
    throw new BadInput(`--jobs is for this machine; with --executor slurm give --cpus, of one part, and --parts`);
  if (jobs !== undefined && readJobs(jobs) > 1)
    throw new BadInput(`--jobs ${jobs} needs a pool of threads, and --executor inline has none: leave out either`);
  return 1;
}

async function work(sweep: Sweep, tally: Tally, jobs: number, signal: AbortSignal, silent?: boolean): Promise<void> {
  const { folder, header } = sweep;
  const progress = follow(`${header.system}: sweeping`, tally, silent);
  if (tally.done + tally.failed > 0) console.error(`${folder}: ${progress.state()} are there`);
  // No two processes write one journal.
  const label = `${Date.now()}-${process.pid}`;
  try {
    await workLocally(sweep, tally.ranges(), { jobs, label, signal, heard: progress.heard });
  } finally {
    progress.stop();
    console.error(`${folder}: ${progress.state()} are done`);
  }
}

/**
 * Judges what there is, writes the table, and says how it came out. Throws `NotWritten` where the
 * disk does not take the table.
 */
export async function conclude(sweep: Sweep, json?: boolean, signal?: AbortSignal): Promise<void> {
  const bar = fractionBar(`${sweep.header.system}: judging`, json);
  let manifest: SweepManifest;
  try {
    manifest = await tabulate(sweep, { signal, progress: (fraction) => bar.update(fraction, 'curve by curve') });
  } catch (error) {
    const ofDisk = diskWords(error);
    if (ofDisk === undefined) throw error;
    throw new NotWritten(
      `all that is done is kept, but not its table: ${ofDisk}; make room, and go on with orrery sweep resume ${sweep.folder}`,
    );
  } finally {
    bar.stop();
  }
  process.exitCode = exitCode(manifest);
  if (json) {
    console.log(JSON.stringify({ ...manifest, record: sweep.folder }));
    return;
  }
  console.log(verdictWords(manifest));
  if (manifest.tasks.open > 0)
    console.error(`${count(manifest.tasks.open, 'task')} are open: orrery sweep resume ${sweep.folder}`);
  console.error(`table: ${join(sweep.folder, 'points.csv')}\nrecord: ${sweep.folder}`);
}

/** Reasons of failures that are shown. */
const MOST_REASONS = 5;

function verdictWords({ verdict, failures, strained }: SweepManifest): string {
  const { shown, observables } = verdict;
  const lines = shown.flatMap((name) => (observables[name] ? [`${observables[name].sentence}.`] : []));
  const others = Object.entries(observables).filter(([name]) => !shown.includes(name));
  for (const kind of ['holds', 'broken', 'unresolved'] as const) {
    const names = others.filter(([, one]) => one.verdict === kind).map(([name]) => name);
    if (names.length > 0) lines.push(`  also measured, ${kind}: ${names.join(', ')}`);
  }
  for (const { points, message, settings } of strained)
    lines.push(`  strained at ${count(points, 'point')}: ${message} (${settingWords(settings)})`);
  const reasons = Object.entries(failures);
  for (const [reason, times] of reasons.slice(0, MOST_REASONS))
    lines.push(`  ${count(times, 'task')} failed: ${reason}`);
  if (reasons.length > MOST_REASONS) lines.push(`  and ${reasons.length - MOST_REASONS} reasons more, in failed.csv`);
  return plainScripts(lines.join('\n')) || 'nothing could be judged';
}

function exitCode({ verdict, tasks }: SweepManifest): number {
  if (verdict.overall === 'broken') return 1;
  if (verdict.overall === 'holds') return 0;
  return tasks.done === 0 ? 3 : 4;
}
